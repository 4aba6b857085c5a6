"""The records of the data model, one class a kind.

They mirror the hand-written files in ``schema/``: same fields, same order, same
required-ness; a test holds the two together. A field that takes its values from a
list of the codebook is annotated with the list's name (``Listed("quote_type")``), so
that published features derive from here without naming a label.
"""

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

import msgspec


@dataclass(frozen=True, slots=True)
class Listed:
    """Marks a string field whose values are the labels of an inventory of the codebook."""

    inventory: str


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A structure inside a record; it has no id of its own."""


class Record(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,  # records are trees: nothing in them for the collector of cycles to find
    tag_field="record",
):
    """Anything that has an id."""

    id: str


class Evidence(Part, frozen=True, kw_only=True):
    """One thing that a statement about the text rests on."""

    kind: Annotated[str, Listed("evidence_kind")]
    ref: str


class Attested(Part, frozen=True, kw_only=True):
    """A value with where it is known from."""

    value: str | None = None
    basis: Annotated[str, Listed("basis")]
    evidence: tuple[Evidence, ...]


class Date(Part, frozen=True, kw_only=True):
    """A date for people (EDTF, ISO 8601-2:2019) and for machines (two days, both included)."""

    edtf: str | None = None
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    basis: Annotated[str, Listed("basis")]
    evidence: tuple[Evidence, ...]


class Range(Part, frozen=True, kw_only=True):
    """A stretch of text, in code points, end exclusive."""

    start: int
    end: int


class Target(Part, frozen=True, kw_only=True):
    """A proposition that stances are about."""

    id: str
    statement: str


class AddedLabel(Part, frozen=True, kw_only=True):
    """A label that a story adds to an inventory of the codebook."""

    inventory: str
    name: str
    title: str
    definition: str


class Story(Record, frozen=True, kw_only=True, tag="story"):
    """What several outlets tell: the frame for its articles."""

    title: str
    language: str
    outlets: tuple[str, ...]
    targets: tuple[Target, ...]
    labels: tuple[AddedLabel, ...]
    status: Annotated[str, Listed("status")]
    note: str | None = None


class Article(Record, frozen=True, kw_only=True, tag="article"):
    """One telling: the text of an article and what is known about it."""

    story_id: str
    outlet: Attested
    url: Attested
    language: str
    headline_span: str | None = None
    published: Date
    published_in_text: Date
    rights: str
    text: str
    text_sha256: str
    source_name: str
    source_sha256: str
    received_sha256: str | None = None
    received_encoding: str | None = None
    paragraphs: tuple[Range, ...]
    sentences: tuple[Range, ...]
    status: Annotated[str, Listed("status")]
    note: str | None = None


class Annotation(Record, frozen=True, kw_only=True):
    """A record that a pass holds: it says how far it has come and what it came from."""

    status: Annotated[str, Listed("status")]
    note: str | None = None
    from_: tuple[str, ...] | None = msgspec.field(name="from", default=None)
    decided_by: str | None = None
    decided_on: datetime.date | None = None
    reason: str | None = None


class Timex(Part, frozen=True, kw_only=True):
    """What a time expression means (TIMEX3, ISO 24617-1)."""

    type: Annotated[str, Listed("timex_type")]
    value: str
    mod: Annotated[str, Listed("timex_mod")] | None = None
    basis: Annotated[str, Listed("basis")]


class Wording(Part, frozen=True, kw_only=True):
    """How a marked choice of words works; lexical or informational as in BASIL."""

    mode: Annotated[str, Listed("wording_mode")]
    neutral: str | None = None
    target: str | None = None
    polarity: Annotated[str, Listed("polarity")] | None = None
    holder: str | None = None


class Span(Annotation, frozen=True, kw_only=True, tag="span"):
    """A labelled stretch of an article: the ground floor that everything else points at."""

    article_id: str
    layer: Annotated[str, Listed("layer")]
    label: Annotated[str, Listed("label")]
    start: int
    end: int
    text: str
    entity: str | None = None
    timex: Timex | None = None
    wording: Wording | None = None


class Attribution(Annotation, frozen=True, kw_only=True, tag="attribution"):
    """Who says what, in whose words: source, cue and content (as in PARC3 and PolNeAR), nested."""

    article_id: str
    source_span: str | None = None
    cue_span: str | None = None
    content_spans: tuple[str, ...]
    scope: Annotated[str, Listed("scope")]
    source_entities: tuple[str, ...]
    quote_type: Annotated[str, Listed("quote_type")]
    source_kind: Annotated[str, Listed("source_kind")]
    cue_class: Annotated[str, Listed("cue_class")]
    channel: Annotated[str, Listed("channel")] | None = None
    parent: str | None = None


class Entity(Annotation, frozen=True, kw_only=True, tag="entity"):
    """A person, body, place or thing of the story, or a group of unnamed officials."""

    name: str
    type: Annotated[str, Listed("mention")]
    aliases: tuple[str, ...]


class Stance(Annotation, frozen=True, kw_only=True, tag="stance"):
    """Where a holder stands on a target, and what shows it."""

    article_id: str
    holder: str
    target: str
    addressed: bool
    own_position: bool
    label: Annotated[str, Listed("stance_label")]
    strength: Annotated[str, Listed("strength")] | None = None
    evidence_spans: tuple[str, ...]
    attribution: str | None = None


class Participant(Part, frozen=True, kw_only=True):
    """An entity and its part in an event."""

    entity: str
    role: Annotated[str, Listed("role")]


class Event(Annotation, frozen=True, kw_only=True, tag="event"):
    """An entry of the story's registry of events: each distinct event once."""

    type: Annotated[str, Listed("event_type")]
    title: str
    date: Date
    place: str | None = None
    participants: tuple[Participant, ...]


class EventLink(Annotation, frozen=True, kw_only=True, tag="event-link"):
    """A relation between two events and what it rests on."""

    from_event: str
    to_event: str
    relation: Annotated[str, Listed("event_relation")]
    basis: Annotated[str, Listed("basis")]
    evidence: tuple[Evidence, ...]


class Commitment(Part, frozen=True, kw_only=True):
    """How sure one source is that an event is real (FactBank's scale, its Uu split)."""

    source: str
    factuality: Annotated[str, Listed("factuality")]
    speech_act: Annotated[str, Listed("speech_act")] | None = None
    evidence_spans: tuple[str, ...]


class EventMention(Annotation, frozen=True, kw_only=True, tag="event-mention"):
    """An event in an article, and for every source in the chain how sure it is."""

    article_id: str
    event: str
    trigger_span: str | None = None
    evidence_spans: tuple[str, ...]
    time_span: str | None = None
    context: Annotated[str, Listed("context")]
    identity_basis: Annotated[str, Listed("basis")]
    commitments: tuple[Commitment, ...]


class Support(Annotation, frozen=True, kw_only=True, tag="support"):
    """Whether the body bears out a headline, or a source's words what is ascribed to it."""

    article_id: str
    claim_span: str
    relation: Annotated[str, Listed("support_relation")]
    support_spans: tuple[str, ...]


class FactCell(Part, frozen=True, kw_only=True):
    """What one article does with a fact."""

    article: str
    presence: Annotated[str, Listed("presence")]
    basis: Annotated[str, Listed("basis")]
    spans: tuple[str, ...]


class Fact(Annotation, frozen=True, kw_only=True, tag="fact"):
    """A statement, and which tellings have it."""

    statement: str
    knowable_from: Date
    cells: tuple[FactCell, ...]


class Shift(Part, frozen=True, kw_only=True):
    """Words in which two shared texts differ; at least one side is given."""

    from_span: str | None = None
    to_span: str | None = None
    effect: Annotated[str, Listed("effect")]


class Reuse(Annotation, frozen=True, kw_only=True, tag="reuse"):
    """Text that stands in two places, between articles or within one."""

    from_spans: tuple[str, ...]
    to_spans: tuple[str, ...]
    kind: Annotated[str, Listed("reuse_kind")]
    direction: Annotated[str, Listed("reuse_direction")]
    acknowledged: bool
    fidelity: Annotated[str, Listed("fidelity")]
    shifts: tuple[Shift, ...]


class Answer(Part, frozen=True, kw_only=True):
    """What one article answers to the question of a divergence."""

    article: str
    status: Annotated[str, Listed("answer_status")]
    basis: Annotated[str, Listed("basis")]
    answer: str | None = None
    group: str | None = None
    spans: tuple[str, ...]
    attribution: str | None = None
    event: str | None = None


class GroupRelation(Part, frozen=True, kw_only=True):
    """How two groups of answers differ."""

    group_a: str
    group_b: str
    kind: Annotated[str, Listed("divergence_kind")]
    basis: Annotated[str, Listed("basis")]


class Divergence(Annotation, frozen=True, kw_only=True, tag="divergence"):
    """A question that the tellings answer differently, or that some leave open."""

    question: str
    answers: tuple[Answer, ...]
    relations: tuple[GroupRelation, ...]


class Update(Annotation, frozen=True, kw_only=True, tag="update"):
    """What an update note says was added."""

    article_id: str
    note_span: str
    added_spans: tuple[str, ...]


class PassArticle(Part, frozen=True, kw_only=True):
    """An article that a pass went through."""

    article: str
    date: datetime.date
    seconds: int | None = None


class Pass(Record, frozen=True, kw_only=True, tag="pass"):
    """One annotator going through articles of a story once."""

    annotator: str
    kind: Annotated[str, Listed("annotator_kind")]
    tool: str | None = None
    guideline_version: str
    articles: tuple[PassArticle, ...]
    status: Annotated[str, Listed("status")]
    note: str | None = None


RECORD_TYPES: dict[str, type[Record]] = {
    str(cls.__struct_config__.tag): cls
    for cls in (
        Story,
        Article,
        Span,
        Attribution,
        Stance,
        EventMention,
        Support,
        Update,
        Entity,
        Event,
        EventLink,
        Fact,
        Reuse,
        Divergence,
        Pass,
    )
}
ARTICLE_KINDS = ("span", "attribution", "stance", "event-mention", "support", "update")
STORY_KINDS = ("entity", "event", "event-link", "fact", "reuse", "divergence")


_KINDS: dict[type, str] = {cls: kind for kind, cls in RECORD_TYPES.items()}


def kind_of(record: Record | type[Record]) -> str:
    """The discriminator of a record: the value of its field ``record``."""
    return _KINDS.get(type(record)) or str(record.__struct_config__.tag)


@cache
def fields_of(cls: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """The fields in the order of the schema: the id, the record's own, then how it was settled."""
    infos = msgspec.structs.fields(cls)
    if not issubclass(cls, Annotation):
        return infos
    shared = set(Annotation.__struct_fields__) - {"id"}
    own = [info for info in infos if info.name not in shared]
    return (*own, *(info for info in infos if info.name in shared))


def to_json(record: msgspec.Struct) -> dict[str, Any]:
    """The record as plain data in schema order, without the fields it leaves out."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    order = [info.encode_name for info in fields_of(type(record))]
    if isinstance(record, Record):
        order.insert(0, "record")
    return {name: plain[name] for name in order if name in plain}
