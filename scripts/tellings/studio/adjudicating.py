"""Adjudication: what passes say alike, what each says otherwise, and gold as it is so far."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tellings.agreement.clusters import clusters
from tellings.agreement.passes import annotated
from tellings.records import ARTICLE_KINDS, RECORD_TYPES, Annotation, to_json
from tellings.schemas import nearest
from tellings.store.writing import StoreError
from tellings.story import GOLD, RULES_PASS, StoryData
from tellings.studio.fields import SETTLEMENT, Plain, parts, same
from tellings.studio.integrity import mentioned
from tellings.studio.naming import Common, common_names, renamed
from tellings.studio.regions import minted

AGREED = "agreed"
"""The suggestion that is filled in with what is settled; it stands for the name of a pass."""
_NOT_COMPARED = (SETTLEMENT, "note", "article_id")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that passes have a record of, under the id that it has or will have in gold.

    Attributes:
        id: the record's id in gold, or the one that it gets there.
        versions: by pass, its record with ids in common; that of gold among them.
        origins: by pass, the id that the record has there.
        passes: those that went through the article, gold aside.
    """

    id: str
    kind: str
    article: str
    versions: Mapping[str, Plain]
    origins: Mapping[str, str]
    passes: tuple[str, ...]

    @property
    def gold(self) -> Plain | None:
        """The record in gold."""
        return self.versions.get(GOLD)

    @property
    def settled(self) -> Plain | None:
        """What stands without a word more: as gold settled it, else as all passes have it."""
        if self.gold is not None and (self.gold["status"] != "draft" or not self._in_passes):
            return self.gold
        return self.versions[self.passes[0]] if self.agreed else None

    @property
    def _in_passes(self) -> bool:
        return any(name in self.versions for name in self.passes)

    @property
    def missing(self) -> tuple[str, ...]:
        """The passes that have no such record."""
        return tuple(name for name in self.passes if name not in self.versions)

    @property
    def differing(self) -> dict[str, dict[str, Any]]:
        """The parts in which the passes that have the record differ, with what each says."""
        taken = {name: content(self.versions[name]) for name in self.passes if name in self.origins}
        names = dict.fromkeys(part for each in taken.values() for part in each)
        found = {part: {name: each.get(part) for name, each in taken.items()} for part in names}
        return {part: said for part, said in found.items() if _differ(said.values())}

    @property
    def agreed(self) -> bool:
        """Whether two passes or more went through the article, and all say the same here."""
        several = len(self.passes) > 1
        return several and not self.missing and not self.differing


@dataclass(slots=True)
class Adjudication:
    """Passes of a story side by side.

    Attributes:
        passes: the names of the passes that are compared.
        common: names of entities and events in common.
        items: everything that a pass or gold has a record of.
        apart: the articles that fewer than two passes went through.
    """

    passes: tuple[str, ...]
    common: Common
    items: list[Item] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)

    def by_id(self) -> dict[str, Item]:
        """The items by their id."""
        return {each.id: each for each in self.items}

    def agreed(self) -> list[Plain]:
        """What gold has settled, and what else all passes have alike.

        A draft in gold counts only where no pass has anything for it.
        """
        found = {each.id: each.settled for each in self.items if each.settled is not None}
        return list(_resting_on_themselves(found, [each.id for each in self.items]).values())

    def suggestions(self) -> dict[str, dict[str, list[Annotation]]]:
        """What is suggested, by pass and article: the agreed part first."""
        found = {AGREED: _by_article(self.agreed())}
        for name in self.passes:
            every = (each.versions[name] for each in self.items if name in each.versions)
            found[name] = _by_article(every)
        return found


def content(record: Plain) -> dict[str, Any]:
    """What a record says, without how it was settled, remarks and its id."""
    return {name: each for name, each in parts(record).items() if name not in _NOT_COMPARED}


def as_record(plain: Plain) -> Annotation:
    """A record of plain data."""
    found = msgspec.convert(plain, RECORD_TYPES[plain["record"]])
    assert isinstance(found, Annotation)
    return found


def _differ(values: Iterable[Any]) -> bool:
    first, *others = values
    return any(not same(first, each) for each in others)


def _by_article(records: Iterable[Plain]) -> dict[str, list[Annotation]]:
    found: dict[str, list[Annotation]] = {}
    for each in records:
        found.setdefault(each["article_id"], []).append(as_record(each))
    return found


def _resting_on_themselves(
    records: Mapping[str, Plain], known: Collection[str]
) -> dict[str, Plain]:
    """The records without those that name one which is not among them."""
    kept = dict(records)
    while True:
        gone = frozenset(known) - kept.keys()
        torn = [key for key, each in kept.items() if mentioned(each, gone)]
        if not torn:
            return kept
        for key in torn:
            del kept[key]


# From passes ----------------------------------------------------------------------------------


def chosen_passes(data: StoryData, names: Sequence[str]) -> tuple[str, ...]:
    """The passes to adjudicate: those named, else all but gold and the rules'.

    Raises:
        StoreError: if one is not there or cannot be adjudicated, or there are not two.
    """
    found = [*dict.fromkeys(names)] or [
        each for each in sorted(data.passes) if each not in (GOLD, RULES_PASS)
    ]
    for each in found:
        if each in (GOLD, AGREED):
            raise StoreError(f"{each!r} is what adjudication makes; it cannot be adjudicated")
        if each not in data.passes:
            hint = nearest(each, list(data.passes))
            raise StoreError(f"{data.story.id} has no pass {each!r}{hint}")
    if len(found) < 2:
        raise StoreError(
            f"{data.story.id}: to adjudicate takes two passes; there is"
            f" {found[0] if found else 'none'}"
        )
    return tuple(found)


def adjudication(data: StoryData, passes: Sequence[str]) -> Adjudication:
    """Passes side by side, and gold where there is one.

    Args:
        data: the story.
        passes: the passes to compare, gold not among them.
    """
    everybody = [*([GOLD] if GOLD in data.passes else []), *passes]
    common = common_names(data, everybody)
    plain = {name: _of_articles(data, name, common) for name in everybody}
    went = {name: annotated(data, name) for name in everybody}
    found = Adjudication(tuple(passes), common)
    by_key = {(name, each["id"]): each for name, records in plain.items() for each in records}
    groups = clusters(plain, went, _known(plain.get(GOLD, ())))
    taken = {each["id"] for each in plain.get(GOLD, ())}
    ids = {id(each): _id(each.members, by_key, taken) for each in groups}
    names: dict[str, dict[str, str]] = {name: {} for name in everybody}
    for each in groups:
        for name, record_id in each.members.items():
            names[name][record_id] = ids[id(each)]
    for each in groups:
        versions = {
            name: renamed(by_key[name, record_id], names[name])
            for name, record_id in each.members.items()
        }
        first = next(iter(versions.values()))
        article = str(first["article_id"])
        here = tuple(name for name in passes if article in went[name])
        found.items.append(
            Item(ids[id(each)], str(first["record"]), article, versions, dict(each.members), here)
        )
    touched = {article for name in passes for article in went[name]}
    found.apart = sorted(a for a in touched if sum(a in went[name] for name in passes) < 2)
    return found


def _of_articles(data: StoryData, name: str, common: Common) -> list[Plain]:
    names = common.names.get(name, {})
    every = (to_json(each) for each in data.passes[name].records())
    return [renamed(each, names) for each in every if each["record"] in ARTICLE_KINDS]


def _known(gold: Iterable[Plain]) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """What gold says itself that its records came from."""
    return [
        ((GOLD, each["id"]), (origin.partition("/")[0], origin.partition("/")[2]))
        for each in gold
        for origin in each.get("from", ())
    ]


def _id(
    members: Mapping[str, str], by_key: Mapping[tuple[str, str], Plain], taken: Collection[str]
) -> str:
    """The id in gold: that which gold has, else one made of the first pass's."""
    if GOLD in members:
        return members[GOLD]
    name, record_id = next(iter(members.items()))
    record = by_key[name, record_id]
    found = minted(str(record["article_id"]), str(record["record"]), name, record_id)
    return f"{found}-2" if found in taken else found
