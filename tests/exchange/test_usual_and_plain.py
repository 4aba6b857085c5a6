"""What is read and made in one go is what the long way gives, task by task and span by span."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import tomli
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tellings.exchange import importing, label_studio_tasks
from tellings.exchange.foreign import ForeignDocument
from tellings.exchange.importing import Choices, Imported, import_folder
from tellings.exchange.label_studio_tasks import Task, parsed_tasks
from tellings.exchange.mapping import LabelMapping, LabelRule, PassRule
from tellings.exchange.registry import reader
from tellings.exchange.story_toml import GrowingToml, story_head
from tellings.findings import Finding
from tellings.parsing import read_toml
from tellings.store.seeds import SourceFile

TEXTS = (
    "One two, three.",
    "Öl für „zwei“: ada@example.org 🚧.\nThree.",
    'A "b" c\td',
    "a\r\nb c",
    "\ufeffOne two",
    "x \x07 y",
    " ",
)
WORDS = st.text('aé"\\\x7f\n\u2028🚧 ', max_size=5)
ODD: st.SearchStrategy[Any] = st.sampled_from(
    (None, True, 1.0, 10**30, "x", [], {}, [{}], {"text": ["n"]}, -1, "\ud800")
)
LABELS = st.lists(st.sampled_from(("Cue", "Words", "Wrong", "Other")), min_size=1, max_size=2)


@st.composite
def regions(draw: st.DrawFn, text: str) -> dict[str, Any]:
    """A region as Label Studio writes it, now and then with something odd in it."""
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text) + 1))
    value: dict[str, Any] = {"start": start, "end": end, "labels": draw(LABELS)}
    if draw(st.booleans()):
        value["text"] = draw(st.sampled_from((text[start:end], text[start:end], "else")))
    name = draw(st.sampled_from(("r1", "r2", "r3", "r4")))
    region = {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    return _changed(draw, region, ("id", "value", "type", "meta", "origin", "score", "from_name"))


@st.composite
def tasks(draw: st.DrawFn) -> Any:
    """A task in its usual form, now and then with something odd in it."""
    text = draw(st.sampled_from(TEXTS))
    results = draw(st.lists(regions(text), max_size=4))
    annotation = {"id": 7, "completed_by": draw(st.sampled_from((1, 2))), "result": results}
    names = ("completed_by", "result", "was_cancelled", "lead_time", "new")
    annotation = _changed(draw, annotation, names)
    task = {"id": draw(st.integers(1, 9)), "data": {"text": text, "paper": "Post"}}
    task["annotations"] = [annotation]
    return _changed(draw, task, ("id", "data", "annotations", "predictions", "meta", "new"))


def _changed(draw: st.DrawFn, value: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    if draw(st.integers(0, 9)) == 0:
        value[draw(st.sampled_from(names))] = draw(ODD)
    return value


EXPORTS = st.lists(tasks(), max_size=5)
MAPPING = LabelMapping(
    story="bay",
    made_by=PassRule(kind="rule", name="by-{annotator}"),
    labels={
        "Cue": LabelRule(layer="attribution", label="cue"),
        "label.Words": LabelRule(layer="attribution", label="content"),
        "Wrong": LabelRule(layer="attribution", label="person"),
    },
)


def read(data: bytes) -> tuple[list[ForeignDocument], list[Finding]]:
    findings: list[Finding] = []
    files = {"x.json": SourceFile("x.json", data)}
    return list(reader("label-studio").read(files, MAPPING, findings)), findings


@contextmanager
def the_long_way() -> Iterator[None]:
    """Nothing is usual, and nothing plain."""
    with (
        patch.object(label_studio_tasks, "_quickly", lambda _data: None),
        patch.object(importing, "plain_spans", lambda *_words: None),
    ):
        yield


def brought(data: bytes, keep_going: bool) -> Imported:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "x.json").write_bytes(data)
        choices = Choices(keep_going=keep_going)
        args = (folder / "x.json", folder / "seeds", MAPPING, choices, "2031-02-03")
        done = import_folder(reader("label-studio"), *args)
        done.files = {path.removeprefix(name): each for path, each in done.files.items()}
        done.findings = [_without(name, each) for each in done.findings]
        done.arrivals = [_without(name, each) for each in done.arrivals]
        return done


def _without(folder: str, each: Any) -> Any:
    return repr(each).replace(folder, "")


def as_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


def usual(number: int, text: str, places: list[tuple[int, int]]) -> dict[str, Any]:
    results = [
        {
            "id": f"r{at}", "from_name": "label", "to_name": "text", "type": "labels",
            "value": {"start": start, "end": end, "text": text[start:end], "labels": ["Cue"]},
        }
        for at, (start, end) in enumerate(places)
    ]  # fmt: skip
    annotation = {"id": 1, "completed_by": 3, "was_cancelled": False, "result": results}
    return {"id": number, "data": {"text": text}, "annotations": [annotation], "inner_id": 2}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(EXPORTS, st.booleans())
def test_tasks_are_read_as_any_json_is(value: Any, indented: bool) -> None:
    data = json.dumps(value, indent=1 if indented else None).encode()
    quick = read(data)
    with the_long_way():
        assert quick == read(data)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(st.data())
def test_damaged_exports_are_read_as_any_json_is(draw: st.DataObject) -> None:
    """A piece of the file is cut out, doubled or replaced."""
    data = as_bytes(draw.draw(EXPORTS.filter(bool)))
    start = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(start, min(len(data), start + 30)))
    more = (b"", data[start:end] * 2, b"\xff", b'"', b"\\u0022", b"\\ud800", b"1e999", b"[" * 2000)
    data = data[:start] + draw.draw(st.sampled_from(more)) + data[end:]
    quick = read(data)
    with the_long_way():
        assert quick == read(data)


def test_what_label_studio_writes_is_usual_and_a_key_twice_is_told() -> None:
    data = as_bytes([usual(1, "One two", [(0, 3)])])
    assert all(isinstance(each, Task) for each in parsed_tasks(SourceFile("x.json", data))[0])
    twice = data.replace(b'"inner_id": 2', b'"inner_id": 2, "inner_id": 3')
    assert [each.rule for each in read(twice)[1]] == ["duplicate-key"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=80)
@example([usual(1, "One two", [(0, 3), (4, 7)]), usual(2, "One two", [(4, 7), (0, 3)])], False)
@given(EXPORTS, st.booleans())
def test_plain_spans_come_in_as_all_others_do(value: Any, keep_going: bool) -> None:
    data = as_bytes(value)
    quick = brought(data, keep_going)
    with the_long_way():
        assert quick == brought(data, keep_going)


def test_a_usual_export_takes_the_short_way() -> None:
    data = as_bytes([usual(1, "One two", [(4, 7), (0, 3)])])
    with patch.object(importing, "adopt", side_effect=AssertionError):
        done = brought(data, False)
    assert done.stands
    assert done.records == {"span": 2}


@given(st.lists(st.tuples(st.sampled_from(("a", "b-1", 'c"')), WORDS, WORDS), max_size=3), WORDS)
def test_the_tables_of_a_new_story_are_those_of_its_file(
    articles: list[tuple[str, str, str]], title: str
) -> None:
    toml = GrowingToml(story_head(title, "en", "", None).encode(), is_new=True)
    for slug, file, outlet in articles:
        toml.add(slug, file, "0" * 64, {"outlet": outlet}, None)
    source = toml.source("story.toml")
    assert read_toml(source)[0] == tomli.loads(source.data.decode())
