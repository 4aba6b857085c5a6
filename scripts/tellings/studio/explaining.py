"""Conflicts for people: by article, with the words concerned and what each side says."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from tellings.studio.fields import Plain, parts, same
from tellings.studio.integrity import mentioned
from tellings.studio.outcome import Conflict, Records

_REASONS = {
    "changed": "both sides changed it",
    "deleted": "one side deleted it, the other changed it",
    "added": "both sides added it, differently",
    "reference": "it would point at what is gone",
    "settled": "one side settled it, the other changed it",
    "unsound": "the two changes together break a rule",
}
_WIDTH = 60
_ABSENT = "(not there)"


def explained(conflicts: Iterable[Conflict], records: Records) -> list[str]:
    """Lines for people: conflicts by article, with the words concerned.

    Args:
        conflicts: what to show.
        records: the records of the pass, for the words of spans that others name.
    """
    ordered = sorted(conflicts, key=lambda each: (_home(each.id), each.id, each.field))
    lines = []
    for home, found in groupby(ordered, key=lambda each: _home(each.id)):
        lines.append(home)
        for conflict in found:
            lines += [f"  {line}" for line in _explained(conflict, home, records)]
    return lines


def _home(record_id: str) -> str:
    """The article of a record, or the story."""
    return record_id.rsplit(":", 2)[0]


def _explained(conflict: Conflict, home: str, records: Records) -> Iterator[str]:
    words = _words(conflict, records)
    where = f" {conflict.field}" if conflict.field else ""
    name = conflict.id.removeprefix(f"{home}:")
    yield f"{name}{f' “{words}”' if words else ''}{where}: {_reason(conflict)}"
    for side, value in (
        ("was", conflict.base),
        ("ours", conflict.ours),
        ("theirs", conflict.theirs),
    ):
        if side == "was" or conflict.field or value is None or conflict.base is None:
            shown = _value(value)
        else:
            shown = _differences(conflict.base, value)
        yield f"  {side + ':':8}{shown}"


def _reason(conflict: Conflict) -> str:
    others = ", ".join(conflict.others)
    if conflict.kind == "reference" and conflict.theirs is None:
        return f"they deleted it, but {others} would point at it" if others else "they deleted it"
    if conflict.kind == "reference":
        return f"it points at {others}, deleted here"
    return _REASONS[conflict.kind]


def _words(conflict: Conflict, records: Records) -> str:
    """The words that a conflict is about: those of the span, or of the first span it names."""
    versions = [each for each in (conflict.ours, conflict.theirs, conflict.base) if each]
    whole = versions if not conflict.field else []
    for record in (records.get(conflict.id), *whole):
        if record is None:
            continue
        if record["record"] == "span":
            return _short(str(record["text"]))
        named = sorted(mentioned(record, records.keys()))
        texts = [str(records[key]["text"]) for key in named if "text" in records[key]]
        if texts:
            return _short(texts[0])
    return ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"


def _differences(base: Plain, record: Plain) -> str:
    """What of a record is not as it was."""
    before, now = parts(base), parts(record)
    found = [
        f"{name} {_value(now.get(name))}"
        for name in dict.fromkeys((*before, *now))
        if not same(before.get(name), now.get(name))
    ]
    return "; ".join(found) or "as it was"


def _value(value: Any) -> str:
    if value is None:
        return _ABSENT
    if isinstance(value, Mapping):
        named = {name: each for name, each in value.items() if name not in ("record", "id")}
        return ", ".join(f"{name} {_value(each)}" for name, each in named.items())
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"“{_short(value)}”" if isinstance(value, str) and " " in value else str(value)
