"""A changed config against the work that is there: told, refused, or moved beside it."""

from pathlib import Path
from typing import Any

import pytest

from tellings.studio.checking import check_results
from tellings.studio.controls import parse_config
from tellings.studio.migrating import Breakage, Use, Work, breakages, migrated, work_in_use
from tellings.studio.renaming import Renames, renames

JSON = dict[str, Any]
OLD = (Path(__file__).parent / "config.xml").read_text("utf-8")
TEXT = "Ada met Bo in Ankara."


def changed(*edits: tuple[str, str]) -> str:
    config = OLD
    for old, new in edits:
        assert old in config, old
        config = config.replace(old, new)
    return config


def result(region: str, control: str, value: JSON, place: bool = True) -> JSON:
    where = {"start": 4, "end": 7, "text": "met"} if place else {}
    kind = parse_config(OLD).controls[control].type
    named = {"id": region, "from_name": control, "to_name": "text", "type": kind}
    return {**named, "value": {**where, **value}}


RESULTS = [
    result("r1", "event", {"labels": ["trigger"]}),
    result("r1", "mention", {"labels": ["person", "place"]}),
    result("r1", "event.factuality", {"choices": ["certain"]}),
    result("r1", "event.type", {"taxonomy": [["Diplomacy", "meeting"], ["Conflict"]]}),
    result("r1", "event.note", {"text": ["a note"]}),
    result("r2", "event", {"labels": ["Anchor"]}),
    result("r3", "status", {"choices": ["done"]}, place=False),
    {"type": "relation", "from_id": "r1", "to_id": "r2", "direction": "right", "labels": ["agent"]},
]
EXPORT = [
    {
        "id": 7,
        "data": {"key": "s:a"},
        "annotations": [{"id": 12, "result": RESULTS}, {"id": 13, "result": []}],
        "drafts": [{"id": 3, "result": RESULTS[:1]}],
    },
    {"id": 8, "data": {}, "annotations": [{"id": 14, "result": RESULTS[6:7]}]},
]
WORK = work_in_use(EXPORT, "key")


def told(new: str, renamed: Renames | None = None) -> list[tuple[str, str, str, int]]:
    found = breakages(OLD, new, WORK, renamed)
    return [(each.kind, each.control, each.what, each.count) for each in found]


def test_annotations_skipped_ones_and_drafts_are_in_use() -> None:
    assert [(each.task_key, each.name, len(each.results)) for each in WORK] == [
        ("s:a", "annotation 12", 8),
        ("s:a", "annotation 13", 0),
        ("s:a", "draft 3", 1),
        ("task 8", "annotation 14", 1),
    ]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (('<Label value="Trigger" alias="trigger"/>', ""), ("label", "event", "trigger", 2)),
        (('alias="trigger"', 'alias="triggers"'), ("label", "event", "trigger", 2)),
        (('<Choice value="done"/>', ""), ("choice", "status", "done", 2)),
        (('alias="meeting"', ""), ("choice", "event.type", "Diplomacy / meeting", 1)),
        (('<Relation value="agent"/>', ""), ("relation", "relation", "agent", 1)),
        (('name="event.note"', 'name="event.remark"'), ("control", "event.note", "event.note", 1)),
        (('Rating name="confidence"', 'Number name="confidence"'), None),
        (('Number name="minutes"', 'Rating name="minutes"'), None),
        (
            ('TextArea name="event.note"', 'DateTime name="event.note"'),
            ("type", "event.note", "textarea became datetime", 1),
        ),
        (('value="$text"', 'value="$body"'), ("text", "text", "$text became $body", 9)),
        (('value="$guide"', 'value="$guidelines"'), None),
        (
            ('name="mention" toName="text" choice="multiple"', 'name="mention" toName="text"'),
            ("type", "mention", "several values became one", 1),
        ),
        (
            ('name="event.note" toName="text" perRegion="true"', 'name="event.note" toName="text"'),
            ("type", "event.note", "its value became one a task", 1),
        ),
        (('<Label value="Place" alias="place"/>', '<Label value="Site" alias="place"/>'), None),
        (('<Choice value="Unknown" alias="unknown"/>', ""), None),
        (('name="event.note" toName="text"', 'name="event.note" toName="guide"'),
         ("object", "event.note", "text became guide", 1)),
    ],
)  # fmt: skip
def test_what_a_change_would_break(
    edit: tuple[str, str], expected: tuple[str, str, str, int] | None
) -> None:
    assert told(changed(edit)) == ([expected] if expected else [])


def test_a_change_of_nothing_breaks_nothing() -> None:
    assert told(OLD) == []


def test_every_use_is_named() -> None:
    new = changed(('<Label value="Trigger" alias="trigger"/>', ""))
    assert breakages(OLD, new, WORK) == [
        Breakage(
            "label",
            "event",
            "trigger",
            (Use("s:a", "annotation 12", "r1"), Use("s:a", "draft 3", "r1")),
        )
    ]


def test_relations_taken_away_altogether() -> None:
    new = changed(("<Relations>", "<View>"), ("</Relations>", "</View>"))
    assert told(new) == [("relation", "relation", "agent", 1)]
    bare = [Work("s:a", "annotation 1", ({"type": "relation", "from_id": "a", "to_id": "b"},))]
    (found,) = breakages(OLD, new, bare)
    assert (found.what, found.uses[0].region) == ("relations without a label", "a to b")
    assert breakages(OLD, OLD, bare) == []


def test_a_changed_text_is_told_even_where_nobody_has_worked() -> None:
    found = breakages(OLD, changed(('value="$text"', 'value="$body"')), [])
    assert [(each.kind, each.count) for each in found] == [("text", 0)]


# Renaming -------------------------------------------------------------------------------------

RENAMING = (
    ('name="event"', 'name="happening"'),
    ('alias="trigger"', 'alias="word"'),
    ('value="done"', 'value="finished"'),
    ('alias="meeting"', 'alias="summit"'),
    ('<Relation value="agent"/>', '<Relation value="actor"/>'),
)
PAIRS = (
    "event=happening",
    "trigger=word",
    "status/done=finished",
    "event.type/Diplomacy / meeting=Diplomacy / summit",
    "relation/agent=actor",
)


def test_what_is_only_called_otherwise_does_not_break() -> None:
    new = changed(*RENAMING)
    assert len(told(new)) == 4
    assert told(new, renames(PAIRS, OLD)) == []
    assert told(new, renames(PAIRS[:-1], OLD)) == [("relation", "relation", "agent", 1)]


def test_moved_work_is_new_and_fits_the_new_config() -> None:
    new, before = changed(*RENAMING), repr(WORK)
    moved = migrated(OLD, new, WORK, renames(PAIRS, OLD))
    assert repr(WORK) == before
    assert [each.name for each in moved] == ["annotation 12", "draft 3", "annotation 14"]
    for each in moved:
        assert check_results(each.results, parse_config(new), TEXT) == []
    first, _, _, types, note, *_, relation = moved[0].results
    assert (first["from_name"], first["value"]["labels"]) == ("happening", ["word"])
    assert types["value"]["taxonomy"] == [["Diplomacy", "summit"], ["Conflict"]]
    assert note == RESULTS[4]
    assert relation["labels"] == ["actor"]


def test_a_move_that_would_leave_something_broken_is_refused() -> None:
    with pytest.raises(ValueError, match=r"still break relation relation: agent$"):
        migrated(OLD, changed(*RENAMING), WORK, renames(PAIRS[:-1], OLD))


def test_work_that_a_renaming_does_not_touch_is_not_made_anew() -> None:
    assert migrated(OLD, OLD, WORK, Renames()) == []


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ("trigger", "not of the form old=new"),
        ("=x", "not of the form old=new"),
        ("triger=x", "no control, label or choice 'triger'; did you mean 'trigger'"),
        ("mention/trigger=x", "no control, label or choice"),
    ],
)
def test_a_renaming_of_nothing_is_refused(pair: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        renames([pair], OLD)


def test_a_name_that_stands_twice_has_to_be_told_apart() -> None:
    config = changed(('value="Anchor"', 'value="person"'))
    with pytest.raises(ValueError, match="may mean mention/person, event/person; say which"):
        renames(["person=human"], config)
    assert renames(["event/person=human"], config).values == {("event", "person"): "human"}
