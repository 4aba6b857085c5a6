"""From what a foreign document says to records of ours, as a mapping tells.

Every foreign annotation ends as an arrival, which names the records it became, or as a
finding with its place.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import itemgetter
from typing import Any

import msgspec

from tellings.exchange.foreign import ForeignDocument, ForeignRelation, ForeignSpan, Loss, Place
from tellings.exchange.mapping import LabelMapping, LabelRule
from tellings.exchange.offsets import Positions
from tellings.exchange.telling import counted
from tellings.exchange.templates import fill
from tellings.findings import Finding
from tellings.stages.scaffold import slug_of
from tellings.studio.texts import ls_text
from tellings.text import decode

JSON = dict[str, Any]
NOTE = "note"
_SEGMENT = "segment"
_ENTITY_FIELDS = ("target", "holder")
AUTHOR = "author"
_SPAN_ORDER = itemgetter("start", "end", "layer")


class Arrival(msgspec.Struct, frozen=True, gc=False):
    """A foreign annotation, and the records that it became or went into."""

    id: str
    place: Place
    records: tuple[str, ...]


class Adopted(msgspec.Struct, gc=False):
    """What a document gave: records of its article, entities by id, and what became of what."""

    records: list[JSON] = msgspec.field(default_factory=list)
    entities: dict[str, JSON] = msgspec.field(default_factory=dict)
    arrivals: list[Arrival] = msgspec.field(default_factory=list)
    findings: list[Finding] = msgspec.field(default_factory=list)
    left_out: Counter[str] = msgspec.field(default_factory=Counter)
    """How many annotations of each label did not become a record."""


def arrivals_of(arrivals: Iterable[Arrival]) -> dict[str, Arrival]:
    """The annotation that a record came from, by the id of the record."""
    found: dict[str, Arrival] = {}
    for arrival in arrivals:
        for each in arrival.records:
            found.setdefault(each, arrival)
    return found


class Adopting:
    """One document on its way: its text, the ids given so far, and what came out."""

    def __init__(
        self, document: ForeignDocument, mapping: LabelMapping, article_id: str, text: str
    ) -> None:
        self.document = document
        self.mapping = mapping
        self.article_id = article_id
        self.text = text
        self.positions = Positions(document.received, mapping.unit or document.unit)
        self.done = Adopted()
        self.spans: dict[str, list[JSON]] = {}
        """The records that each foreign span became; several labels may share one id."""
        self.anchors: list[ForeignSpan] = []
        """Spans that only anchor a relation."""

    @cached_property
    def received(self) -> str:
        """The text as it came, where that of the article may be masked."""
        return decode(self.document.data)

    @property
    def story(self) -> str:
        """The story's id."""
        return self.article_id.partition(":")[0]

    def lose(self, loss: Loss, label: str | None = None) -> None:
        """Note an annotation of which no record is made."""
        message = f"{self.document.called}{loss.id}: {loss.message}"
        place = self.document.place_of(loss.id, loss.place)
        finding = Finding(loss.rule, place.file, message, place.line)
        self.done.findings.append(finding)
        if label is not None:
            self.done.left_out[label] += 1

    def told(self, rule: str, foreign: str, place: Place, message: str) -> None:
        """Note something about an annotation that arrives all the same."""
        self.lose(Loss(foreign, rule, message, place))

    def arrive(self, foreign: str, place: Place, records: Iterable[str]) -> None:
        """Note what became of an annotation."""
        self.done.arrivals.append(Arrival(foreign, place, tuple(records)))

    def entity(self, name: str) -> str:
        """The id of the entity of a name, which is made if need be."""
        shown = " ".join(name.replace("_", " ").split())
        made = f"{self.story}:entity:{slug_of(f'{shown}.')}"
        kind = self.mapping.entities.type
        record = {"record": "entity", "id": made, "name": shown, "type": kind, "aliases": []}
        self.done.entities.setdefault(made, {**record, "status": "draft"})
        return made

    def fill(self, template: str, fields: Mapping[str, Any]) -> str:
        """A template filled with the fields of an annotation and the names of its document."""
        if "{" not in template:
            return template
        names = {**self.document.names, **{key: str(value) for key, value in fields.items()}}
        return fill(template, names, self.mapping.values).strip()

    def parts(self, templates: Mapping[str, str], fields: Mapping[str, Any]) -> JSON:
        """Filled templates of a part of a record; those that come out empty are left out."""
        filled = {key: self.fill(each, fields) for key, each in templates.items()}
        return {
            key: self.entity(value) if key in _ENTITY_FIELDS and value != AUTHOR else value
            for key, value in filled.items()
            if value
        }


def take_spans(work: Adopting, anchors: Mapping[str, str]) -> None:
    """Make span records of the foreign spans, those aside that only anchor a relation.

    Args:
        work: the document on its way.
        anchors: the label of the relation that a span anchors, by the span's id.
    """
    made: list[tuple[ForeignSpan, list[JSON]]] = []
    for span in work.document.spans:
        anchors_only = anchors and anchors.get(span.id) in span.labels
        if anchors_only and not any(each in work.mapping.labels for each in span.labels):
            work.anchors.append(span)
            continue
        rule = rule_of(span.labels, work.mapping, span.own is not None)
        if rule is None:
            _refuse(work, span)
            continue
        record = _at_once(work, span, rule)
        records = (
            [_record(work, span, rule, each) for each in _ranges(work, span, rule)]
            if record is None
            else [record]
        )
        made.append((span, records))
    _name(work, made)


def _name(work: Adopting, made: list[tuple[ForeignSpan, list[JSON]]]) -> None:
    """Give the records of spans their ids, and note what became of each span."""
    every = [record for _, records in made for record in records]
    mint(every, "span", work.article_id)
    work.done.records += every
    for span, records in made:
        if records:
            work.arrive(span.id, span.place, [each["id"] for each in records])
    if work.document.relations:
        for span, records in made:
            work.spans.setdefault(span.id, []).extend(records)


def rule_of(labels: tuple[str, ...], mapping: LabelMapping, back: bool) -> LabelRule | None:
    """What the mapping says of a span; what came back from us is as it says itself.

    Args:
        labels: what the mapping may know the span as, the most exact first.
        mapping: what foreign labels are in our words.
        back: whether the span is a record of ours that came back.
    """
    for label in labels:
        if label in mapping.labels:
            return mapping.labels[label]
    layer, hyphen, label = labels[0].partition("-")
    if hyphen and (back or mapping.ours):
        return LabelRule(layer=layer, label=label)
    return None


def _refuse(work: Adopting, span: ForeignSpan) -> None:
    wanted = next((each for each in span.labels if each in work.mapping.leave_out), None)
    if wanted is not None:
        message = f"{wanted} is left out, as the mapping says"
        work.lose(Loss(span.id, "left-out", message, span.place), wanted)
    else:
        message = f"the mapping has no label {span.labels[0]!r}"
        work.lose(Loss(span.id, "unmapped", message, span.place), span.labels[0])


def _at_once(work: Adopting, span: ForeignSpan, rule: LabelRule) -> JSON | None:
    """The record of a span that is one piece of our text, with a label and no more: most are.

    None, where more has to be asked: its fields, its quotation, whether it has to be trimmed.
    """
    if span.quote is not None or span.own is not None or span.fields or len(span.ranges) > 1:
        return None
    if rule.entity or rule.timex or rule.wording or rule.note or "{" in rule.label:
        return None
    start, end = span.ranges[0]
    if not work.positions.plain or not 0 <= start < end <= len(work.text):
        return None
    words = work.text[start:end]
    if words[0].isspace() or words[-1].isspace():
        return None
    return _span_record(work, rule.layer, rule.label, start, end)


def _span_record(work: Adopting, layer: str, label: str, start: int, end: int) -> JSON:
    return {
        "record": "span",
        "article_id": work.article_id,
        "layer": layer,
        "label": label,
        "start": start,
        "end": end,
        "text": work.text[start:end],
        "status": "draft",
    }


def _ranges(work: Adopting, span: ForeignSpan, rule: LabelRule) -> list[tuple[int, int]]:
    """Where a span stands in our text; nothing, and a finding, if it does not."""
    found = []
    for start, end in span.ranges:
        ours = work.positions.ours(start), work.positions.ours(end)
        if ours[0] is None or ours[1] is None or ours[0] >= ours[1]:
            message = f"{start} to {end} is no range of a text of {len(work.text)} code points"
            work.lose(Loss(span.id, "span-text", message, span.place), span.labels[0])
            return []
        found.append((ours[0], ours[1]))
    words = " ".join(work.received[start:end] for start, end in found)
    if span.quote is not None and _plain(words) != _plain(span.quote):
        said = " and ".join(f"{start} to {end}" for start, end in span.ranges)
        message = f"{span.quote!r} is not at {said}: there stands {words!r}{_unit_hint(work, span)}"
        work.lose(Loss(span.id, "span-text", message, span.place), span.labels[0])
        return []
    whole = _extent(span) or found
    if len(whole) > 1:
        whole = _joined(sorted(whole), work.received)
    if len(whole) > 1:
        whole = _in_pieces(work, span, rule, whole)
    return [each for piece in whole for each in _trimmed(work, span, rule, *piece)]


def _unit_hint(work: Adopting, span: ForeignSpan) -> str:
    """That offsets fit if they are counted in UTF-16, if they do."""
    positions = Positions(work.document.received, "utf16")
    found = [tuple(map(positions.ours, each)) for each in span.ranges]
    words = " ".join(work.received[start:end] for start, end in found)
    if any(None in each for each in found) or span.quote is None:
        return ""
    if _plain(span.quote) not in (_plain(words), ls_text(words)):
        return ""
    return '; counted in UTF-16 it fits: say unit = "utf16" in the mapping'


def _plain(words: str) -> str:
    return words.replace("\n", " ")


def _extent(span: ForeignSpan) -> list[tuple[int, int]]:
    """Where a span of ours stood whose ends its format cannot say, unless it was moved."""
    extent = span.own.pop("extent", None) if span.own else None
    if not extent:
        return []
    inside = span.ranges[0][0], span.ranges[-1][1]
    if extent[0] <= inside[0] and inside[1] <= extent[1]:
        return [(extent[0], extent[1])]
    return []


def _joined(ranges: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Pieces between which only line ends stand are one piece."""
    found = [ranges[0]]
    for start, end in ranges[1:]:
        last = found[-1]
        gap = text[last[1] : start]
        if last[1] <= start and not gap.strip("\n"):
            found[-1] = (last[0], end)
        else:
            found.append((start, end))
    return found


def _in_pieces(
    work: Adopting, span: ForeignSpan, rule: LabelRule, pieces: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    if rule.discontinuous == "split":
        return pieces
    if rule.discontinuous == "cover":
        whole = min(start for start, _ in pieces), max(end for _, end in pieces)
        message = f"its {len(pieces)} pieces became one span, {whole[0]} to {whole[1]}"
        work.told("changed-on-import", span.id, span.place, message)
        return [whole]
    message = f"it stands in {len(pieces)} pieces; say in the mapping: discontinuous = 'split'"
    work.lose(Loss(span.id, "unmapped", message, span.place), span.labels[0])
    return []


def _trimmed(
    work: Adopting, span: ForeignSpan, rule: LabelRule, start: int, end: int
) -> list[tuple[int, int]]:
    words = work.text[start:end]
    if rule.layer == _SEGMENT or span.own is not None or words == words.strip():
        return [(start, end)]
    if not words.strip():
        message = f"{start} to {end} is white space only"
        work.lose(Loss(span.id, "span-edge", message, span.place), span.labels[0])
        return []
    message = f"white space at the ends of {words!r} was taken off"
    work.told("changed-on-import", span.id, span.place, message)
    start += len(words) - len(words.lstrip())
    return [(start, start + len(words.strip()))]


def _record(work: Adopting, span: ForeignSpan, rule: LabelRule, where: tuple[int, int]) -> JSON:
    label = rule.label if span.own is not None else work.fill(rule.label, span.fields)
    record = _span_record(work, rule.layer, label, *where)
    if span.own is not None:
        del record["status"]
        return record | span.own
    if rule.entity and (name := work.fill(rule.entity, span.fields)):
        record["entity"] = work.entity(name)
    for name, templates in (("timex", rule.timex), ("wording", rule.wording)):
        if templates is not None:
            record[name] = work.parts(templates, span.fields)
    if note := work.fill(rule.note, span.fields) if rule.note else span.fields.get(NOTE):
        record[NOTE] = note
    return record


def mint(records: list[JSON], kind: str, article_id: str) -> None:
    """Give ids to those of the records of a kind that have none, in reading order."""
    taken = {record["id"] for record in records if "id" in record}
    serial = 0
    nameless = [each for each in records if "id" not in each]
    for record in sorted(nameless, key=_SPAN_ORDER if kind == "span" else _reading_order):
        serial += 1
        while (made := f"{article_id}:{kind}:{serial:03}") in taken:
            serial += 1
        record["id"] = made


def _reading_order(record: JSON) -> tuple[int, int, str, str]:
    return record.get("start", 0), record.get("end", 0), record.get("layer", ""), record["record"]


def unused_fields(work: Adopting) -> None:
    """Tell the fields of foreign annotations that the mapping makes nothing of."""
    listed: list[ForeignSpan | ForeignRelation] = [*work.document.spans, *work.document.relations]
    if not any(each.fields for each in listed):
        return
    used = work.mapping.names() | {NOTE}
    seen: Counter[str] = Counter()
    first: dict[str, tuple[str, Place]] = {}
    for each in listed:
        for name in each.fields:
            if name not in used and each.own is None:
                seen[name] += 1
                place = work.document.field_places.get((each.id, name), each.place)
                first.setdefault(name, (each.id, place))
    for name, number in seen.items():
        said = ", as the mapping says" if name in work.mapping.leave_out else ""
        many = counted(number, "annotation")
        message = f"the field {name!r} of {many} of this file is left out{said}"
        foreign, place = first[name]
        work.told("left-out", foreign, place, message)
