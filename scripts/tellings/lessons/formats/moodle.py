"""Moodle XML: a category of questions for the question bank of a course."""

from collections.abc import Mapping

from tellings.lessons.moodle.wording import WORDS as MOODLE
from tellings.lessons.platforms.leaving import LeftOut
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words
from tellings.lessons.writing import Written

TITLE = "questions for Moodle (XML)"
NEEDS: tuple[str, ...] = ("lxml",)
WORDS: Mapping[str, str] = MOODLE
SENTENCES = "platforms"


def write(lesson: Lesson, words: Words) -> Written:
    """One file."""
    from tellings.lessons.moodle.filling import bank
    from tellings.lessons.moodle.xml import quiz_file

    left_out = LeftOut(words)
    data = quiz_file(bank(lesson, words, left_out))
    return Written({"lesson.moodle.xml": data}, left_out.sentences())
