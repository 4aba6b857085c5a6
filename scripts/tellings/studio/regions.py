"""Label Studio's results as regions and relations, and how regions are named after records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tellings.text import sha256

Result = Mapping[str, Any]
_ID_LENGTH = 10
_VALUES = {"choices": "choices", "taxonomy": "taxonomy", "textarea": "text"}
"""Where the value of a result stands, by the result's type."""


class Relation(NamedTuple):
    """An arrow between two regions with the names it bears."""

    from_id: str
    to_id: str
    names: tuple[str, ...]


@dataclass(slots=True)
class Region:
    """A stretch of text with everything that results say of it.

    ``labels`` are (control, label), ``values`` what each control of the region holds,
    ``ids`` the records it stands for by kind (from ``meta``), ``index`` its first result.
    """

    id: str
    start: int
    end: int
    text: str | None
    index: int
    labels: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)


def region_id(record_id: str) -> str:
    """The region that stands for a record: the same in every push.

    >>> region_id("tunnel:gazette:span:001")
    '1eb3af5c98'
    """
    return sha256(record_id)[:_ID_LENGTH]


def minted(article_id: str, kind: str, *parts: str) -> str:
    """The id of a record that was made on the page, the same at every pull.

    >>> minted("tunnel:gazette", "stance", "aB3xyz")
    'tunnel:gazette:stance:967a4c9246'
    """
    return f"{article_id}:{kind}:{sha256('|'.join((kind, *parts)))[:_ID_LENGTH]}"


def regions_of(results: Iterable[Result]) -> tuple[dict[str, Region], list[Relation]]:
    """The regions of an annotation by id in their order, and its relations.

    Results of the whole task, which no page of ours asks for, are left aside; they have no
    place in the text (``start``).
    """
    regions: dict[str, Region] = {}
    relations: list[Relation] = []
    for index, result in enumerate(results):
        if result.get("type") == "relation":
            names = tuple(result.get("labels") or ())
            relations.append(Relation(result["from_id"], result["to_id"], names))
        elif "start" in result.get("value", {}):
            _add(regions, result, index)
    return regions, relations


def _add(regions: dict[str, Region], result: Result, index: int) -> None:
    value = result["value"]
    name = str(result["id"])
    if name not in regions:
        words = value.get("text")
        text = words if isinstance(words, str) else None
        regions[name] = Region(name, value["start"], value["end"], text, index)
    region = regions[name]
    region.ids |= {k: v for k, v in (result.get("meta") or {}).items() if isinstance(v, str)}
    if result["type"] == "labels":
        region.text = value.get("text", region.text)
        region.labels += [(result["from_name"], label) for label in value.get("labels", ())]
    else:
        region.values[result["from_name"]] = list(_values(result))


def _values(result: Result) -> Iterator[str]:
    found = result["value"].get(_VALUES.get(result["type"], result["type"]), ())
    for each in found if isinstance(found, list) else [found]:
        yield str(each[-1] if isinstance(each, list) and each else each)


def label_result(
    name: str, place: tuple[int, int], text: str, control: str, label: str, ids: Mapping[str, str]
) -> dict[str, Any]:
    """A region with one label, as the server keeps it."""
    value = {"start": place[0], "end": place[1], "text": text, "labels": [label]}
    return _result(name, control, "labels", value) | {"meta": dict(ids)}


def value_result(
    region: Mapping[str, Any], control: str, kind: str, values: Iterable[str]
) -> dict[str, Any]:
    """What a control of a region holds; ``kind`` is ``choices``, ``taxonomy`` or ``textarea``."""
    held: list[Any] = [[each] if kind == "taxonomy" else each for each in values]
    place = {name: region["value"][name] for name in ("start", "end")}
    return _result(str(region["id"]), control, kind, place | {_VALUES[kind]: held})


def _result(name: str, control: str, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": name,
        "from_name": control,
        "to_name": "text",
        "type": kind,
        "value": dict(value),
    }


def relation_result(from_id: str, to_id: str, names: Iterable[str]) -> dict[str, Any]:
    """A relation between two regions."""
    return {
        "type": "relation",
        "from_id": from_id,
        "to_id": to_id,
        "direction": "right",
        "labels": list(names),
    }
