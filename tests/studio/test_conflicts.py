"""Conflicts and tombstones on paper, and conflicts settled."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.studio import conflicts, tombstones
from tellings.studio.conflicts import Choice, Decision, settle
from tellings.studio.explaining import explained
from tellings.studio.fields import same
from tellings.studio.integrity import dangling
from tellings.studio.merging import merge, next_base
from tellings.studio.outcome import Conflict, Deleted, Merge
from tellings.studio.tombstones import Tombstone, buried
from tests.studio.passes import SETTLED, Pass, three
from tests.studio.test_merging import attribution, mention, of, span

Three = tuple[Pass, Pass, Pass]


def merged(base: Pass, ours: Pass, theirs: Pass) -> tuple[Merge, Any]:
    found = merge(base, ours, theirs)
    return found, next_base(base, theirs, found)


@settings(deadline=None)
@given(three(), st.data())
def test_what_is_settled_is_not_asked_again(versions: Three, data: st.DataObject) -> None:
    found, base = merged(*versions)
    sides: st.SearchStrategy[Choice] = st.sampled_from(("ours", "theirs"))
    decided = [
        Decision(each.id, each.field, data.draw(sides))
        for each in found.conflicts
        if data.draw(st.booleans())
    ]
    done = settle(found.records, base, found.conflicts, decided)
    assert len(done.open) + len(decided) == len(found.conflicts) + len(done.refused)
    assert all("would point at" in each for each in done.refused)
    known = {key for version in versions for key in version}
    assert list(dangling(done.records, known)) == []
    again = merge(done.base, done.records, versions[2])
    waiting = {each.id for each in done.open if each.kind == "reference"}
    for key in known - waiting:  # what waits for a record that was decided is free to go now
        assert same(again.records.get(key), done.records.get(key))
    left = {(each.id, each.field) for each in again.conflicts}
    assert left <= {(each.id, each.field) for each in done.open}


@settings(deadline=None)
@given(three())
def test_all_for_ours_changes_nothing_and_all_for_theirs_gives_theirs(versions: Three) -> None:
    found, base = merged(*versions)
    every: tuple[Choice, ...] = ("ours", "theirs")
    for side in every:
        decided = [Decision(each.id, each.field, side) for each in found.conflicts]
        done = settle(found.records, base, found.conflicts, decided)
        if side == "ours":
            assert (done.records, done.open, done.refused) == (found.records, (), ())
            assert not merge(done.base, done.records, versions[2]).conflicts
        refused = {each.split(" ")[0].rstrip(":") for each in done.refused}
        for each in found.conflicts:
            if side == "theirs" and not each.field and each.id not in refused:
                assert same(done.records.get(each.id), each.theirs)


@settings(deadline=None)
@given(three())
def test_conflicts_on_paper_are_the_same_conflicts(versions: Three) -> None:
    found = merge(*versions).conflicts
    data = conflicts.dumped("s", "gold", found)
    assert conflicts.loaded(data) == found
    assert conflicts.dumped("s", "gold", reversed(found)) == data
    assert data.count(b"\n") == (6 + len(found) if found else 5)


# Cases ----------------------------------------------------------------------------------------

BASE = of(span(1, "Ada"), mention(("author", "unknown"), ("s:entity:ada", "certain")))
OURS = of(
    span(1, "Ada", label="place"), mention(("author", "possible"), ("s:entity:ada", "certain"))
)
THEIRS = of(
    span(1, "Ada", label="other"), mention(("author", "certain"), ("s:entity:ada", "certain"))
)
SPAN, MENTION = "s:a:span:1", "s:a:event-mention:0"
FACTUALITY = "commitments[author].factuality"


def test_a_value_that_is_neither_version() -> None:
    found, base = merged(BASE, OURS, THEIRS)
    done = settle(
        found.records,
        base,
        found.conflicts,
        [
            Decision(SPAN, "label", "value", {"layer": "claim", "label": "judgement"}),
            Decision(MENTION, FACTUALITY, "value", "probable"),
        ],
    )
    assert done.records[SPAN] == span(1, "Ada", layer="claim", label="judgement")
    assert done.records[MENTION] == mention(("author", "probable"), ("s:entity:ada", "certain"))
    assert not merge(done.base, done.records, THEIRS).conflicts


def test_theirs_taken_for_one_and_the_other_left_open() -> None:
    found, base = merged(BASE, OURS, THEIRS)
    done = settle(found.records, base, found.conflicts, [Decision(MENTION, FACTUALITY, "theirs")])
    assert done.records == {**OURS, MENTION: THEIRS[MENTION]}
    assert [(each.id, each.field) for each in done.open] == [(SPAN, "label")]
    again = merge(done.base, done.records, THEIRS)
    assert again.conflicts == done.open


@pytest.mark.parametrize(
    ("decisions", "reason"),
    [
        ([Decision(SPAN, "extent", "ours")], "s:a:span:1 extent: there is no such conflict"),
        ([Decision(SPAN, "label", "ours")] * 2, "s:a:span:1 label: this is decided twice"),
        ([Decision(SPAN, "label", "value", {"layer": "x"})], "would break the schema"),
    ],
)
def test_what_cannot_be_decided_is_refused(decisions: list[Decision], reason: str) -> None:
    found, base = merged(BASE, OURS, THEIRS)

    def sound(record: Any) -> bool:
        return "label" in record

    done = settle(found.records, base, found.conflicts, decisions, sound)
    assert len(done.refused) == 1
    assert reason in done.refused[0]


def test_a_decision_about_what_has_changed_since_is_refused() -> None:
    found, base = merged(BASE, OURS, THEIRS)
    now = {**found.records, SPAN: span(1, "Ada", label="unnamed_person")}
    done = settle(now, base, found.conflicts, [Decision(SPAN, "label", "theirs")])
    assert done.records == now
    assert done.refused == (
        "s:a:span:1 label: the seeds have changed since the conflict was found; pull again",
    )
    assert len(done.open) == len(found.conflicts)


def test_another_record_is_no_value() -> None:
    found, base = merged({}, of(span(1, "Ada")), of(span(1, "Bo")))
    other = Decision(SPAN, "", "value", span(2, "Bo"))
    assert "another record" in settle(found.records, base, found.conflicts, [other]).refused[0]
    fits = Decision(SPAN, "", "value", span(1, "tunnel"))
    assert settle(found.records, base, found.conflicts, [fits]).records == of(span(1, "tunnel"))
    gone = Decision(SPAN, "", "value", None)
    assert settle(found.records, base, found.conflicts, [gone]).records == {}


def test_a_deletion_that_would_leave_something_dangling_is_refused() -> None:
    base, ours = of(span(1, "Ada")), of(span(1, "Ada"), attribution(SPAN))
    found, new_base = merged(base, ours, {})
    done = settle(found.records, new_base, found.conflicts, [Decision(SPAN, "", "theirs")])
    assert done.records == ours
    assert done.refused == ("s:a:span:1: something would point at s:a:span:1, which is gone",)
    assert done.open == found.conflicts


def test_a_record_from_there_brings_back_what_it_points_at() -> None:
    base = of(span(1, "Ada"))
    theirs = of(span(1, "Ada"), attribution(SPAN))
    found, new_base = merged(base, {}, theirs)
    assert found.records == {}
    name = attribution(SPAN)["id"]
    done = settle(found.records, new_base, found.conflicts, [Decision(name, "", "theirs")])
    assert done.records == theirs
    assert not merge(done.base, done.records, theirs).conflicts


def test_a_source_that_stands_twice_is_settled_in_its_place() -> None:
    base = of(mention(("author", "unknown"), ("author", "certain")))
    ours = of(mention(("author", "possible"), ("author", "certain")))
    theirs = of(mention(("author", "probable"), ("author", "certain")))
    found, new_base = merged(base, ours, theirs)
    (conflict,) = found.conflicts
    decision = Decision(conflict.id, conflict.field, "theirs")
    done = settle(found.records, new_base, found.conflicts, [decision])
    assert done.records == theirs
    assert not merge(done.base, done.records, theirs).conflicts


def test_the_second_of_two_is_settled_and_the_first_left_alone() -> None:
    base = of(mention(("author", "unknown"), ("author", "certain")))
    ours = of(mention(("author", "unknown"), ("author", "possible")))
    theirs = of(mention(("author", "unknown"), ("author", "probable")))
    found, new_base = merged(base, ours, theirs)
    (conflict,) = found.conflicts
    assert conflict.field == "commitments[author#2].factuality"
    decision = Decision(conflict.id, conflict.field, "theirs")
    done = settle(found.records, new_base, found.conflicts, [decision])
    assert done.records == done.base == theirs


@pytest.mark.parametrize("choice", ["ours", "theirs"])
def test_one_of_two_deleted_here_and_changed_there_is_settled(choice: Choice) -> None:
    base = of(mention(("author", "unknown"), ("author", "certain")))
    ours = of(mention(("author", "certain")))
    theirs = of(mention(("author", "possible"), ("author", "certain"), ("author", "probable")))
    found, new_base = merged(base, ours, theirs)
    (conflict,) = found.conflicts
    assert (conflict.field, conflict.kind) == ("commitments[author#3]", "deleted")
    decision = Decision(conflict.id, conflict.field, choice)
    done = settle(found.records, new_base, found.conflicts, [decision])
    assert not done.refused
    added = mention(("author", "certain"), ("author", "probable"))
    assert same(done.records, of(added) if choice == "ours" else theirs)
    assert not merge(done.base, done.records, theirs).conflicts


def test_conflicts_for_people() -> None:
    found, _ = merged(
        {**BASE, "s:entity:x": _entity("X")},
        {**OURS, "s:entity:x": _entity("Y")},
        {**THEIRS, "s:entity:x": _entity("Z z")},
    )
    assert explained(found.conflicts, found.records) == [
        "s",
        "  entity:x name: both sides changed it",
        "    was:    X",
        "    ours:   Y",
        "    theirs: “Z z”",
        "s:a",
        "  event-mention:0 commitments[author].factuality: both sides changed it",
        "    was:    unknown",
        "    ours:   possible",
        "    theirs: certain",
        "  span:1 “Ada” label: both sides changed it",
        "    was:    layer mention, label person",
        "    ours:   layer mention, label place",
        "    theirs: layer mention, label other",
    ]


def _entity(name: str) -> dict[str, Any]:
    named = {"record": "entity", "id": "s:entity:x", "name": name, "type": "person"}
    return {**named, "aliases": [], "status": "draft"}


def test_whole_records_for_people() -> None:
    settled = of(span(1, "Ada", **SETTLED))
    cases = [
        (of(span(1, "Ada")), {}, of(span(1, "Ada", label="place"))),
        (of(span(1, "Ada")), of(span(1, "Ada"), attribution(SPAN)), {}),
        (of(span(1, "Ada")), {}, of(span(1, "Ada"), attribution(SPAN))),
        (of(span(1, "Ada")), settled, of(span(1, "Ada", note="hm hm"))),
    ]
    shown = [explained(found.conflicts, found.records) for found, _ in (merged(*c) for c in cases)]
    heads = [lines[1].strip() for lines in shown]
    assert heads == [
        "span:1 “Ada”: one side deleted it, the other changed it",
        "span:1 “Ada”: they deleted it, but s:a:attribution:0 would point at it",
        "attribution:0: it points at s:a:span:1, deleted here",
        "span:1 “Ada”: one side settled it, the other changed it",
    ]
    assert shown[0][3:] == [
        "    ours:   (not there)",
        "    theirs: label layer mention, label place",
    ]
    assert shown[3][4] == "    theirs: note “hm hm”"


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"conflicts": [1]}', b'{"conflicts": [{}]}'])
def test_another_file_is_no_list_of_conflicts(data: bytes) -> None:
    with pytest.raises(ValueError, match="no list of conflicts"):
        conflicts.loaded(data)


# Tombstones -----------------------------------------------------------------------------------

SEEN = ("2031-02-03T04:05:06Z", "2031-02-04T04:05:06Z")


def test_a_deletion_is_kept_once_with_its_last_content() -> None:
    first = buried((), [Deleted(span(1, "Ada"), "theirs")], SEEN[0])
    assert first == (Tombstone(span(1, "Ada"), "theirs", SEEN[0]),)
    assert buried(first, [Deleted(span(1, "Ada"), "both")], SEEN[1]) == first
    later = buried(
        first, [Deleted(span(1, "Ada said"), "ours"), Deleted(span(0, "Bo"), "ours")], SEEN[1]
    )
    assert [(each.record["text"], each.seen) for each in later] == [
        ("Bo", SEEN[1]),
        ("Ada", SEEN[0]),
        ("Ada said", SEEN[1]),
    ]


def test_tombstones_on_paper() -> None:
    stones = buried(
        (), [Deleted(span(1, "Ada"), "theirs"), Deleted(span(0, "Bo"), "ours")], SEEN[0]
    )
    data = tombstones.dumped("s", "gold", stones)
    assert tombstones.loaded(data) == stones
    lines = data.decode().splitlines()
    assert lines[:4] == ["{", '  "story_id": "s",', '  "pass": "gold",', '  "tombstones": [']
    assert lines[4].startswith('    {"seen": "2031-02-03T04:05:06Z", "side": "ours", "record": {')
    assert tombstones.loaded(tombstones.dumped("s", "gold", ())) == ()
    with pytest.raises(ValueError, match="no list of tombstones"):
        tombstones.loaded(conflicts.dumped("s", "gold", ()))
    with pytest.raises(ValueError, match="no list of tombstones"):
        tombstones.loaded(b'{"tombstones": [{"a": 1}]}')


def test_a_conflict_knows_the_records_it_is_about() -> None:
    conflict = Conflict("s:a:span:1", "", "reference", None, None, None, ("s:a:span:2",))
    assert conflicts.loaded(conflicts.dumped("s", "gold", [conflict])) == (conflict,)
    assert replace(conflict, others=()) != conflict
