"""Predictions as submitted: records in our form, most fields of which may be left out.

What a field may hold is what its schema says, with three liberties: ids are any text and
may be missing, a field that names a span may give ``[start, end]`` instead, and holders,
entities and events may carry names of one's own.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from tellings.findings import Finding
from tellings.positions import record_lines
from tellings.records import RECORD_TYPES
from tellings.schemas import Schemas, nearest
from tellings.text import decode

JSON = dict[str, Any]

SCORED = {
    "span": ("article_id", "layer", "label", "start", "end"),
    "attribution": ("article_id", "content_spans"),
    "stance": ("article_id", "holder", "target", "label"),
    "event-mention": ("article_id", "trigger_span"),
    "event": ("id", "type"),
}
"""The kinds that are scored, with the fields that a prediction has to have."""

_ONE_SPAN = ("source_span", "cue_span", "trigger_span", "time_span")
_SPANS = ("content_spans", "evidence_spans")
_NAMES = ("id", "entity", "holder", "event", "attribution", "parent")


@dataclass(slots=True)
class Predictions:
    """What was read: records that can be scored, with their lines, and how many cannot."""

    path: str
    records: list[JSON] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    not_scored: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, rule: str, line: int | None, message: str, record: Any = None) -> None:
        """Note something that is wrong."""
        name = record.get("id") if isinstance(record, dict) else None
        known = name if isinstance(name, str) else None
        self.findings.append(Finding(rule, self.path, message, line, known))


def read_predictions(
    path: str,
    data: bytes,
    schemas: Schemas,
    texts: Mapping[str, str],
    targets: Collection[str] | None = None,
) -> Predictions:
    """The predictions of a JSON or JSONL file, with every finding about them.

    Args:
        path: the name of the file in messages.
        data: its bytes: a record a line, a list of records, or an object with a list
            ``records``.
        schemas: the schemas with the labels that the stories add.
        texts: the text of every article there is, by id.
        targets: the targets that stances may be about; any if not given.
    """
    found = Predictions(path)
    try:
        source = decode(data)
    except UnicodeDecodeError as error:
        found.add("not-utf8", None, f"byte {error.start} is not UTF-8")
        return found
    own = prediction_schemas(schemas)
    for line, record in _items(found, source):
        _take(found, line, record, own, texts)
    if not found.records and not found.findings:
        found.add("empty-file", None, f"no record here is of a kind that is scored: {_KINDS}")
    _check_references(found)
    if targets is not None:
        _check_targets(found, targets)
    return found


_KINDS = ", ".join(SCORED)


def _items(found: Predictions, source: str) -> Iterator[tuple[int, Any]]:
    """The records with their lines, whichever of the three forms the file has."""
    try:
        value = orjson.loads(source)
    except orjson.JSONDecodeError:
        yield from _json_lines(found, source)
        return
    if isinstance(value, list):
        yield from _with_lines('{"records":' + source, value)
    elif isinstance(value, dict) and isinstance(value.get("records"), list):
        yield from _with_lines(source, value["records"])
    else:
        yield 1 + source[: len(source) - len(source.lstrip())].count("\n"), value


def _with_lines(source: str, items: list[Any]) -> Iterator[tuple[int, Any]]:
    lines = record_lines(source)
    if len(lines) != len(items):  # another list of that name comes first
        lines = [1] * len(items)
    return zip(lines, items, strict=True)


def _json_lines(found: Predictions, source: str) -> Iterator[tuple[int, Any]]:
    lines = source.split("\n")
    if source.lstrip()[:1] == "[" or '"records"' in source.partition("[")[0]:
        try:
            json.loads(source)
        except json.JSONDecodeError as error:
            message = f"{error.msg} (column {error.colno})"
            found.add("json-syntax", error.lineno, message)
            return
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield number, orjson.loads(line)
        except orjson.JSONDecodeError as error:
            found.add("json-syntax", number, f"{error.msg} (column {error.colno})")


def prediction_schemas(schemas: Schemas) -> Schemas:
    """The schemas of the scored kinds with the liberties that predictions have."""
    documents = {name: schemas[name] for name in schemas}
    for kind, required in SCORED.items():
        own = {**schemas[kind], "$id": f"urn:tellings:predicted-{kind}"}
        own["properties"] = _freed(own["properties"])
        own["required"] = ["record", *required]
        own["allOf"] = [each for each in own.get("allOf", ()) if "codebook" in each["$ref"]]
        if kind == "event-mention":
            own["properties"]["event_type"] = {"$ref": "urn:tellings:codebook#/$defs/event_type"}
            commitment = own["properties"]["commitments"]["items"]
            own["properties"]["commitments"] = {
                "type": "array",
                "items": {
                    **commitment,
                    "properties": _freed(commitment["properties"]),
                    "required": ["source", "factuality"],
                },
            }
        documents[f"predicted-{kind}"] = own
    return Schemas(documents, schemas.codebook)


def _freed(properties: Mapping[str, Any]) -> JSON:
    offset = {"type": "integer", "minimum": 0}
    place = {
        "type": ["string", "array"],
        "minItems": 2,
        "maxItems": 2,
        "items": offset,
    }
    name = {"type": "string", "minLength": 1}
    freed = dict(properties)
    freed |= {key: place for key in _ONE_SPAN if key in properties}
    freed |= {key: {"type": "array", "items": place} for key in _SPANS if key in properties}
    freed |= {key: name for key in (*_NAMES, "source") if key in properties}
    if "source_entities" in properties:
        freed["source_entities"] = {"type": "array", "items": name}
    return freed


def _take(
    found: Predictions, line: int, record: Any, schemas: Schemas, texts: Mapping[str, str]
) -> None:
    kind = record.get("record") if isinstance(record, dict) else None
    if not isinstance(kind, str) or kind not in SCORED:
        if isinstance(kind, str) and kind in RECORD_TYPES:
            found.not_scored += 1
            return
        hint = nearest(str(kind), list(SCORED)) or f"; known are {_KINDS}"
        found.add("schema", line, f"{kind!r} is no kind of record{hint}", record)
        return
    faults = schemas.violations(f"predicted-{kind}", record)
    for fault in faults:
        found.add(fault.rule, line, fault.message, record)
    if not faults and (kind == "event" or _fits(found, line, record, texts)):
        found.records.append(record)
        found.lines.append(line)


def _fits(found: Predictions, line: int, record: JSON, texts: Mapping[str, str]) -> bool:
    """Whether the article is there and every range lies in it."""
    article = record["article_id"]
    if article not in texts:
        hint = nearest(article, list(texts))
        found.add("unresolved-reference", line, f"there is no article {article!r}{hint}", record)
        return False
    text, before = texts[article], len(found.findings)
    for start, end in _ranges(record):
        if not start < end <= len(text):
            message = f"[{start}, {end}] is no range of {article}: it has {len(text)} code points"
            found.add("span-text", line, message, record)
        elif record["record"] == "span" and record.get("text", text[start:end]) != text[start:end]:
            message = f"[{start}, {end}] reads {text[start:end]!r}, not {record['text']!r}"
            found.add("span-text", line, message, record)
    return len(found.findings) == before


def _places(record: JSON) -> Iterator[Any]:
    """Whatever a record gives as the place of something: an id or a range."""
    yield from (record[key] for key in _ONE_SPAN if key in record)
    for part in (record, *record.get("commitments", ())):
        for key in _SPANS:
            yield from part.get(key, ())


def _ranges(record: JSON) -> Iterator[tuple[int, int]]:
    if record["record"] == "span":
        yield record["start"], record["end"]
    for place in _places(record):
        if not isinstance(place, str):
            yield place[0], place[1]


def _check_references(found: Predictions) -> None:
    """Ids are unique; ids of spans and attributions name something that is there."""
    known: dict[str, tuple[str, str | None]] = {}
    pairs = list(zip(found.records, found.lines, strict=True))
    for record, line in pairs:
        own = record.get("id")
        if own is not None and own in known:
            found.add("duplicate-id", line, f"the id {own!r} stands here twice", record)
        elif own is not None:
            known[own] = (record["record"], record.get("article_id"))
    if found.findings:
        return  # what is missing may be what has a fault of its own
    for record, line in pairs:
        if record["record"] == "event":
            continue
        spans = [(each, "span") for each in _places(record) if isinstance(each, str)]
        outer = [(record[key], "attribution") for key in ("parent",) if key in record]
        for ref, kind in (*spans, *outer):
            if known.get(ref) != (kind, record["article_id"]):
                message = f"{ref!r} is no {kind} of {record['article_id']} in this file"
                found.add("unresolved-reference", line, message, record)


def _check_targets(found: Predictions, targets: Collection[str]) -> None:
    """A stance is about a target of the story: a misspelt one would only look like a miss."""
    for record, line in list(zip(found.records, found.lines, strict=True)):
        target = record.get("target") if record["record"] == "stance" else None
        if target is not None and target not in targets:
            hint = nearest(target, list(targets))
            found.add("unresolved-reference", line, f"there is no target {target!r}{hint}", record)
