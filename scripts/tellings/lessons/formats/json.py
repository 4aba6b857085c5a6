"""The lesson as data, for programs: every item with key, reasons and evidence offsets."""

from collections.abc import Mapping

import msgspec

from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words
from tellings.lessons.writing import Written

TITLE = "the lesson as data (JSON)"
NEEDS: tuple[str, ...] = ()
WORDS: Mapping[str, str] = {}


def write(lesson: Lesson, _words: Words) -> Written:
    """One file, indented, keys as in ``shown.Lesson``."""
    data = msgspec.json.format(msgspec.json.encode(lesson), indent=1)
    return Written({"lesson.json": data + b"\n"})
