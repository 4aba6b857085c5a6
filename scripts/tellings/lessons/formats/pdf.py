"""Sheets to print as PDF: A4 and Letter, standard, large print and dyslexia-friendly."""

from tellings.lessons.print.layouts import Layout, layouts
from tellings.lessons.print.sentences import WORDS as WORDS
from tellings.lessons.print.sheets import TEACHER, sheets
from tellings.lessons.print.typesetting import pages, pdf, uncovered
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words
from tellings.lessons.writing import Written

TITLE = "sheets to print (PDF)"
NEEDS = ("typst",)
SENTENCES = "print"


def write(lesson: Lesson, words: Words) -> Written:
    """Every sheet in every layout; the standard ones on top, the others in ``print/``."""
    import msgspec

    standard, *others = layouts()
    first = {each.name: pdf(each, standard) for each in sheets(lesson, words)}
    made = sheets(lesson, words, {name: pages(data) for name, data in first.items()})
    files = {f"{name}.pdf": data for name, data in first.items()}
    again = [each for each in made if each.name == TEACHER]
    files |= {_name(each.name, standard): pdf(each, standard) for each in again}
    files |= {_name(sheet.name, each): pdf(sheet, each) for each in others for sheet in made}
    strange = uncovered(msgspec.json.encode(each).decode() for each in made)
    return Written(files, (_strange(strange),) if strange else ())


def _name(sheet: str, layout: Layout) -> str:
    return f"print/{sheet}-{layout.name}.pdf" if layout.name else f"{sheet}.pdf"


def _strange(characters: set[str]) -> str:
    shown = " ".join(sorted(characters)[:8])
    return (
        f"{len(characters)} characters that the shipped font has no sign for ({shown}); a font of"
        " this machine is used where it has one"
    )
