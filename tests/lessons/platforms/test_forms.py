"""The forms for learning platforms among the others: named, and told where lxml is missing."""

import subprocess
import sys

import pytest

from tellings.lessons.platforms.leaving import LeftOut
from tellings.lessons.platforms.note import note
from tellings.lessons.wording import Words
from tellings.lessons.writing import form, names, write
from tests.lessons.platforms.lessons import made_up

FORMS = ["gift", "moodle", "qti", "scorm"]
WITHOUT = """
import sys
sys.modules["lxml"] = None
from tellings.lessons.writing import form
print([form(name).TITLE for name in {forms}])
"""


def test_they_are_forms() -> None:
    assert set(FORMS) <= set(names())


def test_they_are_told_apart_without_what_they_need() -> None:
    program = WITHOUT.format(forms=FORMS)
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.count(",") == len(FORMS) - 1


@pytest.mark.parametrize("name", ["gift", "moodle", "qti"])
def test_a_language_says_their_sentences(name: str) -> None:
    language = {"lesson": {"platforms": {"reasons-rule": "Merksatz", "left-discuss": "Streit"}}}
    written = write(name, made_up(), language)
    if name != "qti":
        assert "Streit" in written.left_out
        assert b"Merksatz" in next(iter(written.files.values()))


def test_the_note_says_whose_words_a_package_carries_and_what_it_serves() -> None:
    words = Words(form("qti").WORDS)
    lines = note(made_up(), words, LeftOut(words).sentences())
    assert f"Lesson {made_up().digest}" in lines[0]
    assert "This package leaves no exercise out." in lines
    assert "Rights in the text of A: Gazette: Made up." in lines
    assert any(line.startswith("cor:behind: ") for line in lines)
    assert not [line for line in lines if "\n" in line]
