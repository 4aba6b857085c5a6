"""Whatever a file holds, a reader tells what is wrong with it and raises nothing."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tellings.exchange import registry
from tellings.exchange.mapping import our_mapping
from tellings.exchange.registry import reader
from tellings.exchange.relations import adopt
from tellings.findings import RULES, Finding
from tellings.store.seeds import SourceFile
from tests.conftest import Project
from tests.exchange.tellings_made_up import CODEBOOK

TEXT = "One two.\n"
KEYS = (
    "id",
    "type",
    "value",
    "start",
    "end",
    "text",
    "labels",
    "result",
    "annotations",
    "data",
    "target",
    "source",
    "selector",
    "exact",
    "body",
    "items",
    "first",
    "record",
    "kind",
    "refinedBy",
    "from_id",
    "to_id",
    "meta",
    "predictions",
    "purpose",
)
WORDS = (
    "labels",
    "relation",
    "town.txt",
    "TextQuoteSelector",
    "TextPositionSelector",
    "One",
    "span",
)
SCALARS = st.none() | st.booleans() | st.integers(-1, 9) | st.sampled_from(WORDS)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    ),
    max_leaves=30,
)
LINES = st.lists(
    st.text(st.sampled_from('TERAN#*1 23;:\tOnewoAa{}"\\'), max_size=24).map(lambda s: s + "\n")
)


def every_finding(format_name: str, files: dict[str, bytes]) -> list[Finding]:
    findings: list[Finding] = []
    sources = {name: SourceFile(name, data) for name, data in files.items()}
    mapping = our_mapping(CODEBOOK)
    for document in reader(format_name).read(sources, mapping, findings):
        findings += adopt(document, mapping, "tale:town", document.received).findings
    return findings


@pytest.mark.parametrize(
    ("name", "file"), [("label-studio", "x.json"), ("web-annotation", "x.jsonld")]
)
def test_any_json_is_read_or_told(name: str, file: str) -> None:
    @settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
    @given(VALUES | st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES)))
    def holds(value: Any) -> None:
        data = json.dumps(value).encode()
        found = every_finding(name, {file: data, "town.txt": TEXT.encode()})
        assert {each.rule for each in found} <= set(RULES)

    holds()


@settings(deadline=None, max_examples=150)
@given(LINES)
def test_any_lines_are_read_or_told(lines: list[str]) -> None:
    files = {"x.ann": "".join(lines).encode(), "x.txt": TEXT.encode()}
    found = every_finding("brat", files)
    assert {each.rule for each in found} <= set(RULES)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    for name, file in (("csv", "x.csv"), ("brat", "x.ann"), ("web-annotation", "x.jsonld")):
        found = every_finding(name, {file: data, "x.txt": data, "town.txt": data})
        assert {each.rule for each in found} <= set(RULES)


def test_a_missing_extra_is_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find_spec", lambda _name: None)
    done = project.call("export", "spacy")
    assert done.status == 1
    assert "pip install 'tellings[exchange]'" in done.err
