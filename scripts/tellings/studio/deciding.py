"""Decisions: an adjudicator's records with from what, by whom, when and why they are so."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tellings.agreement.clusters import id_pairs
from tellings.agreement.sides import side
from tellings.records import Annotation, to_json
from tellings.studio.adjudicating import Adjudication, Item, as_record, content
from tellings.studio.fields import Plain, same

_HOW = ("status", "from", "decided_by", "decided_on", "reason")
DRAFT, ADJUDICATED, REVIEWED = "draft", "adjudicated", "reviewed"


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decided, and on which day."""

    name: str
    day: datetime.date


@dataclass(slots=True)
class Decided:
    """The records as decided, and the ids of those that lack the reason they should have."""

    records: dict[str, Annotation] = field(default_factory=dict)
    unexplained: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Counterparts:
    """What passes have for a record: their versions, and whether they all say the same."""

    versions: Mapping[str, Plain] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    agreed: bool = False

    def came_from(self, record: Plain) -> list[str]:
        """The records that say the same, else all that were about the same."""
        alike = [
            name for name, each in self.versions.items() if same(content(each), content(record))
        ]
        return [f"{name}/{self.origins[name]}" for name in alike or self.versions]


def decide(
    of: Adjudication,
    article: str,
    given: Iterable[Annotation],
    before: Mapping[str, Plain],
    reasons: Mapping[str, str],
    who: Decider,
) -> Decided:
    """How each record that an adjudicator left on a page is settled.

    What was settled before and is left alone stays as it was settled. A reason given for such
    a record says that somebody looked at this very one: it is then ``reviewed``. Everything
    else is ``adjudicated``: by a person, but nobody checked it a second time.

    Args:
        of: the passes side by side.
        article: the id of the article.
        given: the adjudicator's records of it.
        before: gold's records as the adjudicator or the last pull had them.
        reasons: the reasons given, by record.
        who: the adjudicator.
    """
    plain = {each.id: to_json(each) for each in given}
    known = dict(_counterparts(of, article, plain))
    found = Decided()
    for key, record in plain.items():
        counterparts = known.get(key, _Counterparts())
        how = _settlement(record, before.get(key), counterparts, reasons.get(key), who)
        bare = {name: each for name, each in record.items() if name not in _HOW}
        found.records[key] = as_record({**bare, **how})
        is_new = not same(how, _how(before.get(key)))
        if is_new and not counterparts.agreed and "reason" not in how:
            found.unexplained.append(key)
    return found


def _how(record: Plain | None) -> dict[str, Any]:
    return {name: record[name] for name in _HOW if name in record} if record else {}


def _settlement(
    record: Plain, before: Plain | None, known: _Counterparts, reason: str | None, who: Decider
) -> dict[str, Any]:
    is_left = before is not None and same(content(before), content(record))
    old = _how(before)
    anew = {"decided_by": who.name, "decided_on": who.day.isoformat()}
    why = {"reason": reason} if reason else {}
    if before is not None and is_left and before["status"] != DRAFT:
        if reason in (None, before.get("reason")):
            return old
        if before.get("decided_by") == who.name:
            return {**old, **why}
        return {**old, "status": REVIEWED, **anew, **why}
    if is_left and not known.versions and not reason:
        return old
    return {"status": ADJUDICATED, "from": known.came_from(record), **anew, **why}


# Counterparts ---------------------------------------------------------------------------------


def _counterparts(
    of: Adjudication, article: str, given: Mapping[str, Plain]
) -> Iterator[tuple[str, _Counterparts]]:
    """What passes have for each record: by its id, else for what stands at its place."""
    items = {each.id: each for each in of.items if each.article == article}
    for key, record in given.items():
        if key in items and items[key].kind == record["record"]:
            yield key, _of_item(items[key])
    new = given.keys() - items.keys()
    if not new:
        return
    found: dict[str, dict[str, Item]] = {key: {} for key in new}
    mine = side("given", list(given.values()), [article])
    for name in of.passes:
        theirs = [each.versions[name] for each in items.values() if name in each.versions]
        for own, other in id_pairs(mine, side(name, theirs, [article])):
            if own in new:
                found[own][name] = items[other]
    for key, by_pass in found.items():
        yield (
            key,
            _Counterparts(
                {name: item.versions[name] for name, item in by_pass.items()},
                {name: item.origins[name] for name, item in by_pass.items()},
            ),
        )


def _of_item(item: Item) -> _Counterparts:
    there = [name for name in item.passes if name in item.versions]
    return _Counterparts(
        {name: item.versions[name] for name in there},
        {name: item.origins[name] for name in there},
        item.agreed,
    )
