"""A QTI 3.0 package: one test with a section for each exercise, and an item for each question."""

from collections.abc import Mapping

from tellings.lessons.platforms.leaving import LeftOut
from tellings.lessons.platforms.wording import WORDS as SHARED
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words
from tellings.lessons.writing import Written

TITLE = "a test for platforms that read QTI 3.0"
NEEDS: tuple[str, ...] = ("lxml",)
WORDS: Mapping[str, str] = SHARED
SENTENCES = "platforms"


def write(lesson: Lesson, words: Words) -> Written:
    """One zip file."""
    from tellings.lessons.qti.package import package

    left_out = LeftOut(words)
    return Written({"lesson.qti.zip": package(lesson, words, left_out)}, left_out.sentences())
