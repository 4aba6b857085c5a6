"""The pages say what the sentences hold, and nothing else."""

import re

import pytest

from tellings.lessons.page.html import asset, modules
from tellings.lessons.page.sentences import LESSON, SHARED, TEACHER

PAGES = {"lesson": {**SHARED, **LESSON}, "class": {**SHARED, **TEACHER}}
MADE = {
    "verdict-": "right partly wrong open discuss",
    "short-": "right partly wrong free",
    "order-": "before same after",
}
"""Names that a program puts together."""


def program(page: str) -> str:
    return "".join(map(asset, modules(page)))


@pytest.mark.parametrize("page", PAGES)
def test_every_sentence_that_is_said_is_there(page: str) -> None:
    said = set(re.findall(r'words\.say\(\s*"([\w-]+)"', program(page)))
    assert said <= set(PAGES[page])
    assert said


@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_is_left_that_nobody_says(page: str) -> None:
    source = program(page)
    quoted = set(re.findall(r'"([\w-]+)"', source))
    for stem, ends in MADE.items():
        quoted |= {stem + end for end in ends.split() if f"{stem}${{" in source}
    quoted |= {f"check-{kind}" for kind in ("open", "discuss")} if page == "lesson" else set()
    own = LESSON if page == "lesson" else TEACHER
    assert not set(own) - quoted
    assert not set(SHARED) - quoted - {"noscript"}
