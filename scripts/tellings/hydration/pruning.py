"""Taking out of records what points at spans that are lost; the rest of the record stays.

In a list of spans the lost one is left out. An item of a list, say what one article does
with a fact, goes with its last span. A record goes with something it cannot be without.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]
_NEVER = frozenset({"id", "record", "article_id", "story_id"})


@dataclass(slots=True)
class Pruned:
    """Records without what was lost; ``gone`` are those left out, ``trimmed`` those shortened."""

    records: dict[str, JSON]
    gone: dict[str, JSON] = field(default_factory=dict)
    trimmed: Counter[str] = field(default_factory=Counter)


def pruned(
    records: Mapping[str, JSON],
    lost: Iterable[str],
    lost_elsewhere: Iterable[str],
    is_sound: Callable[[JSON], bool],
) -> Pruned:
    """The records of a pass over a story without what is lost, and what depended on it.

    Args:
        records: the records by id, as plain data without nulls.
        lost: ids of the articles and spans that are lost.
        lost_elsewhere: records of other passes that are lost, as ``<pass>/<id>``.
        is_sound: whether a record still fits its schema.
    """
    elsewhere = frozenset(lost_elsewhere)
    found = Pruned({name: _known_origins(each, elsewhere) for name, each in records.items()})
    waiting = set(lost)
    while waiting:
        gone, waiting = waiting, set()
        for name, record in list(found.records.items()):
            kept = _without(record, gone)
            if kept is record:
                continue
            if kept is not None and is_sound(kept):
                found.records[name] = kept
                found.trimmed[name] += 1
            else:
                found.gone[name] = found.records.pop(name)
                waiting.add(name)
    for name in found.gone:
        found.trimmed.pop(name, None)
    return found


def _known_origins(record: JSON, lost: frozenset[str]) -> JSON:
    """A record that names as its origins only records that are there."""
    if lost.isdisjoint(record.get("from", ())):
        return record
    return {**record, "from": [each for each in record["from"] if each not in lost]}


def _without(record: JSON, gone: set[str]) -> JSON | None:
    """The record without references to what is gone; the very record if it has none."""
    if record.get("article_id") in gone or record["id"] in gone:
        return None
    kept = {name: each if name in _NEVER else _pruned(each, gone) for name, each in record.items()}
    if all(kept[name] is each for name, each in record.items()):
        return record
    return {name: each for name, each in kept.items() if each is not _LOST}


_LOST = object()


def _pruned(value: Any, gone: set[str]) -> Any:
    """A value without what is gone: itself if nothing is, ``_LOST`` if it is gone whole."""
    if isinstance(value, str):
        return _LOST if value in gone else value
    if isinstance(value, list):
        kept = [_pruned(each, gone) for each in value]
        if all(new is old for new, old in zip(kept, value, strict=True)):
            return value
        return [each for each in kept if each is not _LOST]
    if isinstance(value, dict):
        return _item(value, gone)
    return value


def _item(value: JSON, gone: set[str]) -> Any:
    kept = {name: _pruned(each, gone) for name, each in value.items()}
    if all(kept[name] is each for name, each in value.items()):
        return value
    alone = any(kept.get(name) is _LOST for name in ("article", "ref", "entity", "event", "source"))
    emptied = any(value[name] and kept[name] == [] for name in value)
    if alone or emptied:
        return _LOST
    rest = {name: each for name, each in kept.items() if each is not _LOST}
    return rest if len(rest) > 1 else _LOST
