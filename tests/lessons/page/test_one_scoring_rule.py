"""The golden table holds for Python and for the page, and beyond it both give the same marks."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tellings.lessons.page.html import asset
from tellings.lessons.scoring import score, score_set, total

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "scores.json").read_text("utf-8"))
ITEMS: dict[str, Any] = {each["id"]: each for each in GOLDEN["items"]}
RULE = asset("shared/scoring.js")


def thing(data: dict[str, Any]) -> Any:
    """An item of the table as Python's rule reads it."""
    made = json.loads(json.dumps(data), object_hook=lambda each: SimpleNamespace(**each))
    made.key = tuple(made.key)
    return made


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.context.close()


def in_page(page: Page, call: str, cases: list[Any]) -> Any:
    """Evaluate the rule's own source, and a call of it for each case."""
    return page.evaluate(
        f"(cases) => {{ {RULE}\n const answers = (e) => new Map(Object.entries(e));"
        f" return cases.map((each) => {call}); }}",
        cases,
    )


@pytest.mark.parametrize(
    "case", GOLDEN["single"], ids=lambda each: f"{each['item']}-{each['case']}"
)
def test_single_responses_in_python(case: dict[str, Any]) -> None:
    assert score(thing(ITEMS[case["item"]]), case["response"]) == pytest.approx(case["score"])


@pytest.mark.parametrize("case", GOLDEN["sets"], ids=lambda each: each["case"])
def test_sets_in_python(case: dict[str, Any]) -> None:
    items = [thing(ITEMS[name]) for name in case["items"]]
    assert score_set(items, case["responses"]) == pytest.approx(case["points"])


@pytest.mark.parametrize("case", GOLDEN["totals"], ids=lambda each: each["case"])
def test_totals_in_python(case: dict[str, Any]) -> None:
    items = [thing(ITEMS[name]) for name in case["items"]]
    assert total(items, case["responses"]) == pytest.approx(case["points"])


def test_the_table_in_the_page(blank: Page) -> None:
    single = [[ITEMS[case["item"]], case["response"]] for case in GOLDEN["single"]]
    found = in_page(blank, "scoring.score(...each)", single)
    assert found == pytest.approx([case["score"] for case in GOLDEN["single"]])
    for name, call in (("sets", "scoreSet"), ("totals", "total")):
        cases = [[[ITEMS[n] for n in case["items"]], case["responses"]] for case in GOLDEN[name]]
        found = in_page(blank, f"scoring.{call}(each[0], answers(each[1]))", cases)
        assert found == pytest.approx([case["points"] for case in GOLDEN[name]])


NAMES = list("abcdefg")


@st.composite
def items(draw: st.DrawFn) -> dict[str, Any]:
    """An item of any kind with a key that makes sense."""
    kind = draw(st.sampled_from(["choice", "match", "tick", "order", "mark", "discuss"]))
    ids = NAMES[: draw(st.integers(2, len(NAMES)))]
    some = st.lists(st.sampled_from(ids), unique=True)
    sizes = {"choice": (1, 1), "tick": (1, len(ids) - 1), "mark": (0, len(ids))}
    low, high = sizes.get(kind, (0, 0))
    pair = st.tuples(st.permutations(ids), st.booleans())
    pairs = draw(st.lists(pair, min_size=1, max_size=5)) if kind == "order" else []
    keys = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=6)) if kind == "match" else []
    return {
        "id": draw(st.uuids()).hex,
        "exercise": draw(st.sampled_from(["x", "y"])),
        "kind": kind,
        "marked": kind != "discuss",
        "options": [{"id": each} for each in ids],
        "rows": [{"id": str(at), "key": key} for at, key in enumerate(keys)],
        "key": sorted(draw(some.filter(lambda each: low <= len(each) <= high))),
        "pairs": [{"first": a, "second": b, "same": same} for (a, b, *_), same in pairs],
    }


@st.composite
def answered(draw: st.DrawFn) -> tuple[dict[str, Any], Any]:
    """An item with a response, which may be of any quality."""
    item = draw(items())
    ids = [each["id"] for each in item["options"]]
    if item["kind"] == "match":
        rows = st.sampled_from([row["id"] for row in item["rows"]])
        return item, draw(st.dictionaries(rows, st.sampled_from(ids)))
    if item["kind"] == "order":
        return item, draw(st.dictionaries(st.sampled_from(ids), st.integers(1, len(ids))))
    return item, draw(st.lists(st.sampled_from(ids), unique=True))


@given(st.lists(st.tuples(answered(), st.booleans()), max_size=12))
@settings(max_examples=150, deadline=None)
def test_python_and_page_agree(
    blank: Page, drawn: list[tuple[tuple[dict[str, Any], Any], bool]]
) -> None:
    asked = [item for (item, _), _ in drawn]
    given_ = {item["id"]: response for (item, response), answers in drawn if answers}
    (found,) = in_page(blank, "scoring.total(each[0], answers(each[1]))", [[asked, given_]])
    assert found == pytest.approx(total([thing(each) for each in asked], given_), abs=1e-12)
    alone = [pair for pair, _ in drawn if pair[0]["kind"] not in ("mark", "discuss")]
    scores = in_page(blank, "scoring.score(...each)", [list(pair) for pair in alone])
    assert scores == [pytest.approx(score(thing(item), given)) for item, given in alone]
