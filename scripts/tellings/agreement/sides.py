"""One side of a comparison: a pass or a set of predictions, as plain units.

Both come as records in their JSON form; predictions may leave fields out, and may give
``[start, end]`` where a record names a span. What a unit is compared by stands in it:
the code points it covers, and its labels.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tellings.agreement.extents import Extent, Range, extent

JSON = Mapping[str, Any]
AUTHOR = "author"
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Unit:
    """Something an annotator made, in one article.

    ``places`` are the code points it covers, part by part: the first decides whether two
    units can be the same, all of them which two are. ``labels`` holds what is compared
    once they are.
    """

    id: str
    article: str
    places: tuple[Extent, ...]
    labels: Mapping[str, str]

    @property
    def extent(self) -> Extent:
        """The part that decides whether two units can be the same."""
        return self.places[0]


@dataclass(frozen=True, slots=True)
class SpanUnit(Unit):
    """A span; ``entity`` names what it mentions."""

    layer: str
    entity: str | None = None

    @property
    def range(self) -> Range:
        """Start and end."""
        return self.places[0][0]

    @property
    def label(self) -> str:
        """Its label."""
        return self.labels["label"]


@dataclass(frozen=True, slots=True)
class StanceUnit(Unit):
    """A stance of a holder on a target; its place is the evidence."""

    holder: str
    target: str


@dataclass(frozen=True, slots=True)
class MentionUnit(Unit):
    """An event mention; its place is the trigger, or the evidence where there is none.

    ``commitments`` are pairs of source and factuality.
    """

    event: str | None
    commitments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a fact or a divergence says of one article."""

    article: str
    extent: Extent
    label: str


@dataclass(frozen=True, slots=True)
class CrossUnit:
    """A fact or a divergence: freely worded, with a cell or more an article.

    The words cannot be compared, so one that rests on no span is not taken in.
    """

    id: str
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class Side:
    """All units of one side, over the articles that are compared."""

    name: str
    articles: tuple[str, ...]
    spans: list[SpanUnit] = field(default_factory=list)
    attributions: list[Unit] = field(default_factory=list)
    stances: list[StanceUnit] = field(default_factory=list)
    mentions: list[MentionUnit] = field(default_factory=list)
    supports: list[Unit] = field(default_factory=list)
    facts: list[CrossUnit] = field(default_factory=list)
    divergences: list[CrossUnit] = field(default_factory=list)

    def add(self, other: "Side") -> None:
        """Take in the units of another side: the same annotator on another story."""
        self.spans += other.spans
        self.attributions += other.attributions
        self.stances += other.stances
        self.mentions += other.mentions
        self.supports += other.supports
        self.facts += other.facts
        self.divergences += other.divergences


def side(name: str, records: Sequence[JSON], articles: Collection[str]) -> Side:
    """The units that records hold on some articles; other records are passed over."""
    return _Reader(records, articles).side(name)


class _Reader:
    """Records under way to units."""

    def __init__(self, records: Sequence[JSON], articles: Collection[str]) -> None:
        self.articles = frozenset(articles)
        self.records = records
        self.places: dict[str, Range] = {
            each["id"]: (each["start"], each["end"])
            for each in records
            if each["record"] == "span" and "id" in each
        }
        self.types: dict[str, str] = {
            each["id"]: each["type"] for each in records if each["record"] == "event"
        }

    def side(self, name: str) -> Side:
        return Side(
            name,
            tuple(sorted(self.articles)),
            spans=self.of("span", self._span),
            attributions=self.of("attribution", self._attribution),
            stances=self.of("stance", self._stance),
            mentions=self.of("event-mention", self._mention),
            supports=self.of("support", self._support),
            facts=self.cross("fact", "cells", "presence"),
            divergences=self.cross("divergence", "answers", "status"),
        )

    def of(self, kind: str, make: "Callable[[str, JSON], T]") -> "list[T]":
        return [
            make(str(each.get("id", f"{kind} {at}")), each)
            for at, each in enumerate(self.records, 1)
            if each["record"] == kind and each["article_id"] in self.articles
        ]

    def cross(self, kind: str, cells: str, label: str) -> list[CrossUnit]:
        found = (
            CrossUnit(
                each["id"],
                tuple(
                    Cell(cell["article"], self.place(cell["spans"]), cell[label])
                    for cell in each[cells]
                    if cell["article"] in self.articles
                ),
            )
            for each in self.records
            if each["record"] == kind
        )
        return [each for each in found if any(cell.extent for cell in each.cells)]

    def place(self, refs: Iterable[Any]) -> Extent:
        """The code points that references to spans, or bare ranges, cover."""
        ranges = (self.places.get(ref) if isinstance(ref, str) else tuple(ref) for ref in refs)
        return extent(each for each in ranges if each is not None)

    def _one(self, record: JSON, name: str) -> Extent:
        return self.place([record[name]] if name in record else ())

    def _span(self, own: str, record: JSON) -> SpanUnit:
        at = extent([(record["start"], record["end"])])
        labels = {"label": record["label"]}
        article, layer = record["article_id"], record["layer"]
        return SpanUnit(own, article, (at,), labels, layer, record.get("entity"))

    def _attribution(self, own: str, record: JSON) -> Unit:
        names = ("quote_type", "source_kind", "cue_class", "scope")
        places = (
            self.place(record["content_spans"]),
            self._one(record, "source_span"),
            self._one(record, "cue_span"),
        )
        labels = _labels(record, names) | {"parent": YES if record.get("parent") else NO}
        return Unit(own, record["article_id"], places, labels)

    def _stance(self, own: str, record: JSON) -> StanceUnit:
        labels = _labels(record, ("label", "addressed", "own_position", "strength"))
        places = (self.place(record.get("evidence_spans", ())),)
        holder, target = record["holder"], record["target"]
        return StanceUnit(own, record["article_id"], places, labels, holder, target)

    def _mention(self, own: str, record: JSON) -> MentionUnit:
        event = record.get("event")
        labels = _labels(record, ("event_type", "context"))
        if event in self.types:
            labels.setdefault("event_type", self.types[event])
        commitments = tuple(
            (each["source"], each["factuality"]) for each in record.get("commitments", ())
        )
        trigger = self._one(record, "trigger_span")
        places = (trigger or self.place(record.get("evidence_spans", ())),)
        return MentionUnit(own, record["article_id"], places, labels, event, commitments)

    def _support(self, own: str, record: JSON) -> Unit:
        places = (self._one(record, "claim_span"), self.place(record["support_spans"]))
        return Unit(own, record["article_id"], places, _labels(record, ("relation",)))


T = TypeVar("T")


def _labels(record: JSON, names: Iterable[str]) -> dict[str, str]:
    found = {name: record[name] for name in names if record.get(name) is not None}
    return {
        name: (YES if value else NO) if isinstance(value, bool) else str(value)
        for name, value in found.items()
    }
