"""What a foreign file says, before any mapping: spans, relations, and where each stands."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

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


class ForeignDocument(msgspec.Struct, gc=False):
    """A text with what one annotator, or nobody in particular, says of it.

    ``names`` are what the file's name and its data call themselves, for the templates of a
    mapping; ``article_id`` is that of the article of ours which came back.
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
