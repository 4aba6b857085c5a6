"""From regions to records: what an annotation on a page says, and what of it cannot be used."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tellings.findings import Finding
from tellings.records import RECORD_TYPES, Annotation, Article, Span
from tellings.studio.config import ANCHORS, CONTEXT, FLAGS, controls
from tellings.studio.forms import COMMITMENT, SPAN, SPAN_FORM, Field, Form, Link, stands_on
from tellings.studio.ordering import ordered_like
from tellings.studio.pages import Page
from tellings.studio.regions import Region, Relation, Result, minted, region_id, regions_of
from tellings.studio.registry import AUTHOR, Registry
from tellings.studio.relations import Arrow, arrows
from tellings.studio.texts import check as same_words

Known = Mapping[str, Annotation]
_EDGES = " \t\n\r\u00a0\u202f"


@dataclass(slots=True)
class Understood:
    """The records of an annotation, and everything that could not be made into one.

    ``incomplete`` are the ids of records that the annotator has begun and not finished:
    they are neither there nor removed. ``about`` has for each of the findings the id of its
    region, or nothing. ``notes`` say what was normalised.
    """

    records: list[Annotation] = field(default_factory=list)
    incomplete: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def understood(
    results: Sequence[Result],
    article: Article,
    page: Page,
    registry: Registry,
    known: Known,
    where: str,
) -> Understood:
    """The records that an annotation of one article says.

    Args:
        results: the annotation's results, as the server has them.
        article: the article as it is now.
        page: the page that was annotated on.
        registry: what the page offered for the story's own records.
        known: the records that the annotator started from, by id; they settle the order of
            lists, which no page shows.
        where: how findings name the annotation.
    """
    reader = _Reader(article, page, registry, known, where)
    reader.read(results)
    return reader.found


@dataclass(slots=True)
class _Reader:
    article: Article
    page: Page
    registry: Registry
    known: Known
    where: str
    found: Understood = field(default_factory=Understood)
    regions: dict[str, Region] = field(default_factory=dict)
    spans: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    """By region: layer, label and id of each span it stands for."""
    forms: dict[tuple[str, str], str] = field(default_factory=dict)
    """By region and form: the id of the record filled in there."""
    claimed: set[str] = field(default_factory=set)

    def read(self, results: Sequence[Result]) -> None:
        self.regions, relations = regions_of(results)
        pushed = [each for each in self.regions.values() if self._is_pushed(each)]
        made = [each for each in self.regions.values() if not self._is_pushed(each)]
        for region in (*pushed, *made):  # a copy of a region brings its ids: the original is first
            self._spans(region)
        links = self._links(relations)
        for region in (*pushed, *made):
            self._records(region, links)
        self._fill(links)

    def _is_pushed(self, region: Region) -> bool:
        return any(region_id(record) == region.id for record in region.ids.values())

    def tell(self, rule: str, message: str, region: Region | None = None) -> None:
        """A finding, with the words of the region it is about."""
        words = f" at {region.start}-{region.end} {region.text!r}" if region else ""
        self.found.findings.append(Finding(rule, self.where, f"{message}{words}"))
        self.found.about.append(region.id if region else "")

    # Spans --------------------------------------------------------------------------------------

    def _spans(self, region: Region) -> None:
        self.spans[region.id] = []
        if not region.labels:
            self.tell("missing-field", "a region without a label", region)
        labels = [each for each in region.labels if each[0] not in (ANCHORS, CONTEXT)]
        if not self._place_is_sound(region):
            return
        for layer, label in sorted(labels, key=lambda each: not self._is_known(region, each)):
            if layer not in self.page.codebook.labels("layer"):
                self.tell(
                    "unknown-label", f"no layer {layer!r}: {label!r} is kept raw only", region
                )
            elif label not in self.page.codebook.inventories[layer].labels:
                self.tell("unknown-label", f"{layer} has no label {label!r}", region)
            else:
                self._span(region, layer, label)

    def _is_known(self, region: Region, label: tuple[str, str]) -> bool:
        record = self.known.get(region.ids.get(SPAN, ""))
        return isinstance(record, Span) and (record.layer, record.label) == label

    def _place_is_sound(self, region: Region) -> bool:
        length = len(self.article.text)
        numbers = isinstance(region.start, int) and isinstance(region.end, int)
        if not numbers or not 0 <= region.start < region.end <= length:
            self.tell("span-text", f"offsets outside the text of {length} code points", region)
            return False
        if region.text is not None:
            value = {"start": region.start, "end": region.end, "text": region.text}
            if same_words(self.article.text, value) == "wrong":
                self.tell("span-text", "the offsets do not reproduce the words", region)
                return False
        return True

    def _span(self, region: Region, layer: str, label: str) -> None:
        locked = layer not in self.page.layers
        span_id = self._claim(region, SPAN, f"{layer}/{label}", locked)
        self.spans[region.id].append((layer, label, span_id))
        if locked:
            return
        start, end = self._trimmed(region, layer)
        values = self._values(region, SPAN_FORM, (layer, label))
        place = {"start": start, "end": end, "text": self.article.text[start:end]}
        self._make(SPAN, span_id, {"layer": layer, "label": label} | place | values, region)

    def _trimmed(self, region: Region, layer: str) -> tuple[int, int]:
        """The region without white space at its edges, which only segments may have."""
        words = self.article.text[region.start : region.end]
        if layer == "segment" or not words.strip():
            return region.start, region.end
        start = region.start + len(words) - len(words.lstrip())
        end = region.end - (len(words) - len(words.rstrip()))
        if (start, end) != (region.start, region.end):
            self.found.notes.append(f"white space trimmed from {words!r} at {region.start}")
        return start, end

    def _claim(self, region: Region, kind: str, what: str, locked: bool = False) -> str:
        """The id of a region's record: that in ``meta``, else one made of the region."""
        named = region.ids.get(kind, "")
        sound = named.startswith(f"{self.article.id}:{kind}:") and named not in self.claimed
        record_id = named if sound else minted(self.article.id, kind, region.id, what)
        if not locked:
            self.claimed.add(record_id)
        return record_id

    # Records ------------------------------------------------------------------------------------

    def _links(self, relations: Iterable[Relation]) -> list[Arrow]:
        found, faults = arrows(relations, self.regions, self._can_be, self._is_at)
        for rule, message, name in faults:
            self.tell(rule, message, self.regions.get(name or ""))
        return found

    def _can_be(self, name: str) -> list[Form]:
        """The forms that may be filled in on a region."""
        labels = self.regions[name].labels
        named = [label for control, label in labels if control == ANCHORS]
        return [
            form
            for form in self.page.forms
            if form.name in named or any(stands_on(*each, form.home_on) for each in labels)
        ]

    def _is_at(self, name: str, to: str) -> bool:
        """Whether a region can stand at the end of a link."""
        region = self.regions[name]
        if to.endswith("!"):
            kind = to[:-1]
            here = any(form.name == kind for form in self._can_be(name))
            return here or kind in region.ids
        labels = [each for each in region.labels if each[0] not in (ANCHORS, CONTEXT)]
        return any(to in (SPAN, each[0], "/".join(each)) for each in labels)

    def _records(self, region: Region, links: Sequence[Arrow]) -> None:
        """Which records are filled in on a region."""
        possible = self._can_be(region.id)
        for form in self.page.forms:
            begun = any(field.control in region.values for field in form.fields)
            if form not in possible:
                if begun:
                    self.tell("unknown-field", f"fields of {form.name}, which is not here", region)
                continue
            anchored = (ANCHORS, form.name) in region.labels
            linked = any(each.form is form and each.own == region.id for each in links)
            if anchored or begun or linked:
                self.forms[region.id, form.name] = self._claim(region, form.name, "")

    def _fill(self, links: Sequence[Arrow]) -> None:
        parts = {
            region: self._part(self.regions[region], form, links)
            for region, form in self._filled()
            if form.name == COMMITMENT
        }
        used: set[str] = set()
        for region, form in self._filled():
            if form.name != COMMITMENT:
                self._record(self.regions[region], form, links, parts, used)
        for region in parts.keys() - used:
            self.tell(
                "unresolved-reference", "a commitment of no event mention", self.regions[region]
            )

    def _filled(self) -> Iterator[tuple[str, Form]]:
        by_name = {form.name: form for form in self.page.forms}
        yield from ((region, by_name[name]) for region, name in self.forms)

    def _record(
        self,
        region: Region,
        form: Form,
        links: Sequence[Arrow],
        parts: Mapping[str, dict[str, Any]],
        used: set[str],
    ) -> None:
        record_id = self.forms[region.id, form.name]
        value = self._part(region, form, links)
        if form.home and form.home.path not in value:
            own = [
                name
                for layer, label, name in self.spans[region.id]
                if stands_on(layer, label, form.home_on)
            ]
            anchored = (ANCHORS, form.name) in region.labels
            value |= {form.home.path: own[0]} if own and not anchored else {}
        if form.name == "event-mention":
            named = [each.other for each in links if each.is_of(region.id, form, "commitments")]
            used |= {*named}
            value["commitments"] = [parts[name] for name in named if name in parts]
        self._stand_in(region, form, value)
        self._make(form.name, record_id, value, region)

    def _part(self, region: Region, form: Form, links: Sequence[Arrow]) -> dict[str, Any]:
        """The fields and links of a form as plain data."""
        value = self._values(region, form, None)
        every = (*form.links, *((form.home,) if form.home else ()))
        for link in every:
            if link.path == "commitments":
                continue
            ends = [each.other for each in links if each.is_of(region.id, form, link.path)]
            named = [name for end in ends if (name := self._named(end, link))]
            named += value.pop(f"{link.path}.elsewhere", [])
            self._put(value, link, named, region)
        return value

    def _put(self, value: dict[str, Any], link: Link, named: list[str], region: Region) -> None:
        if link.many:
            value[link.path] = list(dict.fromkeys(named))
        elif named:
            if len(named) > 1 or link.path in value:
                self.tell("schema", f"more than one {link.name}", region)
            value[link.path] = named[0]

    def _named(self, region: str, link: Link) -> str | None:
        """The record that stands at the other end of a link."""
        if link.to.endswith("!"):
            kind = link.to[:-1]
            return self.forms.get((region, kind)) or self.regions[region].ids.get(kind)
        for layer, label, name in self.spans[region]:
            if link.to == SPAN or stands_on(layer, label, (link.to,)):
                return name
        return None

    def _stand_in(self, region: Region, form: Form, value: dict[str, Any]) -> None:
        """Where no relation names what an anchor stands on, its own words are that."""
        if form.stands_for is None or (ANCHORS, form.name) not in region.labels:
            return
        path, layer, label = form.stands_for
        needs = path in value and not value[path] and not (form.home and form.home.path in value)
        if needs and layer in self.page.layers and self._place_is_sound(region):
            value[path] = [self._same_words(region) or self._own_span(region, layer, label)]

    def _same_words(self, region: Region) -> str | None:
        place = region.start, region.end
        for other in self.regions.values():
            if (other.start, other.end) == place and self.spans[other.id]:
                return self.spans[other.id][0][2]
        return None

    def _own_span(self, region: Region, layer: str, label: str) -> str:
        span_id = minted(self.article.id, SPAN, region.id, f"{layer}/{label}")
        start, end = self._trimmed(region, layer)
        place = {"start": start, "end": end, "text": self.article.text[start:end]}
        self._make(SPAN, span_id, {"layer": layer, "label": label} | place, region)
        self.found.notes.append(f"a span {layer}/{label} made of {place['text']!r} at {start}")
        return span_id

    # Values -------------------------------------------------------------------------------------

    def _values(self, region: Region, form: Form, at: tuple[str, str] | None) -> dict[str, Any]:
        """What the controls of a region hold, as the record has it."""
        value: dict[str, Any] = {}
        for each in form.fields:
            given = region.values.get(each.control)
            if given is None:
                if each.many and not each.path.endswith(".elsewhere"):
                    value[each.path] = []
            elif at is not None and each.on and not stands_on(*at, each.on):
                self._misplaced(region, each)
            else:
                self._set(value, each, [self._stored(each, one, region) for one in given])
        return value

    def _misplaced(self, region: Region, each: Field) -> None:
        """A value that no label of the region asks for; with two labels one of them may."""
        if not any(stands_on(*label, each.on) for label in region.labels):
            self.tell("unknown-field", f"{each.path} is not asked for on this span", region)

    def _set(self, value: dict[str, Any], each: Field, given: list[Any]) -> None:
        kept = [one for one in given if one is not None]
        if not kept:
            return
        head, dot, tail = each.path.partition(".")
        held: Any = kept if each.many else kept[0] if len(kept) == 1 else "\n".join(kept)
        if dot and tail != "elsewhere":
            value.setdefault(head, {})[tail] = held
        else:
            value[each.path] = held

    def _stored(self, each: Field, given: str, region: Region) -> Any:
        """What a choice stands for; None, with a finding, where it stands for nothing."""
        if each.widget == "flag":
            return given == FLAGS[0]
        if each.widget == "registry":
            record = self.registry.full(given, each.choices)
            if record is None:
                self.tell("unresolved-reference", f"{each.path}: no {given!r} in the story", region)
            return record
        if each.widget == "list":
            if given not in self.page.codebook.labels(each.choices[0]):
                self.tell("unknown-label", f"{each.path}: no value {given!r}", region)
                return None
            return given
        given = given.strip() if each.path.endswith(".elsewhere") else given
        return self._long(given) if each.path.endswith(".elsewhere") else given or None

    def _long(self, given: str) -> str:
        """A span of another article by its id, also without the story's name."""
        story = f"{self.article.story_id}:"
        return given if given.startswith(story) else f"{story}{given}"

    def _make(self, kind: str, record_id: str, value: dict[str, Any], region: Region) -> None:
        """A record of plain data, or a finding that says what it lacks."""
        plain = {"record": kind, "id": record_id, "article_id": self.article.id, **value}
        try:
            record = msgspec.convert(plain | {"status": "draft"}, RECORD_TYPES[kind])
        except msgspec.ValidationError as error:
            self.found.incomplete.add(record_id)
            self.tell("missing-field", f"{kind}: {_lacking(error)}", region)
            return
        assert isinstance(record, Annotation)
        self.found.records.append(ordered_like(self.known.get(record_id), record))


def _lacking(error: msgspec.ValidationError) -> str:
    """The message of msgspec in words of ours: which field is missing, or what is wrong."""
    text = str(error)
    prefix = "Object missing required field "
    if text.startswith(prefix):
        return f"not finished, {text.removeprefix(prefix)} is missing"
    return text


def unknown_controls(results: Iterable[Result], page: Page) -> list[str]:
    """The controls that results name and the page does not have."""
    known = {*controls(page), *page.codebook.labels("layer"), ANCHORS, CONTEXT}
    named = {str(each["from_name"]) for each in results if each.get("type") != "relation"}
    return sorted(named - known)


__all__ = ["AUTHOR", "Understood", "understood", "unknown_controls"]
