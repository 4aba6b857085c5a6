"""A deck of cards for Anki: the question in front; key, reason, sentence and rule behind."""

import hashlib
import html
import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tellings.lessons.answers import said_answer
from tellings.lessons.files import unzipped, zipped
from tellings.lessons.items import Kind
from tellings.lessons.shown import Lesson, ShownExercise, ShownItem, plain
from tellings.lessons.wording import Words
from tellings.lessons.writing import Written

if TYPE_CHECKING:
    import genanki

TITLE = "cards to learn with (Anki)"
NEEDS = ("genanki",)
WORDS: Mapping[str, str] = {
    "none": "nothing in this passage",
    "where": "Where",
    "text": "The text",
    "rule": "Rule of thumb",
    "left-out": "{number} questions without a right answer (to write or to talk about)",
}
_FIELDS = ("id", "question", "answer")
_STYLE = """
.card { font: 20px/1.5 sans-serif; text-align: start; max-width: 40em; margin: 1em auto; }
blockquote { border-inline-start: 3px solid #1f4e79; margin-inline: 0; padding-inline: 1em; }
"""
_FIRST_STAMP = 1_000_000_000


def write(lesson: Lesson, words: Words) -> Written:
    """``lesson.apkg``; a card keeps its id as long as its item has one, so decks can be updated."""
    import genanki

    deck = genanki.Deck(_number(f"deck:{lesson.story}"), html.escape(lesson.title))
    for exercise in lesson.exercises:
        for item in exercise.items:
            if item.marked:
                deck.add_note(_note(lesson, exercise, item, words))
    found = io.BytesIO()
    genanki.Package(deck).write_to_file(found, timestamp=_stamp(lesson))
    files = {"lesson.apkg": zipped(unzipped(found.getvalue()))}
    open_ = sum(not item.marked for item in lesson.items)
    said = words.fill("left-out", number=str(open_))
    return Written(files, (said,) if open_ else ())


def _number(name: str) -> int:
    """A number for Anki that stays: decks and models are found by it."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") | 1 << 30


def _stamp(lesson: Lesson) -> float:
    """A time for Anki, which numbers notes by it: the same for a story, another for another."""
    return float(_FIRST_STAMP + _number(f"stamp:{lesson.story}") % 2**28)


def _model(lesson: Lesson) -> "genanki.Model":
    import genanki

    box = f'<div lang="{html.escape(lesson.language)}" dir="{lesson.direction}">{{{{%s}}}}</div>'
    back = "{{FrontSide}}<hr id=answer>" + box % "answer"
    return genanki.Model(
        _number("tellings lesson"),
        "tellings lesson",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "card", "qfmt": box % "question", "afmt": back}],
        css=_STYLE,
    )


def _note(lesson: Lesson, exercise: ShownExercise, item: ShownItem, words: Words) -> "genanki.Note":
    import genanki

    fields = [item.id, "".join(_question(item, words)), "".join(_answer(exercise, item, words))]
    tags = [exercise.name, *(tag.replace(" ", "-") for tag in item.standards)]
    guid = genanki.guid_for(lesson.story, item.id)
    return genanki.Note(model=_model(lesson), fields=fields, guid=guid, tags=tags)


def _question(item: ShownItem, words: Words) -> Iterator[str]:
    yield f"<p>{html.escape(plain(item.stem))}</p>"
    for each in item.reading:
        yield f"<blockquote>{html.escape(plain(each, marks=False))}</blockquote>"
    if item.rows:
        yield _list([plain(row.text) for row in item.rows])
    options = [f"({each.id}) {plain(each.text)}" for each in item.options]
    yield _list([*options, *([words["none"]] if item.kind == Kind.MARK else [])])


def _answer(exercise: ShownExercise, item: ShownItem, words: Words) -> Iterator[str]:
    yield _list(said_answer(item, words["none"]), strong=True)
    yield f"<p>{html.escape(words['where'])}: {html.escape('; '.join(item.where))}</p>"
    yield f"<p>{html.escape(plain(item.why))}</p>"
    reasons = [(each.id, each.why) for each in item.options]
    yield _list([f"({name}) {plain(why)}" for name, why in reasons])
    shown = "".join(
        f"<blockquote>{html.escape(plain(e, marks=False))}</blockquote>" for e in item.evidence
    )
    yield f"<p>{html.escape(words['text'])}:</p>{shown}"
    yield f"<p>{html.escape(words['rule'])}: {html.escape(exercise.rule)}</p>"


def _list(lines: list[str], strong: bool = False) -> str:
    tag = ("<b>", "</b>") if strong else ("", "")
    return f"<ul>{''.join(f'<li>{tag[0]}{html.escape(line)}{tag[1]}</li>' for line in lines)}</ul>"
