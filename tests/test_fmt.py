"""``fmt``: one canonical form, and spans moved only where the place is beyond doubt."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.formatting import record_schemas
from tellings.stages.canonical import canonical
from tellings.stages.reanchor import reanchored
from tellings.text import occurrences, sha256

from .conftest import GAZETTE, JSON, Done, Project, edit, gazette_records, snapshot

pure = settings(deadline=None, max_examples=100, derandomize=True)


def _spans(project: Project) -> dict[str, tuple[int, int, str]]:
    records = json.loads(project.records.read_bytes())["records"]
    return {
        each["id"].rpartition(":")[2]: (each["start"], each["end"], each["text"])
        for each in records
        if each["record"] == "span"
    }


def _text(project: Project, old: str, new: str) -> str:
    """Change the Gazette, and its hash in story.toml."""
    before = sha256(project.gazette.read_bytes())
    edit(project.gazette, old, new)
    text = project.gazette.read_text("utf-8")
    edit(project.story / "story.toml", before, sha256(text))
    return text


# Form ------------------------------------------------------------------------------------------


def test_a_record_a_line_and_nothing_lost(project: Project) -> None:
    old = json.loads(project.records.read_bytes())
    done = project.run("fmt")
    assert done.status == 0
    assert "seeds/tunnel/annotations/gold/gazette.json: rewritten" in done.out
    text = project.records.read_text("utf-8")
    new = json.loads(text)
    assert _sorted(new.pop("records")) == _sorted(old.pop("records"))
    assert new == old
    assert sum('"id": ' in line for line in text.splitlines()) == text.count('"record": ')
    assert project.call("build").err == ""


def test_once_is_enough(project: Project) -> None:
    project.call("fmt")
    old = snapshot(project.seeds)
    done = project.call("fmt")
    assert (done.status, done.out) == (0, "")
    assert snapshot(project.seeds) == old
    assert project.call("fmt", "--check").status == 0


def test_checking_writes_nothing(project: Project) -> None:
    old = snapshot(project.seeds)
    done = project.call("fmt", "--check")
    assert done.status == 1
    assert "gazette.json: would be rewritten" in done.out
    assert snapshot(project.seeds) == old


def test_one_story_only(project: Project) -> None:
    project.call("new", "bridge")
    assert project.call("fmt", "bridge").out == ""
    assert "gazette.json" in project.call("fmt", "tunnel").out


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('"layer":', '"layer"', "json-syntax"),
        ('"layer":', '"layer": "event", "layer":', "duplicate-key"),
        ('"records"', '"recods"', "schema"),
        ('"records": [', '"records": [1, ', "schema"),
    ],
)
def test_a_file_that_does_not_parse_stays(old: str, new: str, rule: str, project: Project) -> None:
    edit(project.records, old, new)
    before = project.records.read_bytes()
    done = project.call("fmt")
    assert done.status == 1
    assert f"gazette.json:{9 if rule == 'json-syntax' else 1}: {rule}: " in done.err or (
        f"gazette.json: {rule}: " in done.err
    )
    assert project.records.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"start": 0', '"start": "0"'),
        ('"start": 0', f'"start": {"9" * 5000}'),
        ('"layer"', f'"x": {"[" * 5000}{"]" * 5000}, "layer"'),
    ],
    ids=["a word for a number", "a number too long", "too deep"],
)
def test_a_nasty_value_has_a_message(old: str, new: str, project: Project) -> None:
    edit(project.records, old, new)
    before = project.records.read_bytes()
    done = project.call("fmt")
    assert done.status in (0, 1)
    if done.status:
        assert "gazette.json" in done.err
        assert project.records.read_bytes() == before


@pytest.mark.parametrize("field", ["start", "end", "text"])
def test_a_span_that_lacks_a_field_has_a_message(field: str, project: Project) -> None:
    _text(project, "Harbour", "A harbour")
    edit(project.records, f'"{field}"', f'"{field}_"')
    assert project.call("fmt", "--reanchor").status == 1


# Moving ----------------------------------------------------------------------------------------


def test_spans_that_still_occur_once_are_moved(project: Project) -> None:
    text = _text(project, "NORTHPORT -- ", "NORTHPORT, Monday -- ")
    done = project.run("fmt", "--reanchor")
    assert done.status == 0
    assert sum(line.endswith("(moved)") for line in done.out.splitlines()) == 3
    spans = _spans(project)
    assert all(text[start:end] == words for start, end, words in spans.values())
    assert spans["001"][0] == 0
    assert project.call("build").err == ""


def _gone_and_doubled(project: Project) -> Done:
    """Of four spans one fits, one can be moved, and two occur in two places."""
    _text(project, "The tunnel", "Ada Lund: the tunnel")
    return project.call("fmt", "--reanchor")


def test_the_others_are_listed_and_left(project: Project) -> None:
    before = _spans(project)
    done = _gone_and_doubled(project)
    assert done.status == 1
    stuck = [line for line in done.err.splitlines() if "by hand" in line]
    assert [line.split("span:")[1][:3] for line in stuck] == ["003", "004"]
    assert all("occurs 2 times" in line for line in stuck)
    after = _spans(project)
    assert [name for name in before if after[name] != before[name]] == ["002"]
    assert project.call("build").status == 1


def test_what_is_stuck_is_told_again(project: Project) -> None:
    _gone_and_doubled(project)
    again = project.call("fmt", "--reanchor")
    assert again.status == 1
    assert "by hand" in again.err


def test_nothing_is_moved_without_the_flag(project: Project) -> None:
    project.call("fmt")
    _text(project, "NORTHPORT", "SOUTHERN PORT")
    old = snapshot(project.seeds)
    assert project.call("fmt").status == 0
    assert snapshot(project.seeds) == old
    assert project.call("build").status == 1


def test_checking_moves_nothing(project: Project) -> None:
    _text(project, "NORTHPORT", "SOUTHERN PORT")
    old = snapshot(project.seeds)
    done = project.call("fmt", "--check", "--reanchor")
    assert done.status == 1
    assert "would be moved" in done.out
    assert snapshot(project.seeds) == old


# Pure functions --------------------------------------------------------------------------------

_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=6))
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
_OFFSETS = st.integers(0, 200)
_RECORDS = st.fixed_dictionaries(
    {
        "record": st.sampled_from(["span", "attribution", "entity", "spam"]),
        "id": st.text(alphabet="ab:1", max_size=4),
        "start": _OFFSETS,
        "end": _OFFSETS,
    },
    optional={"label": _VALUES, "status": _VALUES, "stray": _VALUES, "wording": _VALUES},
)
_HEADERS = st.dictionaries(
    st.sampled_from(["text_sha256", "article_id", "story_id", "stray"]), _VALUES
)


def _sorted(records: list[Any]) -> list[str]:
    return sorted(json.dumps(each, sort_keys=True) for each in records)


@given(_HEADERS, st.lists(_RECORDS, max_size=4))
@pure
def test_the_canonical_form_loses_nothing_and_stays(header: JSON, records: list[JSON]) -> None:
    data = canonical({**header, "records": records}, record_schemas())
    value = json.loads(data)
    assert _sorted(value["records"]) == _sorted(records)
    assert {name: value[name] for name in value if name != "records"} == header
    assert canonical(value, record_schemas()) == data


@given(st.lists(_RECORDS, max_size=4, unique_by=lambda each: str(each["id"])), st.randoms())
@pure
def test_the_order_of_records_does_not_matter(records: list[JSON], chance: Any) -> None:
    data = canonical({"records": records}, record_schemas())
    chance.shuffle(records)
    assert canonical({"records": records}, record_schemas()) == data


_AWKWARD = st.sampled_from(["},\n{", "}\n    {", ",\n", "}, {", "\u2028", "\x00", "{}"])
_FLAT = st.dictionaries(
    st.one_of(st.sampled_from(["record", "id", "text", "note"]), _AWKWARD),
    st.one_of(_SCALARS, _AWKWARD, st.just("span")),
    max_size=5,
)


@given(st.lists(_FLAT, max_size=4))
@pure
def test_records_without_parts_are_written_like_those_with(records: list[JSON]) -> None:
    alone = canonical({"records": records}, record_schemas())
    nested = {"record": "~", "id": "~", "stray": [{}]}
    mixed = canonical({"records": [*records, nested]}, record_schemas())
    lines = [line.rstrip(b",") for line in mixed.splitlines() if b'"stray": [{}]' not in line]
    expected = [line.rstrip(b",") for line in alone.splitlines()]
    assert lines == expected if records else alone == b'{\n  "records": []\n}\n'


_EDITS = st.lists(
    st.tuples(
        st.integers(0, len(GAZETTE)), st.integers(0, 30), st.sampled_from(["", "Ada Lund", "🚧"])
    ),
    max_size=4,
)


@given(_EDITS)
@pure
def test_a_span_is_never_moved_to_where_its_text_is_not(edits: list[tuple[int, int, str]]) -> None:
    text = GAZETTE
    for at, length, put in edits:
        text = text[:at] + put + text[at + length :]
    records = gazette_records()
    result, moved, stuck = reanchored(records, text)
    assert len(result) == len(records)
    stale = 0
    for old, new in zip(records, result, strict=True):
        assert {**new, "start": 0, "end": 0} == {**old, "start": 0, "end": 0}
        if old["record"] != "span":
            continue
        fits = text[new["start"] : new["end"]] == new["text"]
        if not fits:
            stale += 1
            assert new == old
            assert len(occurrences(text, old["text"])) != 1
        elif new != old:
            assert occurrences(text, old["text"]) == [new["start"]]
    assert len(stuck) == stale
    assert len(moved) == sum(old != new for old, new in zip(records, result, strict=True))
