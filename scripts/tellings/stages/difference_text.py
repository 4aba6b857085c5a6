"""What differs between two datasets, as people read it: by story, article and layer."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from tellings.comparing import Change, Comparison, Difference, tally, words_of
from tellings.story import id_key
from tellings.text import parts_that_differ, shortened
from tellings.versions import MEANING

Style = Literal["head", "added", "removed", "changed", "plain"]
SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_OF_THE_STORY = "the story"
_WORD = re.compile(r"[\w.:/-]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, and what it is about."""

    text: str
    style: Style = "plain"


def difference_lines(found: Comparison, passes: bool = False) -> Iterator[Line]:
    """Everything that differs; records of passes are counted, or listed with ``passes``."""
    yield from _stories(found.published(), found.words)
    for name, differences in found.in_passes().items():
        yield Line(f"pass {name}", "head")
        if passes:
            yield from (Line(f"  {each.text}", each.style) for each in _stories(differences, {}))
        else:
            layers = ", ".join(f"{name} {n:,}" for name, n in _layers(differences).items())
            yield Line(f"  {counted(differences)} ({layers}); --passes lists them")
    yield from _columns(found)
    yield from _labels(found)


def closing_line(found: Comparison) -> str:
    """The counts and the step."""
    inside = sum(map(len, found.in_passes().values()))
    more = f" (and {inside:,} in passes)" if inside else ""
    step = f"version step: {found.step} ({MEANING[found.step]})"
    return f"{counted(found.published())}{more}; {step}"


def counted(differences: list[Difference]) -> str:
    """``1 added, 0 removed, 2 changed``."""
    return ", ".join(f"{number:,} {kind}" for kind, number in tally(differences).items())


def place_of(difference: Difference) -> tuple[str, str, str]:
    """Story, article (empty if it is about the story) and layer of a record."""
    record, table = difference.record, difference.table
    article = record["id"] if table == "articles" else record.get("article_id") or ""
    layer = record.get("layer") if table == "spans" else None
    return record["story_id"], article, layer or table.replace("_", " ")


def short_id(record_id: str, owner: str) -> str:
    """An id without the story or article that it stands under.

    >>> short_id("tunnel:gazette:span:001", "tunnel:gazette")
    'span:001'
    """
    return record_id.removeprefix(f"{owner}:")


# Records ----------------------------------------------------------------------------------------


def _stories(differences: list[Difference], words: Mapping[str, str]) -> Iterator[Line]:
    def owner(each: Difference) -> tuple[str, tuple[str, ...]]:
        story, article, _ = place_of(each)
        return story, id_key(article)

    ordered = sorted(differences, key=owner)
    for story, of_story in groupby(ordered, key=lambda each: place_of(each)[0]):
        yield Line(story, "head")
        yield from _story(story, list(of_story), words)


def _story(story: str, found: list[Difference], words: Mapping[str, str]) -> Iterator[Line]:
    whole = [each for each in found if each.table == "stories" and each.kind != "changed"]
    if whole:
        yield _whole(whole[0], "story", found, "  ")
        return
    for article, inside in groupby(found, key=lambda each: place_of(each)[1]):
        records = list(inside)
        whole = [each for each in records if each.table == "articles" and each.kind != "changed"]
        if whole:
            yield _whole(whole[0], f"article {short_id(article, story)}", records, "  ")
            continue
        yield Line(f"  {short_id(article, story) if article else _OF_THE_STORY}", "head")
        yield from _by_layer(article or story, records, words)


def _whole(one: Difference, named: str, found: list[Difference], indent: str) -> Line:
    """A story or article that came or went with all its records."""
    others = [each for each in found if each is not one]
    layers = ", ".join(f"{name} {number:,}" for name, number in _layers(others).items())
    number = f"{len(others):,} record{'' if len(others) == 1 else 's'}"
    with_them = f", with {number}: {layers}" if others else ""
    return Line(f"{indent}{SIGNS[one.kind]} {named}{with_them}", one.kind)


def _layers(differences: Iterable[Difference]) -> dict[str, int]:
    return dict(Counter(place_of(each)[2] for each in differences))


def _by_layer(owner: str, records: list[Difference], words: Mapping[str, str]) -> Iterator[Line]:
    layers: dict[str, list[Difference]] = {}
    for each in records:
        layers.setdefault(place_of(each)[2], []).append(each)
    for layer, found in layers.items():
        yield Line(f"    {layer}", "head")
        for each in found:
            yield from _record(owner, each, words)


def _record(owner: str, each: Difference, words: Mapping[str, str]) -> Iterator[Line]:
    name = short_id(each.id, owner)
    about = words_of(each, words)
    label = f" {each.record['label']}" if each.table == "spans" and each.kind != "changed" else ""
    shown = f"  {value_text(about)}" if about and about != name else ""
    yield Line(f"      {SIGNS[each.kind]} {name}{label}{shown}", each.kind)
    for change in each.changes:
        yield Line(f"          {change_text(change, owner, words)}")


# Fields -----------------------------------------------------------------------------------------


def change_text(change: Change, owner: str = "", words: Mapping[str, str] | None = None) -> str:
    """One change in a line.

    >>> change_text(Change("label", "place", "other"))
    'label: place -> other'
    >>> change_text(Change("aliases[]", None, "the bay"))
    'aliases: + "the bay"'
    """
    old, new = change.old, change.new
    field = re.sub(r"\[([^]]+)\]", lambda found: f"[{short_id(found[1], owner)}]", change.field)
    if field.endswith("]") and (old is None or new is None):
        sign, value = ("+", new) if old is None else ("-", old)
        value = _without_name(value, change.field)
        return f"{field.removesuffix('[]')}: {sign} {value_text(value, owner, words)}"
    if isinstance(old, str) and isinstance(new, str):
        old, new = parts_that_differ(old, new)
    return f"{field}: {value_text(old, owner, words)} -> {value_text(new, owner, words)}"


def _without_name(item: Any, field: str) -> Any:
    """An item of a list without the field that names it in the path."""
    if not isinstance(item, Mapping):
        return item
    return {name: each for name, each in item.items() if not field.endswith(f"[{each}]")}


def value_text(value: Any, owner: str = "", words: Mapping[str, str] | None = None) -> str:
    """A value, short enough for a line; spans with their words."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        name = _quoted(short_id(value, owner) if owner else value)
        return f"{name} {_quoted(words[value], True)}" if words and value in words else name
    if isinstance(value, list):
        return shortened(f"[{'; '.join(value_text(each, owner, words) for each in value)}]")
    if isinstance(value, Mapping):
        given = ((name, each) for name, each in value.items() if each not in (None, []))
        return shortened(
            ", ".join(f"{name} {value_text(each, owner, words)}" for name, each in given)
        )
    return str(value)


def _quoted(text: str, always: bool = False) -> str:
    if _WORD.fullmatch(text) and not always:
        return shortened(text)
    return json.dumps(shortened(text), ensure_ascii=False)


# Beside the records -----------------------------------------------------------------------------


def _columns(found: Comparison) -> Iterator[Line]:
    signs = (("added", found.added_columns), ("removed", found.removed_columns))
    if any(columns for _, columns in signs):
        yield Line("columns", "head")
    for kind, columns in signs:
        for column in columns:
            yield Line(f"  {SIGNS[kind]} {column}", "added" if kind == "added" else "removed")


def _labels(found: Comparison) -> Iterator[Line]:
    """What changed in lists of labels; columns with the same change share a line."""
    groups: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for each in found.labels:
        groups.setdefault((each.added, each.removed, each.renumbered), []).append(each.column)
    if groups:
        yield Line("labels", "head")
    for (added, removed, renumbered), columns in groups.items():
        yield Line(f"  {', '.join(columns)}", "changed")
        for name in added:
            yield Line(f"      + {name}", "added")
        for name in removed:
            yield Line(f"      - {name}", "removed")
        if renumbered:
            some = ", ".join(renumbered[:5]) + (", …" if len(renumbered) > 5 else "")
            yield Line(f"      ~ other numbers for {len(renumbered):,}: {some}", "changed")
