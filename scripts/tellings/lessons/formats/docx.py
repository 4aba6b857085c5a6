"""The sheets as DOCX, to be edited."""

from tellings.lessons.print.sentences import WORDS as WORDS
from tellings.lessons.print.sheets import sheets
from tellings.lessons.print.word import docx
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words
from tellings.lessons.writing import Written

TITLE = "sheets to edit (DOCX)"
NEEDS = ("docx",)
SENTENCES = "print"


def write(lesson: Lesson, words: Words) -> Written:
    """One document a sheet."""
    return Written({f"{each.name}.docx": docx(each) for each in sheets(lesson, words)})
