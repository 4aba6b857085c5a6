"""Results checked before they are pushed: the server takes anything."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tellings.schemas import nearest
from tellings.studio.controls import VALUE_KEYS, Config, Control
from tellings.studio.texts import check

Result = Mapping[str, Any]
_KEPT = {"id", "from_name", "to_name", "type", "value", "meta", "score", "origin"}
_KEPT |= {"hidden", "locked", "parentID", "readonly"}
"""What a result may say of itself; a page drops the rest when somebody submits."""
_RELATION = {"type", "from_id", "to_id", "direction", "labels", "meta"}
_DIRECTIONS = ("left", "right", "bi")
_EXTENT = ("start", "end")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a result, and where: ``result[3].value.end``."""

    path: str
    reason: str

    def __str__(self) -> str:
        """``path: reason``."""
        return f"{self.path}: {self.reason}"


@dataclass(slots=True)
class _Known:
    """What the results of one list are checked against, and what was seen of them so far.

    ``regions`` are the extents by id, as the first labels of each have it; ``seen`` the ids
    and controls that had a result.
    """

    config: Config
    text: str
    regions: dict[str, tuple[Any, Any]]
    seen: set[tuple[str, str]] = field(default_factory=set)


def check_results(results: Sequence[Result], config: Config, text: str) -> list[Problem]:
    """Everything that keeps a list of results from being what the page can show.

    Args:
        results: the list ``result`` of a prediction or annotation.
        config: what the page of the project offers.
        text: the text of the task; offsets are code points of it.
    """
    regions: dict[str, tuple[Any, Any]] = {}
    for result in results:
        if isinstance(result, Mapping) and result.get("type") == "labels":
            value = result.get("value")
            extent = _extent(value) if isinstance(value, Mapping) else (None, None)
            regions.setdefault(str(result.get("id")), extent)
    known = _Known(config, text, regions)
    return [
        Problem(f"result[{at}]{path}", reason)
        for at, result in enumerate(results)
        for path, reason in _problems(result, known)
    ]


def _extent(value: Mapping[str, Any]) -> tuple[Any, Any]:
    return value.get("start"), value.get("end")


Found = Iterator[tuple[str, str]]
"""Paths within a result, and what is wrong there."""


def _problems(result: Any, known: _Known) -> Found:
    if not isinstance(result, Mapping):
        yield "", "is not an object"
    elif result.get("type") == "relation":
        yield from _relation(result, known)
    else:
        yield from _value_result(result, known)


def _relation(result: Result, known: _Known) -> Found:
    yield from _strange(result, _RELATION, "")
    for name in ("from_id", "to_id"):
        if result.get(name) not in known.regions:
            yield f".{name}", f"there is no region {result.get(name)!r}"
    if result.get("direction") not in _DIRECTIONS:
        yield ".direction", f"{result.get('direction')!r} is none of {', '.join(_DIRECTIONS)}"
    offered = known.config.relations
    if offered is None:
        yield "", "the page has no relations"
    else:
        yield from _members(result.get("labels"), offered, ".labels", many=True)


def _value_result(result: Result, known: _Known) -> Found:
    yield from _strange(result, _KEPT, "")
    region, value = result.get("id"), result.get("value")
    control = known.config.controls.get(str(result.get("from_name")))
    if not isinstance(region, str) or not region:
        yield ".id", "a result needs an id"
    if control is None:
        names = list(known.config.controls)
        hint = nearest(str(result.get("from_name")), names)
        yield ".from_name", f"there is no control {result.get('from_name')!r}{hint}"
        return
    if result.get("type") != control.type:
        yield ".type", f"{result.get('type')!r}; {control.name} gives {control.type!r}"
    if result.get("to_name") != control.to_name:
        yield ".to_name", f"{result.get('to_name')!r}; {control.name} is on {control.to_name!r}"
    if (str(region), control.name) in known.seen:
        yield "", f"a second result of {control.name} for {region}"
    known.seen.add((str(region), control.name))
    if not isinstance(value, Mapping):
        yield ".value", "is not an object"
        return
    yield from _value(value, control, str(region), known)


def _value(value: Mapping[str, Any], control: Control, region: str, known: _Known) -> Found:
    is_span = control.type == "labels"
    key = VALUE_KEYS.get(control.type)
    if key is None:
        yield "", f"{control.tag} is a control that tellings does not use"
        return
    on_text = is_span or control.per_region
    allowed = {key, "text", *_EXTENT} if on_text else {key}
    yield from _strange(value, allowed, ".value")
    yield from _content(value.get(key), control, f".value.{key}")
    if not on_text:
        if region in known.regions:
            yield ".id", f"{control.name} is about the whole task, but {region} is a region"
        return
    if region not in known.regions:
        yield ".id", f"{control.name} belongs to a region, but there is no region {region!r}"
    faults = list(_offsets(value, len(known.text)))
    yield from faults
    if faults:
        return
    first = known.regions.get(region, _extent(value))
    if first != _extent(value):
        yield ".value", f"region {region} lies at {first[0]} to {first[1]} elsewhere"
    if key != "text" and (is_span or "text" in value):
        yield from _words(value, known.text)


def _offsets(value: Mapping[str, Any], length: int) -> Found:
    """Offsets that are no integers, reversed, or out of bounds."""
    whole = {name: type(value.get(name)) is int for name in _EXTENT}
    for name in _EXTENT:
        if not whole[name]:
            yield f".value.{name}", f"{value.get(name)!r} is not an integer"
        elif not 0 <= value[name] <= length:
            yield f".value.{name}", f"{value[name]} lies outside the text (0 to {length})"
    if all(whole.values()) and value["start"] >= value["end"]:
        yield ".value.end", f"{value['end']} is not behind the start, {value['start']}"


def _words(value: Mapping[str, Any], text: str) -> Found:
    if "text" not in value:
        yield ".value.text", "the words are missing"
    elif check(text, value) == "wrong":
        there = text[value["start"] : value["end"]]
        yield ".value.text", f"{value['text']!r}; the text has {there!r} there"


def _content(found: Any, control: Control, path: str) -> Found:
    """What was chosen or written, against what the control offers."""
    match control.type:
        case "labels" | "choices":
            yield from _members(found, control.values, path, control.multiple)
        case "taxonomy":
            yield from _members(_joined(found), control.values, path, control.multiple)
        case "textarea":
            if not _is_list_of_words(found):
                yield path, f"{found!r} is not a list of texts"
        case "datetime":
            if not isinstance(found, str) or not _DAY.match(found):
                yield path, f"{found!r} is not a date"
        case _:
            if isinstance(found, bool) or not isinstance(found, (int, float)):
                yield path, f"{found!r} is not a number"


def _joined(found: Any) -> Any:
    """The paths of a taxonomy as the config writes them; what is no list of paths as it is."""
    if not isinstance(found, list) or not all(_is_list_of_words(each) for each in found):
        return found
    return [" / ".join(each) for each in found]


def _is_list_of_words(found: Any) -> bool:
    is_list = isinstance(found, list) and bool(found)
    return is_list and all(isinstance(each, str) and each for each in found)


def _members(found: Any, offered: Sequence[str], path: str, many: bool) -> Found:
    if not _is_list_of_words(found):
        yield path, f"{found!r} is not a list of names"
        return
    for at, each in enumerate(found):
        if each not in offered:
            yield f"{path}[{at}]", f"{each!r} is not on offer{nearest(each, list(offered))}"
        elif each in found[:at]:
            yield f"{path}[{at}]", f"{each!r} stands there twice"
    if len(found) > 1 and not many:
        yield path, f"{len(found)} values where one is taken"


def _strange(found: Mapping[str, Any], allowed: set[str], path: str) -> Found:
    for name in found:
        if name not in allowed:
            yield f"{path}.{name}", "a page would drop this; what is to stay belongs in meta"
