"""Columns fit a schema exactly if each record does."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tellings.records import ARTICLE_KINDS, STORY_KINDS
from tellings.schema_columns import columns_fit, independent
from tellings.store.schema_files import load_schemas

SCHEMAS = load_schemas()
GOOD: dict[str, tuple[Any, ...]] = {
    "record": ("span", "span", "stance"),
    "id": ("a:b:span:001", "a:b:span:002", "a:b:stance:1", "A", ""),
    "article_id": ("a:b", "a:c", "a"),
    "layer": ("attribution", "attribution", "event", "none"),
    "label": ("cue", "source", "content", "statement"),
    "start": (0, 3, 7, -1),
    "end": (1, 3, 7, -1),
    "text": ("a", "b", ""),
    "status": ("draft", "draft", "adjudicated", "odd"),
    "note": ("seen", ""),
    "decided_by": ("rita", ""),
}
ANY = st.sampled_from((None, True, 1.0, 1, "x", "draft"))


@st.composite
def alike(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Records with the same fields, most of them spans that fit."""
    names = [*GOOD][:9] + draw(st.lists(st.sampled_from([*GOOD]), max_size=2))
    if draw(st.integers(0, 9)) == 0:
        names.remove(draw(st.sampled_from(names)))
    strict = draw(st.booleans())
    found = []
    for _ in range(draw(st.integers(1, 4))):
        record = {name: GOOD[name][0] if strict else draw(values(name)) for name in names}
        found.append(record)
    if strict:
        name = draw(st.sampled_from([*found[0]]))
        found[-1][name] = draw(values(name) | ANY)
    return found


def values(name: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(GOOD[name])


def fit(records: list[dict[str, Any]]) -> bool:
    columns = {name: [each[name] for each in records] for name in records[0]}
    return columns_fit("span", columns, SCHEMAS)


SPAN = {name: each[0] for name, each in GOOD.items() if name not in ("note", "decided_by")}


@example([SPAN, {**SPAN, "start": True}])
@example([{**SPAN, "start": 1}, {**SPAN, "start": True}])
@example([SPAN, {**SPAN, "label": "statement"}])
@example([SPAN, {**SPAN, "status": "adjudicated"}])
@given(alike())
def test_columns_fit_if_every_record_does(records: list[dict[str, Any]]) -> None:
    each = all(map(SCHEMAS.fast("span").is_valid, records))
    one_type = all(len({type(one[name]) for one in records}) == 1 for name in records[0])
    assert fit(records) == (each and one_type)


def test_no_record_fits_any_schema() -> None:
    assert columns_fit("span", {"id": [], "start": []}, SCHEMAS)


def test_fields_that_the_schema_ties_together_are_known() -> None:
    apart = independent("span", SCHEMAS)
    assert {"id", "article_id", "start", "end", "text"} <= apart
    assert apart.isdisjoint(("layer", "label", "status", "decided_by", "from"))


@pytest.mark.parametrize("kind", [*ARTICLE_KINDS, *STORY_KINDS])
def test_what_settles_a_record_is_tied_in_every_kind(kind: str) -> None:
    assert independent(kind, SCHEMAS).isdisjoint(("status", "from", "decided_by", "decided_on"))


def test_a_schema_with_other_keywords_has_no_field_alone() -> None:
    assert not independent("file-annotations", SCHEMAS)
