"""No text of a lesson repeats what the terms of rights withhold, wherever it stands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tellings.lessons.making import make_lesson
from tellings.publish.leaks import runs_of
from tellings.publish.terms import TextMode
from tellings.store.schema_files import load_codebook
from tellings.story import StoryData
from tests.lessons.loading import loaded, wanted
from tests.lessons.stories import hostile, write

SEEDS = Path(__file__).parents[2] / "seeds"


def strings(value: Any) -> Iterator[str]:
    """Every string in some data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


def stories(name: str, folder: Path) -> tuple[Path, StoryData]:
    """The story of the seeds, or one whose labels and names repeat an article."""
    if name == "seeds":
        return SEEDS, loaded(SEEDS, "s400-working-group")
    project = write(folder, hostile())
    return project.seeds, loaded(project.seeds, "feind")


@pytest.mark.parametrize("name", ["seeds", "hostile"])
def test_without_text_no_string_repeats_a_passage(name: str, tmp_path: Path) -> None:
    seeds, data = stories(name, tmp_path)
    lesson = make_lesson(data, load_codebook(), wanted(seeds, data, mode=TextMode.NONE))
    withheld = frozenset[str]().union(*(runs_of(each.text) for each in data.articles.values()))
    told = [each for each in strings(msgspec.to_builtins(lesson)) if runs_of(each) & withheld]
    assert told == []
