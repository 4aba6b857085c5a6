"""The one scoring rule: bounds, the two lazy players, and what each kind is worth."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.lessons.items import Item, Kind, Option, Pair, Row
from tellings.lessons.scoring import count, score, score_set, total

WHY = ("Because.",)


def item(kind: Kind, number: int, options: int = 4, **fields: object) -> Item:
    base = Item(
        id=f"x:{number}",
        exercise="x",
        kind=kind,
        stem=("?",),
        options=tuple(Option(f"o{at}", (f"{at}",), WHY) for at in range(options)),
        why=WHY,
        evidence=(),
        records=(),
        minutes=1,
        difficulty=1,
    )
    return replace(base, **fields)  # type: ignore[arg-type]


marks = st.integers(1, 6).flatmap(
    lambda options: st.tuples(st.just(options), st.sets(st.integers(0, options - 1)))
)


def passages(drawn: list[tuple[int, set[int]]]) -> list[Item]:
    return [
        item(Kind.MARK, number, options, key=tuple(f"o{at}" for at in sorted(key)))
        for number, (options, key) in enumerate(drawn)
    ]


@given(st.lists(marks, min_size=1, max_size=6))
def test_who_marks_everything_or_nothing_gets_nothing(drawn: list[tuple[int, set[int]]]) -> None:
    found = passages(drawn)
    everything = {each.id: [option.id for option in each.options] for each in found}
    assert score_set(found, {}) == 0
    foils = sum(len(each.options) - len(each.key) for each in found)
    targets = sum(len(each.key) for each in found)
    if foils and targets:
        assert score_set(found, everything) == 0


@given(st.lists(marks, min_size=1, max_size=6), st.data())
def test_a_set_is_worth_between_nothing_and_its_number_of_items(
    drawn: list[tuple[int, set[int]]], data: st.DataObject
) -> None:
    found = passages(drawn)
    given_ = {
        each.id: data.draw(st.lists(st.sampled_from([o.id for o in each.options]), unique=True))
        for each in found
    }
    worth = score_set(found, given_)
    assert 0 <= worth <= len(found)
    if any(each.key for each in found):
        assert score_set(found, {each.id: each.key for each in found}) == len(found)


def test_a_choice_is_right_or_not() -> None:
    asked = item(Kind.CHOICE, 1, key=("o2",))
    assert [score(asked, (each,)) for each in ("o1", "o2")] == [0, 1]
    assert score(asked, ()) == 0
    assert score(asked, ("o1", "o2")) == 0


def test_a_match_is_worth_its_right_rows() -> None:
    rows = tuple(Row(str(at), ("row",), f"o{at}", WHY) for at in range(4))
    asked = item(Kind.MATCH, 1, rows=rows)
    assert score(asked, {"0": "o0", "1": "o1", "2": "o1"}) == 0.5
    assert score(asked, {}) == 0
    assert score(asked, {row.id: row.key for row in rows}) == 1


def test_ticking_takes_false_alarms_from_hits() -> None:
    asked = item(Kind.TICK, 1, key=("o0", "o1"))
    assert score(asked, ("o0", "o1")) == 1
    assert score(asked, ("o0",)) == 0.5
    assert score(asked, ("o0", "o2")) == 0
    assert score(asked, ("o0", "o1", "o2", "o3")) == 0
    assert count(asked, ("o0", "o2")).alarms == 1


def test_an_order_counts_pairs_that_are_marked() -> None:
    pairs = (Pair("o0", "o1"), Pair("o1", "o2"), Pair("o2", "o3", same=True))
    asked = item(Kind.ORDER, 1, pairs=pairs)
    assert score(asked, {"o0": 1, "o1": 2, "o2": 3, "o3": 3}) == 1
    assert score(asked, {"o0": 1, "o1": 2, "o2": 3, "o3": 4}) == pytest.approx(1 / 3)
    assert score(asked, {"o0": 1, "o1": 1, "o2": 1, "o3": 1}) == 0
    assert score(asked, {"o0": 1, "o1": 2}) == pytest.approx(1 / 3)


def test_what_is_not_marked_by_itself_is_refused() -> None:
    for kind in (Kind.MARK, Kind.OPEN, Kind.DISCUSS):
        with pytest.raises(ValueError, match="not marked by itself"):
            score(item(kind, 1), ())


def test_a_total_takes_passages_set_by_set_and_leaves_out_what_is_not_marked() -> None:
    found = [
        item(Kind.CHOICE, 1, key=("o0",)),
        item(Kind.MARK, 2, key=("o0",)),
        item(Kind.MARK, 3, key=()),
        item(Kind.OPEN, 4),
    ]
    assert total(found, {"x:1": ("o0",), "x:2": ("o0",), "x:4": ("o0",)}) == 3
    assert total(found, {"x:1": ("o1",), "x:2": ("o0", "o1")}) == pytest.approx(2 * (1 - 1 / 7))
