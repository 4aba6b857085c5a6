"""What a labelling page asks about a record: fields and links, read off the record classes.

A record other than a span is filled in on a region: on its home span where it has one (an
attribution on its cue, an event mention on its trigger), else on an anchor of its own. The
fields that hold values become controls of that region, the fields that name spans or other
records of the article become relations between regions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from tellings.records import (
    Annotation,
    Attribution,
    Commitment,
    EventMention,
    Listed,
    Span,
    Stance,
    Support,
    Update,
)

Widget = Literal["list", "flag", "text", "registry"]
COMMITMENT = "commitment"
SPAN = "span"
_SETTLED = ("id", "article_id", "status", "from_", "decided_by", "decided_on", "reason")
_REGISTRIES = {
    "entity": ("entity",),
    "source_entities": ("entity",),
    "holder": ("author", "entity"),
    "target": ("target",),
    "event": ("event",),
    "source": ("author", "entity"),
    "wording.target": ("entity",),
    "wording.holder": ("author", "entity"),
}
"""Fields that name a record of the story: of which kinds it may be."""
_FIELDS_ON = {
    "entity": ("mention", "attribution/source"),
    "timex": ("time",),
    "wording": ("wording",),
    "note": (),
}
"""On which spans (layer, or layer/label) a field of a span is asked for; empty: on all."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that becomes a control of a region.

    ``path`` names it in the record (``timex.value``); ``choices`` is the inventory of a
    list, or the kinds of story records that a registry offers.
    """

    form: str
    path: str
    widget: Widget
    choices: tuple[str, ...] = ()
    many: bool = False
    required: bool = False
    on: tuple[str, ...] = ()

    @property
    def control(self) -> str:
        """The name of the control on the page."""
        return f"{self.form}.{self.path}"


@dataclass(frozen=True, slots=True)
class Link:
    """A field that becomes relations between the record's region and others.

    ``to`` is what may stand at the other end: ``span``, a layer or layer/label, or the form
    of a record. ``inward`` relations point at the record's own region. ``elsewhere`` links
    may also name spans of other articles, which no relation can reach.
    """

    path: str
    to: str = SPAN
    many: bool = False
    inward: bool = False
    elsewhere: bool = False

    @property
    def name(self) -> str:
        """What the relation is called on the page."""
        return self.path.removesuffix("_spans").removesuffix("_span")


@dataclass(frozen=True, slots=True)
class Form:
    """What a page asks about one kind of record.

    Args:
        name: the kind of the record, or ``commitment`` for a part of an event mention.
        cls: the record's class.
        home: the link whose span carries the record, where it has one.
        home_on: on which spans (layer or layer/label) the record can be filled in.
        links: the fields that become relations.
        stands_for: the link that the words of an anchor fill where no relation does, with
            the layer and label of the span made for it.
    """

    name: str
    cls: type[msgspec.Struct]
    links: tuple[Link, ...] = ()
    home: Link | None = None
    home_on: tuple[str, ...] = ()
    stands_for: tuple[str, str, str] | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that become controls, in the order of the record."""
        return _fields(self)

    def link(self, name: str) -> Link | None:
        """The link with this name on the page."""
        every = (*self.links, *((self.home,) if self.home else ()))
        return next((each for each in every if each.name == name), None)


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form(
            "attribution",
            Attribution,
            home=Link("cue_span", "attribution/cue"),
            home_on=("attribution/cue",),
            links=(
                Link("source_span", "attribution/source", inward=True),
                Link("content_spans", "attribution/content", many=True),
                Link("parent", "attribution!"),
            ),
            stands_for=("content_spans", "attribution", "content"),
        ),
        Form(
            "stance",
            Stance,
            links=(
                Link("evidence_spans", many=True, inward=True, elsewhere=True),
                Link("attribution", "attribution!"),
            ),
            stands_for=("evidence_spans", "evidence", "evidence"),
        ),
        Form(
            "event-mention",
            EventMention,
            home=Link("trigger_span", "event"),
            home_on=("event",),
            links=(
                Link("evidence_spans", many=True),
                Link("time_span", "time"),
                Link("commitments", f"{COMMITMENT}!", many=True),
            ),
            stands_for=("evidence_spans", "evidence", "evidence"),
        ),
        Form(
            COMMITMENT,
            Commitment,
            links=(
                Link("source", "attribution!"),
                Link("evidence_spans", many=True),
            ),
        ),
        Form(
            "support",
            Support,
            home=Link("claim_span"),
            home_on=("claim", "attribution/content"),
            links=(Link("support_spans", many=True, elsewhere=True),),
        ),
        Form(
            "update",
            Update,
            home=Link("note_span", "segment/update_note"),
            home_on=("segment/update_note",),
            links=(Link("added_spans", many=True),),
        ),
    )
}
"""Every form but that of spans; a ``!`` marks a link to a record, not to a span."""

SPAN_FORM = Form(SPAN, Span)
_SPAN_OWN = ("layer", "label", "start", "end", "text")


def stands_on(layer: str, label: str, places: tuple[str, ...]) -> bool:
    """Whether a span of this layer and label is one of the places.

    >>> stands_on("attribution", "cue", ("attribution/cue",))
    True
    """
    return layer in places or f"{layer}/{label}" in places


@cache
def _fields(form: Form) -> tuple[Field, ...]:
    links = {each.path for each in form.links if each.path not in _REGISTRIES}
    taken = {*links, *_SETTLED, *(() if form.home is None else (form.home.path,))}
    taken |= set(_SPAN_OWN) if form.cls is Span else set()
    found = [each for each in _read(form, form.cls, "") if each.path.split(".")[0] not in taken]
    elsewhere = [
        Field(form.name, f"{each.path}.elsewhere", "text", many=True)
        for each in form.links
        if each.elsewhere
    ]
    notes = [each for each in found if each.path == "note"]
    return (*(each for each in found if each.path != "note"), *elsewhere, *notes)


def _read(form: Form, cls: type[msgspec.Struct], prefix: str) -> Iterator[Field]:
    hints = get_type_hints(cls, include_extras=True)
    for info in msgspec.structs.fields(cls):
        path = f"{prefix}{info.name}"
        kind, many = _inner(hints[info.name])
        on = _FIELDS_ON.get(path.split(".")[0], ()) if form.cls is Span else ()
        needed = info.required
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            if not many:
                yield from _read(form, kind, f"{path}.")
        elif listed := _listed(kind):
            yield Field(form.name, path, "list", (listed,), many, needed, on)
        elif path in _REGISTRIES:
            yield Field(form.name, path, "registry", _REGISTRIES[path], many, needed, on)
        elif kind is bool:
            yield Field(form.name, path, "flag", (), many, needed, on)
        elif kind is str:
            yield Field(form.name, path, "text", (), many, needed, on)


def _inner(hint: Any) -> tuple[Any, bool]:
    """A type without ``None``, and whether it is a tuple of it."""
    if get_origin(hint) is Annotated:
        return hint, False
    arguments = [each for each in get_args(hint) if each not in (type(None), Ellipsis)]
    if get_origin(hint) is tuple:
        return arguments[0], True
    return _inner(arguments[0]) if arguments else (hint, False)


def _listed(kind: Any) -> str | None:
    if get_origin(kind) is not Annotated:
        return None
    marks = [each for each in kind.__metadata__ if isinstance(each, Listed)]
    return marks[0].inventory if marks else None


def form_of(record: Annotation) -> Form:
    """The form of a record's kind."""
    return next(form for form in (SPAN_FORM, *FORMS.values()) if form.cls is type(record))
