"""GIFT: questions as a text that Moodle and others read."""

from collections.abc import Iterator, Mapping

from tellings.lessons.items import Kind
from tellings.lessons.moodle.wording import WORDS as MOODLE
from tellings.lessons.platforms.leaving import LeftOut
from tellings.lessons.platforms.questions import Question
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words
from tellings.lessons.writing import Written

TITLE = "questions as a text (GIFT)"
NEEDS: tuple[str, ...] = ("lxml",)
WORDS: Mapping[str, str] = {
    **MOODLE,
    "left-points": "how many points a question is worth: set a set of passages to a point for each"
    " of them, and what is written to none (items {items})",
    "left-grading": "a place for what only the teacher reads: the rubric follows as general"
    " feedback (items {items})",
}
SENTENCES = "platforms"


def write(lesson: Lesson, words: Words) -> Written:
    """One file."""
    from tellings.lessons.moodle.filling import bank
    from tellings.lessons.moodle.gift import gift_file
    from tellings.lessons.platforms.note import note

    left_out = LeftOut(words)
    made = bank(lesson, words, left_out, losses=_losses, cloze=False)
    data = gift_file(made, note(lesson, words, left_out.sentences()))
    return Written({"lesson.gift.txt": data}, left_out.sentences())


def _losses(question: Question) -> Iterator[str]:
    if question.points != 1:
        yield "points"
    if question.kind is Kind.OPEN and question.item.rubric:
        yield "grading"
