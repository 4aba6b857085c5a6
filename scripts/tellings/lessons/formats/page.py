"""The lesson as pages for a browser, each one file that needs no network."""

from collections.abc import Mapping

from tellings.lessons.page.html import class_html, page_html
from tellings.lessons.page.sentences import LESSON, SHARED, TEACHER
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words
from tellings.lessons.writing import Written

TITLE = "a page for students (lesson.html) and one for the teacher (class.html)"
NEEDS: tuple[str, ...] = ()
WORDS: Mapping[str, str] = {**SHARED, **LESSON, **TEACHER}


def write(lesson: Lesson, words: Words) -> Written:
    """Two files: students' results hold no key, and the teacher's page merges them."""
    pages = {"lesson.html": page_html(lesson, words), "class.html": class_html(lesson, words)}
    return Written({name: page.encode() for name, page in pages.items()})
