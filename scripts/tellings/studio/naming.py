"""Entities and events of several passes under names in common.

Ids mean nothing between passes. What a pass calls an entity is found out, in this order, from
where its record was taken over, from what the common list was made of, from the mentions that
both share (as for measuring agreement), and where nothing of that says so from the name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tellings.agreement.pairing import align
from tellings.agreement.passes import annotated, pass_side
from tellings.records import Annotation, Entity, Event, to_json
from tellings.story import PassData, StoryData
from tellings.studio.fields import Plain
from tellings.studio.registry import Registry, registry_of, registry_pass

_FREE = ("record", "text", "note", "reason", "from")
"""Fields whose words are no names of records."""
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Common:
    """The names in common.

    Attributes:
        registry: what a page offers: the story's lists, and what only single passes have.
        names: by pass, its own names and those in common.
        added: by common name, the pass and the record of what the registry did not have.
    """

    registry: Registry
    names: Mapping[str, Names]
    added: Mapping[str, tuple[str, Plain]] = field(default_factory=dict)


def renamed(value: Any, names: Names) -> Any:
    """Plain data with other names of records.

    >>> renamed({"id": "a", "text": "a", "spans": ["a", "b"]}, {"a": "c"})
    {'id': 'c', 'text': 'a', 'spans': ['c', 'b']}
    """
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Mapping):
        return {
            name: each if name in _FREE else renamed(each, names) for name, each in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [renamed(each, names) for each in value]
    return value


def common_names(data: StoryData, passes: Sequence[str]) -> Common:
    """The names in common of some passes of a story, which begin with its registry's."""
    registry, source = registry_of(data), registry_pass(data)
    known = _own(source) if source else {}
    taken = {each: each for each in known}
    names: dict[str, Names] = {source.info.id: taken} if source else {}
    added: dict[str, tuple[str, Plain]] = {}
    for name in passes:
        if name in names:
            continue
        own = _own(data.passes[name])
        found = dict(_by_origin(own, known, name))
        for other in names:
            _by_mentions(found, data, name, other, names[other], own)
        used = set(found.values())
        everybody = {*known, *added}
        for each in own:
            if each not in found:
                found[each] = _free(each, name, used, everybody)
                used.add(found[each])
        names[name] = found
        for each, record in own.items():
            if found[each] not in everybody:
                added[found[each]] = (name, renamed(to_json(record), found))
    return Common(_offering(registry, added), names, added)


def _own(of: PassData) -> dict[str, Annotation]:
    return {each.id: each for each in of.of_story() if isinstance(each, Entity | Event)}


def _by_origin(
    own: Mapping[str, Annotation], known: Mapping[str, Annotation], name: str
) -> Iterator[tuple[str, str]]:
    """What was taken over from the registry, and what the registry was made of."""
    made_of = {origin: each.id for each in known.values() for origin in each.from_ or ()}
    used: set[str] = set()
    for each in own.values():
        origins = [origin.partition("/")[2] for origin in each.from_ or ()]
        found = [origin for origin in origins if origin in known]
        found += [made_of[f"{name}/{each.id}"]] if f"{name}/{each.id}" in made_of else []
        for target in found[:1]:
            if target not in used:
                used.add(target)
                yield each.id, target


def _by_mentions(
    found: dict[str, str],
    data: StoryData,
    name: str,
    other: str,
    others: Names,
    own: Mapping[str, Annotation],
) -> None:
    if not own.keys() - found.keys():
        return
    both = sorted(set(annotated(data, name)) & set(annotated(data, other)))
    aligned = align(pass_side(data.passes[name], both), pass_side(data.passes[other], both))
    used = set(found.values())
    for one, far in {**aligned.entities, **aligned.events}.items():
        target = others.get(far, far)
        if one in own and one not in found and far in others and target not in used:
            found[one] = target
            used.add(target)


def _free(record_id: str, name: str, used: set[str], known: set[str]) -> str:
    """The name itself, unless this pass already has another record that is called so there."""
    if record_id not in used:
        return record_id
    wanted = f"{record_id}-{name}"
    while wanted in used or wanted in known:
        wanted += "-2"
    return wanted


def _offering(registry: Registry, added: Mapping[str, tuple[str, Plain]]) -> Registry:
    kinds = {kind: dict(listed) for kind, listed in registry.kinds.items()}
    for target, (name, record) in added.items():
        kind = str(record["record"])
        shown = record["name"] if kind == "entity" else record["title"]
        kinds[kind][registry.short(target)] = f"{shown} [{name}]"
    return replace(registry, kinds=kinds)
