"""Conflicts of a merge: how they are written, and settled by a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from tellings.studio import listing
from tellings.studio.fields import Plain, same
from tellings.studio.integrity import dangling, mentioned
from tellings.studio.merging import Sound, everything
from tellings.studio.outcome import Conflict, Records
from tellings.studio.paths import holds, replaced

Choice = Literal["ours", "theirs", "value"]
_NAME = "conflicts"


@dataclass(frozen=True, slots=True)
class Decision:
    """How a person settles a conflict: one of the two versions, or another value.

    A ``value`` of None deletes the record or leaves the field out.
    """

    id: str
    field: str
    choice: Choice
    value: Any = None


@dataclass(frozen=True, slots=True)
class Settled:
    """The records and the base after decisions, what is still open, and what was refused why."""

    records: Records
    base: Records
    open: tuple[Conflict, ...]
    refused: tuple[str, ...]


def settle(
    records: Records,
    base: Records,
    conflicts: Sequence[Conflict],
    decisions: Iterable[Decision],
    sound: Sound = everything,
) -> Settled:
    """Carry out decisions: the records as decided, and a base that does not ask again.

    A decision is refused, and its conflict stays open, if there is no such conflict, if the
    records are not what they were when it was found, if the record would break a rule, or if
    something would point at a record that is gone.

    Args:
        records: the records of the pass in the seeds.
        base: the base that the merge left (``merging.next_base``).
        conflicts: those of the merge.
        decisions: at most one for each conflict.
        sound: whether a record keeps the rules.
    """
    by_name = {(each.id, each.field): each for each in conflicts}
    taken, refused = _fitting(decisions, by_name, records, sound)
    known = {*records, *base, *_ids(conflicts)}
    before = dict(dangling(records, known))
    while True:
        found = _carried_out(records, base, by_name, taken.values())
        torn = {key: each for key, each in dangling(found[0], known) if before.get(key) != each}
        if not torn:
            left = tuple(each for name, each in by_name.items() if name not in taken)
            return Settled(*found, left, tuple(refused))
        gone = frozenset[str]().union(*torn.values())
        guilty = [name for name in taken if name[0] in gone or name[0] in torn] or list(taken)
        for name in guilty:
            missing = ", ".join(sorted(gone))
            refused.append(f"{_shown(*name)}: something would point at {missing}, which is gone")
            del taken[name]


_Name = tuple[str, str]
"""What tells a conflict from others: the record and the field."""


def _fitting(
    decisions: Iterable[Decision],
    conflicts: Mapping[_Name, Conflict],
    records: Records,
    sound: Sound,
) -> tuple[dict[_Name, Decision], list[str]]:
    """The decisions that can be carried out each for itself, and why the others cannot."""
    taken: dict[_Name, Decision] = {}
    refused = []
    for decision in decisions:
        name = (decision.id, decision.field)
        if reason := _unfit(decision, conflicts.get(name), name in taken, records, sound):
            refused.append(f"{_shown(*name)}: {reason}")
        else:
            taken[name] = decision
    return taken, refused


def _ids(conflicts: Iterable[Conflict]) -> set[str]:
    """The records that conflicts are about."""
    return {name for each in conflicts for name in (each.id, *each.others)}


def _shown(record_id: str, field: str) -> str:
    return f"{record_id} {field}".rstrip()


def _unfit(
    decision: Decision, conflict: Conflict | None, again: bool, records: Records, sound: Sound
) -> str | None:
    """Why a decision cannot be carried out, if so."""
    if conflict is None:
        return "there is no such conflict"
    if again:
        return "this is decided twice"
    record = records.get(decision.id)
    if conflict.field:
        is_same = record is not None and holds(record, conflict.field, conflict.ours)
    else:
        is_same = same(record, conflict.ours)
    if not is_same:
        return "the seeds have changed since the conflict was found; pull again"
    decided = _decided(record, conflict, _value(decision, conflict))
    if decided is not None and decided.get("id") != decision.id:
        return "the value is another record"
    if decided is not None and not same(decided, record) and not sound(decided):
        return "the record would break the schema or the guidelines"
    return None


def _value(decision: Decision, conflict: Conflict) -> Any:
    choices = {"ours": conflict.ours, "theirs": conflict.theirs, "value": decision.value}
    return choices[decision.choice]


def _decided(record: Plain | None, conflict: Conflict, value: Any) -> Plain | None:
    if conflict.field and record is not None:
        return replaced(record, conflict.field, conflict.ours, value)
    return value if isinstance(value, Mapping) else None


def _carried_out(
    records: Records,
    base: Records,
    conflicts: Mapping[_Name, Conflict],
    decisions: Iterable[Decision],
) -> tuple[Records, Records]:
    now, then = dict(records), dict(base)
    for decision in decisions:
        conflict = conflicts[decision.id, decision.field]
        _put(now, decision.id, _decided(now.get(decision.id), conflict, _value(decision, conflict)))
        before = then.get(decision.id)
        if not conflict.field:
            _put(then, decision.id, conflict.theirs)
        elif before is not None:
            then[decision.id] = replaced(before, conflict.field, conflict.base, conflict.theirs)
        if conflict.kind == "reference" and decision.choice == "theirs":
            _bring_back(now, decision.id, base)
    return now, then


def _put(records: dict[str, Plain], record_id: str, record: Plain | None) -> None:
    if record is None:
        records.pop(record_id, None)
    else:
        records[record_id] = record


def _bring_back(records: dict[str, Plain], record_id: str, base: Records) -> None:
    """What a record from there points at, and was deleted here."""
    waiting = [record_id]
    while waiting:
        record = records.get(waiting.pop())
        for target in mentioned(record, base.keys() - records.keys()) if record else ():
            records[target] = base[target]
            waiting.append(target)


# The file -------------------------------------------------------------------------------------


def dumped(story: str, pass_name: str, conflicts: Iterable[Conflict]) -> bytes:
    """The bytes of ``conflicts/<story>/<pass>.json``, a conflict a line."""
    ordered = sorted(conflicts, key=lambda each: (each.id, each.field))
    header = {"story_id": story, "pass": pass_name}
    return listing.dumped(header, _NAME, (asdict(each) for each in ordered))


def loaded(data: bytes) -> tuple[Conflict, ...]:
    """The conflicts that a file holds.

    Raises:
        ValueError: if it is no such file.
    """
    try:
        return tuple(
            Conflict(**{**each, "others": tuple(each["others"])})
            for each in listing.loaded(data, _NAME)
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"this is no list of {_NAME}: {error}") from error
