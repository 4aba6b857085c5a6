"""The three-way merge: nothing lost, nothing mixed that belongs together, nothing dangling."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.records import ARTICLE_KINDS, RECORD_TYPES, STORY_KINDS
from tellings.schemas import Schemas
from tellings.store.schema_files import load_schemas
from tellings.studio.fields import normal, parts, same, shapes
from tellings.studio.integrity import dangling
from tellings.studio.merging import covering, merge, next_base
from tellings.studio.outcome import Change, Conflict, Deleted, Merge, Side
from tellings.studio.soundness import soundness
from tests.studio.passes import ENTITIES, JSON, SETTLED, TEXT, Pass, edited, passes, three

Three = tuple[Pass, Pass, Pass]
OTHER_SIDE: dict[Side, Side] = {"ours": "theirs", "theirs": "ours", "both": "both"}


def conflicts_of(found: Merge) -> dict[tuple[str, str], Conflict]:
    return {(each.id, each.field): each for each in found.conflicts}


@settings(deadline=None)
@given(three())
def test_what_one_side_did_is_taken_as_it_is(versions: Three) -> None:
    base, ours, _ = versions
    for found in (merge(base, ours, base), merge(base, base, ours), merge(base, ours, ours)):
        assert same(found.records, ours)
        assert not found.conflicts
    assert merge(base, ours, base).records == ours
    assert not merge(base, base, base).changes


@settings(deadline=None)
@given(three())
def test_sides_exchanged_mirror_the_outcome(versions: Three) -> None:
    base, ours, theirs = versions
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    by_reference = {each.id for each in (*one.conflicts, *other.conflicts) if each.others}
    mirrored = {
        (each.id, each.field.partition("[")[0])
        for each in other.conflicts
        if each.kind != "reference"
    }
    assert mirrored - {(key, "") for key in by_reference} <= {
        (each.id, each.field.partition("[")[0]) for each in one.conflicts
    } | {(key, "") for key in by_reference}
    touched = by_reference | {each.id for each in one.conflicts}
    for key in {*base, *ours, *theirs} - touched:
        assert same(one.records.get(key), other.records.get(key))
    assert _told(one, touched) == _told(replace(other, changes=_mirrored(other.changes)), touched)


def _mirrored(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(replace(each, side=OTHER_SIDE[each.side]) for each in changes)


def _told(found: Merge, without: set[str]) -> list[Any]:
    return [
        (each.id, each.field, each.side, normal(each.new))
        for each in found.changes
        if each.id not in without
    ]


@settings(deadline=None)
@given(three())
def test_no_record_is_ever_lost(versions: Three) -> None:
    found = merge(*versions)
    kept = {each.id for each in found.conflicts} | {each.record["id"] for each in found.deleted}
    for version in versions:
        assert version.keys() <= found.records.keys() | kept
    for each in found.deleted:
        assert each.record == versions[0][each.record["id"]]


@settings(deadline=None)
@given(three())
def test_no_change_of_theirs_is_ever_lost(versions: Three) -> None:
    """Every value that theirs brings stands in the records, or in a conflict."""
    base, _, theirs = versions
    found = merge(*versions)
    for key, record in theirs.items():
        whole = [each for each in found.conflicts if each.id == key and not each.field]
        if whole:
            assert same(whole[0].theirs, record)
            continue
        disputed = {each.field for each in found.conflicts if each.id == key}
        before = parts(base[key]) if key in base else {}
        for name, value in parts(record).items():
            if same(value, before.get(name)) or any(each.startswith(name) for each in disputed):
                continue
            members = value if isinstance(value, list) else [value]
            now = parts(found.records[key])[name]
            brought = [each for each in members if each not in _members(before.get(name))]
            assert all(_stands(each, now) for each in brought), (key, name)


def _members(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _stands(value: Any, now: Any) -> bool:
    if isinstance(value, dict) and isinstance(now, list):  # an item may have grown by our change
        return any(value["source"] == each["source"] for each in now)
    return value in now if isinstance(now, list) else same(value, now)


@settings(deadline=None)
@given(three())
def test_merging_the_outcome_again_changes_nothing(versions: Three) -> None:
    base, ours, theirs = versions
    first = merge(base, ours, theirs)
    for new_base in (base, next_base(base, theirs, first)):
        again = merge(new_base, first.records, theirs)
        assert again.records == first.records
    assert conflicts_of(again).keys() == conflicts_of(first).keys()


@settings(deadline=None)
@given(three())
def test_what_stands_in_conflict_is_as_ours_has_it(versions: Three) -> None:
    found = merge(*versions)
    for each in found.conflicts:
        mine = versions[1].get(each.id)
        if not each.field:
            assert found.records.get(each.id) == mine
            assert (each.ours, each.theirs) == (mine, versions[2].get(each.id))
        elif "[" not in each.field and "." not in each.field:
            assert parts(found.records[each.id]).get(each.field) == each.ours


@settings(deadline=None)
@given(three())
def test_nothing_points_at_what_is_gone(versions: Three) -> None:
    found = merge(*versions)
    known = {key for version in versions for key in version}
    assert list(dangling(found.records, known)) == []


@settings(deadline=None)
@given(three(), st.data())
def test_edits_that_do_not_meet_all_survive_in_any_order(
    versions: Three, data: st.DataObject
) -> None:
    """Three people who correct different records: whoever is merged first, it comes out alike."""
    base, _, _ = versions
    sides: list[Pass] = [dict(base) for _ in range(3)]
    for key in base:
        other = data.draw(edited({key: base[key]}))
        if other.get(key, base[key]).get("status") == base[key]["status"] and key in other:
            sides[data.draw(st.integers(0, 2))][key] = other[key]
    one, two, three_ = sides
    left = merge(base, merge(base, one, two).records, three_)
    right = merge(base, one, merge(base, two, three_).records)
    assert not left.conflicts
    assert not right.conflicts
    assert same(left.records, right.records)
    for side in sides:
        for key in base:
            assert same(side[key], base[key]) or same(side[key], left.records[key])


@settings(deadline=None)
@given(three(), st.sets(st.sampled_from(("span", "attribution", "event-mention", "stance"))))
def test_what_a_page_does_not_show_is_not_taken_for_deleted(
    versions: Three, kinds: set[str]
) -> None:
    base, ours, theirs = versions
    scope = covering(kinds, {"mention"} if "span" in kinds else ())
    shown = {key: each for key, each in theirs.items() if scope(each)}
    found = merge(base, ours, shown, scope)
    for key, record in ours.items():
        if key not in shown and not scope(record) and not scope(base.get(key, record)):
            assert found.records[key] == record
    hidden = {key for key, each in base.items() if not scope(each)}
    assert all(each.side == "ours" for each in found.deleted if each.record["id"] in hidden)
    again = merge(next_base(base, shown, found, scope), found.records, shown, scope)
    assert again.records == found.records
    assert conflicts_of(again).keys() == conflicts_of(found).keys()


# Cases ----------------------------------------------------------------------------------------


def span(number: int, words: str, **more: Any) -> JSON:
    start = TEXT.index(words)
    return {
        "record": "span",
        "id": f"s:a:span:{number}",
        "article_id": "s:a",
        "layer": "mention",
        "label": "person",
        "start": start,
        "end": start + len(words),
        "text": words,
        "status": "draft",
        **more,
    }


def mention(*commitments: tuple[str, str], **more: Any) -> JSON:
    found = [
        {"source": source, "factuality": factuality, "evidence_spans": []}
        for source, factuality in commitments
    ]
    return {
        "record": "event-mention",
        "id": "s:a:event-mention:0",
        "article_id": "s:a",
        "event": "s:event:opening",
        "evidence_spans": [],
        "context": "future",
        "identity_basis": "in_text",
        "commitments": found,
        "status": "draft",
        **more,
    }


def attribution(*content: str, **more: Any) -> JSON:
    return {
        "record": "attribution",
        "id": "s:a:attribution:0",
        "article_id": "s:a",
        "content_spans": list(content),
        "scope": "clear",
        "source_entities": [],
        "quote_type": "direct",
        "source_kind": "named_person",
        "cue_class": "neutral",
        "status": "draft",
        **more,
    }


def of(*found: JSON) -> Pass:
    return {each["id"]: each for each in found}


def test_different_fields_of_one_record_both_change() -> None:
    ours, theirs = span(1, "Ada", entity=ENTITIES[0]), span(1, "Ada", label="unnamed_person")
    found = merge(of(span(1, "Ada")), of(ours), of(theirs))
    assert found.records == of({**ours, "label": "unnamed_person"})
    assert [(each.field, each.side) for each in found.changes] == [
        ("label", "theirs"),
        ("entity", "ours"),
    ]


def test_offsets_are_never_mixed_of_two_sides() -> None:
    base, ours, theirs = span(1, "Ada"), span(1, "Ada said"), span(1, "said")
    found = merge(of(base), of(ours), of(theirs))
    assert found.records == of(ours)
    (conflict,) = found.conflicts
    assert (conflict.field, conflict.kind) == ("extent", "changed")
    assert conflict.theirs == {"start": 4, "end": 8, "text": "said"}


def test_a_record_deleted_here_and_changed_there_is_a_conflict_with_its_content() -> None:
    base, theirs = span(1, "Ada"), span(1, "Ada", label="place")
    found = merge(of(base), {}, of(theirs))
    assert found.records == {}
    assert found.conflicts == (Conflict(base["id"], "", "deleted", base, None, theirs),)
    assert merge(of(base), of(theirs), {}).records == of(theirs)


def test_a_record_deleted_and_left_alone_is_kept_aside() -> None:
    base = span(1, "Ada")
    assert merge(of(base), of(base), {}).deleted == (Deleted(base, "theirs"),)
    assert merge(of(base), {}, of(base)).deleted == (Deleted(base, "ours"),)
    assert merge(of(base), {}, {}).deleted == (Deleted(base, "both"),)


def test_two_records_under_one_new_id_are_not_mixed() -> None:
    ours, theirs = span(1, "Ada"), span(1, "Bo")
    found = merge({}, of(ours), of(theirs))
    assert found.records == of(ours)
    assert found.conflicts == (Conflict(ours["id"], "", "added", None, ours, theirs),)


def test_the_order_of_a_set_is_no_change() -> None:
    ours, theirs = attribution("x", "y"), attribution("y", "x", cue_class="deny")
    found = merge(of(attribution("x", "y")), of(ours), of(theirs))
    assert found.records == of(attribution("x", "y", cue_class="deny"))
    assert [each.field for each in found.changes] == ["cue_class"]


def test_members_of_a_set_are_merged_one_by_one() -> None:
    base, ours, theirs = attribution("x", "y"), attribution("x", "y", "z"), attribution("y", "w")
    found = merge(of(base), of(ours), of(theirs))
    assert found.records == of(attribution("y", "z", "w"))
    assert not found.conflicts


def test_the_same_member_replaced_by_two_others_is_a_conflict() -> None:
    found = merge(of(attribution("x")), of(attribution("y")), of(attribution("z")))
    assert [(each.field, each.ours, each.theirs) for each in found.conflicts] == [
        ("content_spans", ["y"], ["z"])
    ]


def test_two_sides_never_empty_a_list_together() -> None:
    found = merge(of(attribution("x", "y")), of(attribution("x")), of(attribution("y")))
    assert found.records == of(attribution("x"))
    assert [each.field for each in found.conflicts] == ["content_spans"]


def test_commitments_are_merged_by_their_source() -> None:
    base = mention(("author", "unknown"), ("s:entity:ada", "certain"))
    ours = mention(("author", "possible"), ("s:entity:ada", "certain"))
    theirs = mention(
        ("s:entity:ada", "probable"), ("author", "unknown"), ("s:entity:bo", "certain")
    )
    found = merge(of(base), of(ours), of(theirs))
    assert found.records == of(
        mention(("author", "possible"), ("s:entity:ada", "probable"), ("s:entity:bo", "certain"))
    )
    assert not found.conflicts


def test_a_clash_over_one_commitment_leaves_the_others_alone() -> None:
    base = mention(("author", "unknown"), ("s:entity:ada", "certain"))
    ours = mention(("author", "possible"), ("s:entity:ada", "certain"))
    theirs = mention(("author", "certain"), ("s:entity:ada", "probable"))
    found = merge(of(base), of(ours), of(theirs))
    assert found.records == of(mention(("author", "possible"), ("s:entity:ada", "probable")))
    (conflict,) = found.conflicts
    assert conflict.field == "commitments[author].factuality"
    assert (conflict.base, conflict.ours, conflict.theirs) == ("unknown", "possible", "certain")


def test_a_source_that_stands_twice_keeps_its_places() -> None:
    base = mention(("author", "unknown"), ("author", "certain"), ("author", "possible"))
    ours = mention(("author", "certain"), ("author", "possible"))
    theirs = mention(("author", "unknown"), ("author", "certain_not"), ("author", "possible"))
    found = merge(of(base), of(ours), of(theirs))
    assert found.records == of(mention(("author", "certain_not"), ("author", "possible")))


def test_a_settled_record_is_nobodys_mixture() -> None:
    ours, theirs = span(1, "Ada", **SETTLED), span(1, "Ada", label="place")
    found = merge(of(span(1, "Ada")), of(ours), of(theirs))
    assert found.records == of(ours)
    assert [(each.field, each.kind) for each in found.conflicts] == [("", "settled")]
    assert not merge(of(span(1, "Ada")), of(ours), of(ours)).conflicts


def test_a_mixture_that_breaks_a_rule_is_a_conflict() -> None:
    def sound(record: Any) -> bool:
        return not (record["layer"] == "claim" and "entity" in record)

    ours, theirs = (
        span(1, "Ada", entity=ENTITIES[0]),
        span(1, "Ada", layer="claim", label="judgement"),
    )
    found = merge(of(span(1, "Ada")), of(ours), of(theirs), sound=sound)
    assert found.records == of(ours)
    assert [(each.field, each.kind) for each in found.conflicts] == [("", "unsound")]


def test_a_span_deleted_there_stays_while_a_record_here_points_at_it() -> None:
    base, new = of(span(1, "Ada")), attribution("s:a:span:1")
    found = merge(base, of(span(1, "Ada"), new), {})
    assert found.records == of(span(1, "Ada"), new)
    assert found.conflicts == (
        Conflict("s:a:span:1", "", "reference", *(span(1, "Ada"),) * 2, None, (new["id"],)),
    )
    assert not found.deleted


def test_a_record_from_there_waits_if_its_span_was_deleted_here() -> None:
    base, new = of(span(1, "Ada")), attribution("s:a:span:1")
    found = merge(base, {}, of(span(1, "Ada"), new))
    assert found.records == {}
    assert found.conflicts == (
        Conflict(new["id"], "", "reference", None, None, new, ("s:a:span:1",)),
    )
    assert found.deleted == (Deleted(span(1, "Ada"), "ours"),)


def test_a_record_from_there_waits_again_at_the_next_pull() -> None:
    base, theirs = of(span(1, "Ada")), of(attribution("s:a:span:1"))
    scope = covering(("attribution",), ())
    first = merge(base, {}, theirs, scope)
    again = merge(next_base(base, theirs, first, scope), first.records, theirs, scope)
    assert again.records == first.records == {}
    assert again.conflicts == first.conflicts


def test_a_span_deleted_on_the_page_stays_while_a_record_the_page_hides_points_at_it() -> None:
    base = of(span(1, "Ada"), attribution("s:a:span:1"))
    found = merge(base, base, {}, covering((), ("mention",)))
    assert found.records == base
    assert [(each.id, each.kind) for each in found.conflicts] == [("s:a:span:1", "reference")]


def test_sound_is_what_the_schema_and_the_guidelines_allow(schemas: Schemas) -> None:
    sound = soundness(schemas, schemas.codebook)
    place, claim = (
        span(1, "Ada", entity=ENTITIES[0]),
        span(1, "Ada", layer="claim", label="judgement"),
    )
    assert sound(place)
    assert sound(claim)
    found = merge(of(span(1, "Ada")), of(place), of(claim), sound=sound)
    assert [(each.field, each.kind) for each in found.conflicts] == [("", "unsound")]
    assert not sound({**place, "label": "judgement"})
    assert not sound({**place, "start": 0.0})
    assert not sound({**attribution(), "content_spans": []})
    assert sound(
        {
            "record": "entity",
            "id": "s:entity:x",
            "name": "X",
            "type": "person",
            "aliases": [],
            "status": "draft",
        }
    )


# The schema -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    return load_schemas()


@pytest.mark.parametrize("kind", [*ARTICLE_KINDS, *STORY_KINDS])
def test_sets_are_the_lists_that_the_schema_calls_unique(kind: str, schemas: Schemas) -> None:
    unique = {name for name, each in schemas[kind]["properties"].items() if each.get("uniqueItems")}
    found = shapes(RECORD_TYPES[kind])
    assert {name for name, shape in found.items() if shape.form == "set"} == unique


@settings(deadline=None)
@given(passes())
def test_passes_of_these_tests_fit_the_schema(found: Pass) -> None:
    for record in found.values():
        assert load_schemas().violations(record["record"], record) == []
