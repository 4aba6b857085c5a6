"""The words of a span as Label Studio writes them, and what became of them in a changed text."""

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tellings.studio.texts import Source, affected, changed_side, check, ls_text
from tellings.text import sha256

JSON = dict[str, Any]

PIECES = (
    "a", "Word", " ", "\n", "\r\n", "\r", "\n\n", r"\n", "\\", "n", "🙂", "👩‍👩‍👧", "🇹🇷", "𝔘",
    "é", "e\u0301",
    "\u00a0", "\u202f", "\t", "<b>", "&amp;", "\ufeff", "\u200b", "\u00ad", "אב", "\u2028", "\x0b",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


def value(text: str, start: int, end: int, **more: Any) -> JSON:
    return {"start": start, "end": end, "text": ls_text(text[start:end]), **more}


def result(at: JSON, region: str = "r") -> JSON:
    return {"id": region, "type": "labels", "value": {**at, "labels": ["person"]}}


@settings(deadline=None)
@given(spans())
def test_the_words_of_any_span_are_the_same_mapped_or_not(span: tuple[str, int, int]) -> None:
    text, start, end = span
    assert check(text, value(text, start, end)) == "same"
    assert check(text, value(text, start, end) | {"text": text[start:end]}) == "same"
    assert check(text, {"start": start, "end": end}) == "same"


@settings(deadline=None)
@given(texts)
def test_every_line_end_and_nothing_else_is_mapped(text: str) -> None:
    mapped = ls_text(text)
    assert "\n" not in mapped
    assert "\r" not in mapped
    assert len(mapped) == len(text) + len(re.findall(r"[\r\n]", text))
    assert ls_text(mapped) == mapped


@settings(deadline=None)
@given(spans(), st.integers(1, 3))
def test_line_ends_behind_the_last_word_are_overshoot(
    span: tuple[str, int, int], extra: int
) -> None:
    at = value(*span)
    assert check(span[0], at | {"text": at["text"] + r"\n" * extra}) == "overshoot"


@settings(deadline=None)
@given(spans(), spans())
def test_other_words_are_wrong(span: tuple[str, int, int], other: tuple[str, int, int]) -> None:
    words = ls_text(other[0][other[1] : other[2]])
    found = check(span[0], value(*span) | {"text": words})
    trimmed, wanted = (re.sub(r"(\\n)+$", "", each) for each in (words, value(*span)["text"]))
    assert (found == "wrong") == (trimmed != wanted)


def test_the_cases_seen_in_a_browser() -> None:
    crossing = "HEAD\r\n\r\nTAIL\n"
    assert ls_text(crossing[:12]) == r"HEAD\n\n\n\nTAIL"
    assert check(crossing, {"start": 0, "end": 12, "text": r"HEAD\n\n\n\nTAIL"}) == "same"
    assert check(crossing, {"start": 0, "end": 12, "text": r"HEAD\n\n\n\nTAIL\n"}) == "overshoot"
    assert check(crossing, {"start": 0, "end": 12, "text": r"HEAD\n\nTAIL"}) == "wrong"
    assert check("🙂 SECOND", {"start": 2, "end": 8, "text": "SECOND"}) == "same"
    assert check("🙂 SECOND", {"start": 3, "end": 9, "text": "SECOND"}) == "wrong"  # UTF-16
    assert check("one", {"start": 0, "end": 3, "text": None}) == "wrong"
    assert check("\n\n", {"start": 0, "end": 2, "text": ""}) == "wrong"


# A changed text -------------------------------------------------------------------------------


@settings(deadline=None)
@given(spans(), texts, texts)
@example(("a\nb", 1, 2), "", "")
def test_the_places_found_have_the_words(
    span: tuple[str, int, int], before: str, behind: str
) -> None:
    text, start, end = span
    now = before + text + behind
    (found,) = affected([result(value(text, start, end))], now)
    assert (len(before) + start, len(before) + end) in found.places
    for place in found.places:
        assert ls_text(now[slice(*place)]) == found.words
    assert (found.fate == "same_place") == ((start, end) in found.places)


@settings(deadline=None)
@given(spans(), texts)
def test_what_became_of_words_in_any_other_text(span: tuple[str, int, int], now: str) -> None:
    (found,) = affected([result(value(*span))], now)
    every = [
        (start, end)
        for start in range(len(now))
        for end in range(start + 1, len(now) + 1)
        if ls_text(now[start:end]) == found.words
    ]
    trimmed = re.sub(r"(\\n)+$", "", found.words)
    if every or trimmed == found.words:
        assert list(found.places) == every
    number = len(found.places)
    fate = "gone" if not number else "elsewhere" if number == 1 else "several"
    assert found.fate == ("same_place" if (found.start, found.end) in found.places else fate)


@pytest.mark.parametrize(
    ("now", "fate", "places"),
    [
        ("Ada said it.", "same_place", ((0, 3),)),
        ("Ada said it. Ada did.", "same_place", ((0, 3), (13, 16))),
        ("🙂 Ada said it.", "elsewhere", ((2, 5),)),
        ("So Ada said it. Ada did.", "several", ((3, 6), (16, 19))),
        ("Bo said it.", "gone", ()),
    ],
)
def test_fates(now: str, fate: str, places: tuple[tuple[int, int], ...]) -> None:
    (found,) = affected([result(value("Ada said it.", 0, 3))], now)
    assert (found.fate, found.places, found.words) == (fate, places, "Ada")
    assert found.path == "result[0].value"


def test_each_region_is_listed_once_and_what_belongs_to_it_is_not() -> None:
    at = value("Ada said it.", 0, 3)
    choice = {"id": "r", "type": "choices", "value": {"start": 0, "end": 3, "choices": ["x"]}}
    relation = {"type": "relation", "from_id": "r", "to_id": "q"}
    found = affected([choice, result(at), result(at), result(at, "q"), relation], "Ada")
    assert [(each.region, each.path) for each in found] == [
        ("r", "result[1].value"),
        ("q", "result[3].value"),
    ]


def test_words_dragged_past_the_end_of_a_line_are_found_without_it() -> None:
    dragged = {"start": 0, "end": 3, "text": r"Ada\n"}
    (found,) = affected([result(dragged)], "Ada said it.")
    assert (found.fate, found.places) == ("same_place", ((0, 3),))


@pytest.mark.parametrize(
    ("data", "article", "side"),
    [
        ({"text": "one", "text_sha256": sha256("one")}, "one", "same"),
        ({"text": "one", "text_sha256": sha256("one")}, "two", "article"),
        ({"text": "two", "text_sha256": sha256("one")}, "one", "task"),
        ({"text": "two", "text_sha256": sha256("one")}, "two", "both"),
        ({"text": "two", "text_sha256": sha256("one")}, "three", "both"),
        ({"text_sha256": sha256("one")}, "one", "task"),
        ({"text": "one"}, "one", "same"),
        ({"text": "one"}, "two", "task"),
    ],
)
def test_which_text_changed(data: JSON, article: str, side: Source) -> None:
    assert changed_side(data, article) == side
