"""Stories from disk as lessons read them, and what is left of one if a layer is not there."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tellings.findings import errors
from tellings.lessons.making import Exercises, Wanted, exercises_of
from tellings.lessons.translation import check_of
from tellings.parts import load_story
from tellings.store.lessons import read_language, read_standards
from tellings.store.schema_files import load_codebook, load_schemas
from tellings.story import StoryData

JSON = dict[str, Any]
Keep = Callable[[JSON], bool]


def loaded(seeds: Path, story: str) -> StoryData:
    """A story without any error."""
    data, findings, _digest = load_story(seeds, story, load_schemas())
    assert data is not None
    assert [str(each) for each in errors(findings)] == []
    return data


def wanted(seeds: Path, data: StoryData, **fields: Any) -> Wanted:
    """The whole lesson of a story, in its language."""
    language = read_language(seeds, data.story, check_of(data.story, load_codebook()))
    return replace(Wanted("1.0.0", read_standards()), language=language, **fields)


def made(seeds: Path, story: str) -> Exercises:
    """The exercises of a story from disk."""
    data = loaded(seeds, story)
    return exercises_of(data, load_codebook(), wanted(seeds, data))


def gold_files(seeds: Path, story: str) -> Iterator[tuple[Path, JSON]]:
    """The files of gold with records in them."""
    for path in sorted((seeds / story / "annotations" / "gold").glob("*.json")):
        if path.name != "pass.json":
            yield path, json.loads(path.read_text("utf-8"))


def edit_gold(seeds: Path, story: str, change: Callable[[JSON], None]) -> None:
    """Change gold's records."""
    for path, content in gold_files(seeds, story):
        for record in content["records"]:
            change(record)
        path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def without(seeds: Path, story: str, gone: Keep) -> set[str]:
    """Take records out of gold, and what cannot be without them.

    Returns:
        The ids of all that went.
    """
    files = list(gold_files(seeds, story))
    every = [record for _, content in files for record in content["records"]]
    went = {each["id"] for each in every if gone(each)}
    schemas, more = load_schemas(), True
    schemas = schemas.with_labels(load_codebook().extended(loaded(seeds, story).story.labels))
    while more:
        more = False
        for _, content in files:
            kept = [_stripped(each, went) for each in content["records"] if each["id"] not in went]
            broken = {each["id"] for each in kept if _broken(schemas, each)}
            more, went = more or bool(broken), went | broken
            content["records"] = [each for each in kept if each["id"] not in broken]
    for path, content in files:
        path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    _strip_toml(seeds / story / "story.toml", went)
    return went


def _broken(schemas: Any, record: JSON) -> bool:
    return bool(schemas.violations(record["record"], record))


def _stripped(value: Any, went: set[str]) -> Any:
    """A record without references to what went; gold's ``from`` names passes and stays.

    An answer or a cell whose ``spans`` all went lacks them, which breaks its record.
    """
    if isinstance(value, dict):
        kept = {
            name: each if name == "from" else _stripped(each, went)
            for name, each in value.items()
            if not (isinstance(each, str) and each in went)
        }
        if value.get("spans") and not kept["spans"]:
            del kept["spans"]
        return kept
    if isinstance(value, list):
        refs = [each.get("ref") if isinstance(each, dict) else each for each in value]
        left = [each for each, ref in zip(value, refs, strict=True) if ref not in went]
        return [_stripped(each, went) for each in left]
    return value


def _strip_toml(path: Path, went: set[str]) -> None:
    text = path.read_text("utf-8")
    for name in went:
        text = text.replace(f'{{ kind = "span", ref = "{name}" }}, ', "")
        text = text.replace(f', {{ kind = "span", ref = "{name}" }}', "")
        text = text.replace(f'{{ kind = "span", ref = "{name}" }}', "")
    path.write_text(text, "utf-8")
