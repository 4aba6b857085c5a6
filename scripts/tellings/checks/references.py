"""Level 3: ids are unique, references resolve, to the right kind, in the right article."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tellings.findings import Finding
from tellings.records import (
    Annotation,
    Attribution,
    Date,
    Divergence,
    Event,
    EventLink,
    EventMention,
    Evidence,
    Fact,
    Reuse,
    Span,
    Stance,
    Support,
    Update,
    kind_of,
)
from tellings.schemas import nearest
from tellings.story import GOLD, PassData, RecordFile, StoryData

AUTHOR = "author"


class Reference(NamedTuple):
    """A field that names another record: of which kinds it may be, in the own article or any.

    ``role`` is the layer that a span must have there, or layer and label with a slash.
    """

    field: str
    target: str
    kinds: tuple[str, ...]
    own_article: bool = False
    role: str | None = None


_SPAN, _ENTITY, _EVENT = ("span",), ("entity",), ("event",)
_ARTICLE, _ATTRIBUTION, _TARGET = ("article",), ("attribution",), ("target",)


def _one(
    field: str,
    target: str | None,
    kinds: tuple[str, ...],
    own: bool = False,
    role: str | None = None,
) -> Iterator[Reference]:
    if target is not None and target != AUTHOR:
        yield Reference(field, target, kinds, own, role)


def _many(
    field: str,
    targets: tuple[str, ...],
    kinds: tuple[str, ...],
    own: bool = False,
    role: str | None = None,
) -> Iterator[Reference]:
    for target in targets:
        yield Reference(field, target, kinds, own, role)


def evidence_references(evidence: tuple[Evidence, ...], field: str) -> Iterator[Reference]:
    """The records that evidence names: spans and articles; addresses are not looked up."""
    for each in evidence:
        if each.kind in ("span", "article"):
            yield Reference(field, each.ref, (each.kind,))


def _of_date(date: Date, field: str) -> Iterator[Reference]:
    return evidence_references(date.evidence, f"{field}.evidence")


def _of_span(span: Span) -> Iterator[Reference]:
    if span.entity is not None:
        yield Reference("entity", span.entity, _ENTITY)
    if span.wording is not None:
        yield from _one("wording.target", span.wording.target, _ENTITY)
        yield from _one("wording.holder", span.wording.holder, _ENTITY)


def _of_attribution(record: Attribution) -> Iterator[Reference]:
    yield from _one("source_span", record.source_span, _SPAN, True, "attribution/source")
    yield from _one("cue_span", record.cue_span, _SPAN, True, "attribution/cue")
    yield from _many("content_spans", record.content_spans, _SPAN, True, "attribution/content")
    yield from _many("source_entities", record.source_entities, _ENTITY)
    yield from _one("parent", record.parent, _ATTRIBUTION, True)


def _of_stance(record: Stance) -> Iterator[Reference]:
    yield from _one("holder", record.holder, _ENTITY)
    yield from _one("target", record.target, _TARGET)
    yield from _many("evidence_spans", record.evidence_spans, _SPAN)
    yield from _one("attribution", record.attribution, _ATTRIBUTION, True)


def _of_event(record: Event) -> Iterator[Reference]:
    yield from _of_date(record.date, "date")
    yield from _one("place", record.place, _ENTITY)
    for each in record.participants:
        yield Reference("participants", each.entity, _ENTITY)


def _of_event_link(record: EventLink) -> Iterator[Reference]:
    yield Reference("from_event", record.from_event, _EVENT)
    yield Reference("to_event", record.to_event, _EVENT)
    yield from evidence_references(record.evidence, "evidence")


def _of_event_mention(record: EventMention) -> Iterator[Reference]:
    yield Reference("event", record.event, _EVENT)
    yield from _one("trigger_span", record.trigger_span, _SPAN, True, "event")
    yield from _many("evidence_spans", record.evidence_spans, _SPAN, True)
    yield from _one("time_span", record.time_span, _SPAN, True, "time")
    for each in record.commitments:
        yield from _one("commitments.source", each.source, ("attribution", "entity"))
        yield from _many("commitments.evidence_spans", each.evidence_spans, _SPAN, True)


def _of_support(record: Support) -> Iterator[Reference]:
    yield Reference("claim_span", record.claim_span, _SPAN, True)
    yield from _many("support_spans", record.support_spans, _SPAN)


def _of_update(record: Update) -> Iterator[Reference]:
    yield Reference("note_span", record.note_span, _SPAN, True, "segment/update_note")
    yield from _many("added_spans", record.added_spans, _SPAN, True)


def _of_fact(record: Fact) -> Iterator[Reference]:
    yield from _of_date(record.knowable_from, "knowable_from")
    for cell in record.cells:
        yield Reference("cells.article", cell.article, _ARTICLE)
        yield from _many("cells.spans", cell.spans, _SPAN)


def _of_reuse(record: Reuse) -> Iterator[Reference]:
    yield from _many("from_spans", record.from_spans, _SPAN)
    yield from _many("to_spans", record.to_spans, _SPAN)
    for shift in record.shifts:
        yield from _one("shifts.from_span", shift.from_span, _SPAN)
        yield from _one("shifts.to_span", shift.to_span, _SPAN)


def _of_divergence(record: Divergence) -> Iterator[Reference]:
    for answer in record.answers:
        yield Reference("answers.article", answer.article, _ARTICLE)
        yield from _many("answers.spans", answer.spans, _SPAN)
        yield from _one("answers.attribution", answer.attribution, _ATTRIBUTION)
        yield from _one("answers.event", answer.event, _EVENT)


_REFERENCES: dict[type[Annotation], Callable[[Any], Iterator[Reference]]] = {
    Span: _of_span,
    Attribution: _of_attribution,
    Stance: _of_stance,
    Event: _of_event,
    EventLink: _of_event_link,
    EventMention: _of_event_mention,
    Support: _of_support,
    Update: _of_update,
    Fact: _of_fact,
    Reuse: _of_reuse,
    Divergence: _of_divergence,
}


def references_of(record: Annotation) -> Iterator[Reference]:
    """Every record that a record names."""
    finder = _REFERENCES.get(type(record))
    return finder(record) if finder else iter(())


_FEW = 200
"""Among so many ids one is looked for that may be meant."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a reference may point at: kind by id, the article of each, the records themselves.

    ``unread`` are beginnings of ids that stand in files which could not be read.
    """

    kinds: dict[str, str]
    articles: dict[str, str | None]
    records: dict[str, Annotation] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    def fault(self, reference: Reference, own_article: str | None) -> tuple[str, str] | None:
        """The rule that a reference breaks and what to say, or None."""
        kind = self.kinds.get(reference.target)
        if kind is None and reference.target.startswith(self.unread):
            return None  # the file that would hold it has a finding of its own
        if kind is None:
            hint = self._hint(reference)
            return "unresolved-reference", f"there is no {reference.target!r}{hint}"
        if kind not in reference.kinds:
            wanted = " or ".join(reference.kinds)
            return "wrong-kind", f"{reference.target!r} is of kind {kind}; {wanted} is needed"
        if reference.own_article and self.articles[reference.target] != own_article:
            return "wrong-article", f"{reference.target!r} is not of {own_article}"
        span = self.records.get(reference.target) if reference.role else None
        if isinstance(span, Span) and reference.role not in (role := _role(span), span.layer):
            return "wrong-role", f"{reference.target!r} is {role}; {reference.role} is needed"
        return None

    def _hint(self, reference: Reference) -> str:
        """An id of the right kind that may be meant; of many none, which differ by a number."""
        named = reference.target.split(":")[-2:-1]
        kinds = [each for each in reference.kinds if each in named] or reference.kinds
        fitting = [each for each, kind in self.kinds.items() if kind in kinds]
        return nearest(reference.target, fitting) if len(fitting) <= _FEW else ""


def _role(span: Span) -> str:
    return f"{span.layer}/{span.label}"


def known_of(data: StoryData, records: PassData | None) -> Known:
    """Everything that a pass may refer to."""
    kinds = {target.id: "target" for target in data.story.targets}
    kinds |= dict.fromkeys([*data.articles, *data.unread], "article")
    articles: dict[str, str | None] = dict.fromkeys(kinds)
    found: dict[str, Annotation] = {}
    for file in records.files if records else ():
        own = {record.id: kind_of(record) for record in file.records} | file.rejected
        kinds |= own
        articles |= dict.fromkeys(own, file.article_id)
        found |= {record.id: record for record in file.records}
    return Known(kinds, articles, found, tuple(records.unread) if records else ())


def check(data: StoryData) -> Iterator[Finding]:
    """Every finding of level 3."""
    known = _Lookup(data)
    for name, each in data.passes.items():
        yield from _unique(each)
        yield from _listed(data, each)
        settled = any(record.from_ for file in each.files for record in file.records)
        for file in each.files:
            yield from _in_file(file, known, name)
            if settled:
                yield from _settled_from(file, known)
    yield from _in_toml(data, known)


class _Lookup:
    """What each pass may refer to, put together once somebody asks: most spans name nothing."""

    def __init__(self, data: StoryData) -> None:
        self.data = data
        self._known: dict[str, Known] = {}

    def of(self, name: str) -> Known:
        """What a pass may refer to; of one that is not there, what a story without has."""
        if name not in self._known:
            self._known[name] = known_of(self.data, self.data.passes.get(name))
        return self._known[name]


def _unique(records: PassData) -> Iterator[Finding]:
    if _all_differ([record.id for file in records.files for record in file.records]):
        return
    seen: dict[str, str] = {}
    for file in records.files:
        for at, record in enumerate(file.records):
            if record.id in seen:
                message = f"{record.id} stands already in {seen[record.id]}"
                yield file.finding("duplicate-id", at, message)
            seen.setdefault(record.id, file.path)


def _all_differ(ids: list[str]) -> bool:
    return len(set(ids)) == len(ids)


def _listed(data: StoryData, records: PassData) -> Iterator[Finding]:
    listed = {each.article for each in records.info.articles}
    for article in sorted(listed - set(data.articles) - data.unread):
        message = f"articles: there is no article {article!r}"
        yield Finding("unresolved-reference", records.path, message, 1, records.info.id)
    for file in records.files:
        if file.article_id and file.article_id not in listed and records.info.kind != "rule":
            message = f"annotates {file.article_id}, which its list of articles leaves out"
            yield Finding("pass-article", records.path, message, 1, records.info.id)


def _in_file(file: RecordFile, known: _Lookup, name: str) -> Iterator[Finding]:
    owner, story = file.article_id, known.data.story.id
    home = f"{owner or story}:"
    for at, record in enumerate(file.records):
        article = getattr(record, "article_id", None)
        if not record.id.startswith(home) or article != owner:
            message = f"{record.id} does not belong to {owner or story}"
            yield file.finding("wrong-article", at, message)
        if type(record) is Span and record.entity is None and record.wording is None:
            continue  # most records are spans that name nothing
        for reference in references_of(record):
            if fault := known.of(name).fault(reference, owner):
                rule, message = fault
                yield file.finding(rule, at, f"{record.id}: {reference.field}: {message}")


def _settled_from(file: RecordFile, known: _Lookup) -> Iterator[Finding]:
    for at, record in enumerate(file.records):
        for origin in record.from_ or ():
            name, _, record_id = origin.partition("/")
            if name not in known.data.passes or record_id not in known.of(name).kinds:
                message = f"{record.id}: from: there is no {origin!r}"
                yield file.finding("unresolved-reference", at, message)


def _in_toml(data: StoryData, known: _Lookup) -> Iterator[Finding]:
    for article in data.articles.values():
        for name in ("outlet", "url", "published", "published_in_text"):
            evidence = getattr(article, name).evidence
            for reference in evidence_references(evidence, name) if evidence else ():
                if fault := known.of(GOLD).fault(reference, article.id):
                    yield data.article_finding(fault[0], article, name, fault[1])
