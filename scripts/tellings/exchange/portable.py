"""A record as formats can carry it: what it points at within its article, and the rest.

Formats tie annotations to each other in ways of their own; all of them can do so by a role
and a target. What points out of the article, or lies deeper in the record, travels as data.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tellings.records import Annotation, Span, kind_of, to_json

JSON = dict[str, Any]

LINKS: Mapping[str, tuple[str, ...]] = {
    "attribution": ("source_span", "cue_span", "content_spans", "parent"),
    "stance": ("evidence_spans", "attribution"),
    "event-mention": ("trigger_span", "evidence_spans", "time_span"),
    "support": ("claim_span", "support_spans"),
    "update": ("note_span", "added_spans"),
}
"""The fields by which records of an article point at spans and attributions of it."""

PLACE = ("layer", "label", "start", "end", "text")
"""What a format tells of a span in its own words."""


@dataclass(slots=True)
class Portable:
    """One record: its links as (field, id), and the fields that formats carry as they are."""

    kind: str
    id: str
    links: list[tuple[str, str]] = field(default_factory=list)
    fields: JSON = field(default_factory=dict)
    span: Span | None = None

    def targets(self, name: str) -> list[str]:
        """What one field points at, in its order."""
        return [target for role, target in self.links if role == name]


def is_list(name: str) -> bool:
    """Whether a field that points at spans may point at several.

    >>> is_list("content_spans"), is_list("cue_span")
    (True, False)
    """
    return name.endswith("_spans")


def take_apart(record: Annotation, local: Collection[str]) -> Portable:
    """A record with its links to the records ``local`` apart from its other fields.

    A field is a link only if all it points at is local: so the order of a list is kept.
    """
    plain = to_json(record)
    kind, own = kind_of(record), Portable(plain.pop("record"), plain.pop("id"))
    del plain["article_id"]
    if isinstance(record, Span):
        own.span = record
        own.fields = {name: value for name, value in plain.items() if name not in PLACE}
        return own
    for name, value in plain.items():
        targets = value if isinstance(value, list | tuple) else [value]
        if name in LINKS[kind] and targets and all(each in local for each in targets):
            own.links += [(name, each) for each in targets]
        else:
            own.fields[name] = value
    return own


def take_all_apart(records: Iterable[Annotation]) -> list[Portable]:
    """The records of one article, each apart from what it points at."""
    listed = list(records)
    local = {each.id for each in listed}
    return [take_apart(each, local) for each in listed]


def put_together(kind: str, fields: Mapping[str, Any], links: Iterable[tuple[str, str]]) -> JSON:
    """The plain record, but for its id and article, of fields and links.

    >>> put_together("support", {"relation": "partly"}, [("support_spans", "s:a:span:1")])
    {'record': 'support', 'relation': 'partly', 'support_spans': ['s:a:span:1']}
    """
    record: JSON = {"record": kind, **fields}
    for name, target in links:
        if is_list(name):
            record[name] = [*record.get(name, ()), target]
        else:
            record[name] = target
    return record
