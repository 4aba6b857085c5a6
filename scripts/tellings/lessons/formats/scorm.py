"""A SCORM 1.2 package: the page for students, telling the platform points and completion."""

from collections.abc import Mapping

from tellings.lessons.files import zipped
from tellings.lessons.page.html import page_html
from tellings.lessons.platforms.leaving import LeftOut
from tellings.lessons.platforms.note import note, text_file
from tellings.lessons.scorm.adapter import adapter
from tellings.lessons.scorm.wording import WORDS as SCORM
from tellings.lessons.scorm.wording import of_page
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words
from tellings.lessons.writing import Written

TITLE = "the page as a package for platforms (SCORM 1.2)"
NEEDS: tuple[str, ...] = ("lxml",)
WORDS: Mapping[str, str] = SCORM
SENTENCES = "page"


def write(lesson: Lesson, words: Words) -> Written:
    """One zip file."""
    from tellings.lessons.scorm.manifest import NOTE, PAGE, manifest

    left_out = LeftOut(words)
    left_out.add("resuming")
    files = {
        "imsmanifest.xml": manifest(lesson),
        PAGE: page_html(lesson, of_page(words), extra=[adapter(lesson)]).encode(),
        NOTE: text_file(note(lesson, words, left_out.sentences())),
    }
    return Written(
        {"lesson.scorm.zip": zipped(files, first=("imsmanifest.xml",))}, left_out.sentences()
    )
