"""The worked questions of docs/reading-the-data.md run, and print what the page says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reading-the-data.md").read_text("utf-8")
BLOCKS = re.findall(r"```(python|text)\n(.*?)```", PAGE, re.S)
COMMON = BLOCKS[0][1]
WORKED = [(BLOCKS[at][1], BLOCKS[at + 1][1]) for at in range(1, len(BLOCKS), 2)]


def printed(code: str) -> str:
    """What a block prints, run after the block that all begin with."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", COMMON + code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("code", "shown"), WORKED)
def test_a_worked_question_prints_what_the_page_says(code: str, shown: str) -> None:
    assert printed(code) == shown


def test_there_are_six() -> None:
    assert len(WORKED) == 6
    assert all(shown.strip() for _, shown in WORKED)
