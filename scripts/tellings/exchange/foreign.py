"""What a foreign file says, before any mapping: spans, relations, and where each stands."""

from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple, Protocol

import msgspec

from tellings.exchange.offsets import Unit

JSON = dict[str, Any]


class Place(NamedTuple):
    """Where something stands: a file and its line (from 1), where it has one."""

    file: str
    line: int | None = None


class ForeignSpan(msgspec.Struct, gc=False):
    """A labelled stretch of text, in one piece or several.

    ``labels`` are the names under which a mapping may know it, the most exact first; ``own``
    are the fields of a record of ours that came back, its id among them.
    """

    id: str
    labels: tuple[str, ...]
    ranges: list[tuple[int, int]]
    place: Place
    quote: str | None = None
    fields: JSON = msgspec.field(default_factory=dict)
    own: JSON | None = None


@dataclass(slots=True)
class ForeignRelation:
    """Something that ties annotations together, each in a role."""

    id: str
    label: str
    links: list[tuple[str, str]]
    place: Place
    fields: JSON = field(default_factory=dict)
    own: JSON | None = None
    trigger: str | None = None
    """A span that only anchors the relation in the text."""


@dataclass(slots=True)
class Loss:
    """An annotation that no record of ours can be made of, and why."""

    id: str
    rule: str
    message: str
    place: Place


class Lines(Protocol):
    """Knows on which lines of a file the annotations of one document stand."""

    def line(self, name: str) -> int | None:
        """The line (from 1) of an annotation by its id; None if it is not there."""


class OurPage(msgspec.Struct, gc=False):
    """What somebody filled in on a page of ours, as Label Studio keeps it.

    ``shown`` are the passes that may have been there to start from.
    """

    results: list[JSON]
    shown: tuple[str, ...] = ()


class ForeignDocument(msgspec.Struct, gc=False):
    """A text with what one annotator, or nobody in particular, says of it.

    ``names`` are what the file's name and its data call themselves, for the templates of a
    mapping; ``article_id`` is that of the article of ours which came back, and ``page`` what
    was filled in of it. ``called`` stands before the ids of annotations where they are told;
    ``lines`` says where these stand, if more exactly than their place.
    """

    place: Place
    data: bytes
    received: str
    names: dict[str, str] = msgspec.field(default_factory=dict)
    unit: Unit = "code_point"
    spans: list[ForeignSpan] = msgspec.field(default_factory=list)
    relations: list[ForeignRelation] = msgspec.field(default_factory=list)
    losses: list[Loss] = msgspec.field(default_factory=list)
    article_id: str | None = None
    page: OurPage | None = None
    field_places: dict[tuple[str, str], Place] = msgspec.field(default_factory=dict)
    """Where a field of an annotation stands, by the id and the field, if not with it."""
    called: str = ""
    lines: Lines | None = None

    def place_of(self, name: str, place: Place) -> Place:
        """Where an annotation stands, as exactly as can be said; else at ``place``."""
        line = self.lines.line(name) if self.lines is not None else None
        return place if line is None else Place(place.file, line)

    def home(self) -> str | None:
        """The article of ours whose records came back, if any did."""
        if self.article_id:
            return self.article_id
        own = chain((each.own for each in self.spans), (each.own for each in self.relations))
        known = next((each["id"] for each in own if each and "id" in each), None)
        return str(known).rsplit(":", 2)[0] if known else None
