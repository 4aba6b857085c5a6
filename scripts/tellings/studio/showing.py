"""From records to regions: what a page shows of a pass, as a list of Label Studio results."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tellings.records import Annotation, Article, Commitment, EventMention, Span
from tellings.studio.config import ANCHORS, CONTEXT, FLAGS
from tellings.studio.forms import (
    COMMITMENT,
    FORMS,
    SPAN,
    SPAN_FORM,
    Field,
    Form,
    Link,
    form_of,
    stands_on,
)
from tellings.studio.pages import Page
from tellings.studio.regions import label_result, region_id, relation_result, value_result

_KINDS = {"list": "choices", "flag": "choices", "text": "textarea", "registry": "taxonomy"}
Part = Annotation | Commitment


def shown(records: Sequence[Annotation], article: Article, page: Page) -> list[dict[str, Any]]:
    """The results that show the records of one article on a page.

    Records that the page does not cover appear, locked, where a covered one points at them.
    """
    board = _Board(article, page, {each.id: each for each in records})
    covered = [each for each in records if page.covers(each)]
    spans = [each for each in covered if isinstance(each, Span)]
    for span in sorted(spans, key=lambda each: (each.start, each.end, each.id)):
        board.span(span)
    others = [each for each in covered if not isinstance(each, Span)]
    for record in others:
        board.place(record)
    for record in others:
        board.fill(record)
    return board.results()


@dataclass(slots=True)
class _Board:
    """The regions of a page as they are laid out, one for each record."""

    article: Article
    page: Page
    records: Mapping[str, Annotation]
    regions: dict[str, dict[str, Any]] = field(default_factory=dict)
    values: list[dict[str, Any]] = field(default_factory=list)
    arrows: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    """The region of each record, by the record's id."""

    def results(self) -> list[dict[str, Any]]:
        """Regions, then what they hold, then relations."""
        relations = [relation_result(*ends, names) for ends, names in self.arrows.items()]
        return [*self.regions.values(), *self.values, *relations]

    # Regions --------------------------------------------------------------------------------

    def span(self, span: Span) -> None:
        """A region for a span; locked where the page does not cover it."""
        name = region_id(span.id)
        place = (span.start, span.end)
        region = label_result(name, place, span.text, span.layer, span.label, {SPAN: span.id})
        if not self.page.covers(span):
            region["readonly"] = True
        self.regions[name] = region
        self.where[span.id] = name
        if self.page.covers(span):
            self._values(name, SPAN_FORM, span)

    def place(self, record: Annotation) -> None:
        """Find the region of a record: its home span's, or an anchor of its own."""
        form = form_of(record)
        home = getattr(record, form.home.path) if form.home else None
        carrier = self._region(home) if home and self._carries(form, record, home) else None
        if carrier is not None:
            name = carrier
            self.regions[name]["meta"][form.name] = record.id
        else:
            locked = not self.page.covers(record)
            self._anchor(form, record.id, self._extent(form, record, home), locked)
            name = region_id(record.id)
        self.where[record.id] = name
        if isinstance(record, EventMention):
            for number, part in enumerate(record.commitments):
                key = part_id(record.id, number)
                place = self._extent(FORMS[COMMITMENT], part, None) or self._extent_of(name)
                self._anchor(FORMS[COMMITMENT], key, place, locked=not self.page.covers(record))
                self.where[key] = region_id(key)

    def _carries(self, form: Form, record: Annotation, home: str) -> bool:
        """Whether the home span's region can carry the record: one of a kind, and visibly so."""
        span = self.records.get(home)
        if not isinstance(span, Span) or not stands_on(span.layer, span.label, form.home_on):
            return False
        if self.page.covers(record) and not self.page.covers(span):
            return False
        taken = form.name in self.regions.get(region_id(home), {"meta": {}})["meta"]
        return not taken and self._leaves_trace(form, record)

    def _leaves_trace(self, form: Form, record: Annotation) -> bool:
        linked = any(_targets(record, link) for link in form.links)
        return linked or any(list(held(record, each)) for each in form.fields)

    def _anchor(
        self, form: Form, key: str, place: tuple[int, int] | None, locked: bool = False
    ) -> None:
        start, end = place or (0, min(1, len(self.article.text)))
        name, words = region_id(key), self.article.text[start:end]
        control = CONTEXT if locked else ANCHORS
        region = label_result(name, (start, end), words, control, form.name, {form.name: key})
        if locked:
            region["readonly"] = True
        self.regions[name] = region

    def _extent(self, form: Form, record: Part, home: str | None) -> tuple[int, int] | None:
        named = [home] if home else []
        for link in form.links:
            named += [each for each in _targets(record, link) if not link.to.endswith("!")]
        for each in named:
            if isinstance(span := self.records.get(each), Span) and self._is_here(span):
                return span.start, span.end
        return None

    def _extent_of(self, name: str) -> tuple[int, int]:
        value = self.regions[name]["value"]
        return value["start"], value["end"]

    def _is_here(self, record: Annotation) -> bool:
        return getattr(record, "article_id", None) == self.article.id

    def _region(self, record_id: str) -> str | None:
        """The region of a record; laid out, locked, if something points at it first."""
        if record_id not in self.where and record_id in self.records:
            record = self.records[record_id]
            if not self._is_here(record):
                return None
            self.span(record) if isinstance(record, Span) else self.place(record)
        return self.where.get(record_id)

    # What regions hold ------------------------------------------------------------------------

    def fill(self, record: Annotation) -> None:
        """The fields and relations of a record."""
        form = form_of(record)
        self._fill(form, record, self.where[record.id])
        if isinstance(record, EventMention):
            for number, part in enumerate(record.commitments):
                region = self.where[part_id(record.id, number)]
                self._fill(FORMS[COMMITMENT], part, region)
                self._arrow(Link("commitments", many=True), self.where[record.id], region)

    def _fill(self, form: Form, record: Part, region: str) -> None:
        self._values(region, form, record)
        home = getattr(record, form.home.path) if form.home else None
        for link in form.links:
            for target in _targets(record, link):
                if end := self._region(target):
                    self._arrow(link, region, end)
        other = self._region(home) if home else None
        if form.home and other not in (None, region):
            self._arrow(form.home, region, str(other))

    def _arrow(self, link: Link, own: str, other: str) -> None:
        ends = (other, own) if link.inward else (own, other)
        names = self.arrows.setdefault(ends, [])
        if link.name not in names:
            names.append(link.name)

    def _values(self, region: str, form: Form, record: Part) -> None:
        for each in form.fields:
            values = list(held(record, each))
            if each.path.endswith(".elsewhere"):
                values = self._elsewhere(record, each)
            if values:
                kind = _KINDS[each.widget]
                shape = self.regions[region]
                self.values.append(value_result(shape, each.control, kind, values))

    def _elsewhere(self, record: Part, each: Field) -> list[str]:
        """The spans of other articles that a record names."""
        named: tuple[str, ...] = getattr(record, each.path.removesuffix(".elsewhere"))
        own = f"{self.article.id}:"
        return [target for target in named if not target.startswith(own)]


def part_id(mention_id: str, number: int) -> str:
    """The name of a commitment, which has no id of its own: its mention and its place there."""
    return f"{mention_id}#{number}"


def _targets(record: Part, link: Link) -> tuple[str, ...]:
    """The records that a link names, the author and the story's own records aside."""
    value = getattr(record, link.path)
    named = value if isinstance(value, tuple) else (() if value is None else (value,))
    kept = (each for each in named if isinstance(each, str))
    return tuple(each for each in kept if not link.to.endswith("!") or _is_attribution(each))


def _is_attribution(record_id: str) -> bool:
    return record_id.split(":")[2:3] == ["attribution"]


def held(record: Part, each: Field) -> Iterator[str]:
    """The values of a field as a control holds them, by their short names."""
    value: Any = record
    for part in each.path.split("."):
        value = getattr(value, part, None)
    if value is None or each.path.endswith(".elsewhere"):
        return
    if each.widget == "flag":
        yield FLAGS[0 if value else 1]
        return
    for one in _several(value):
        if each.widget != "registry":
            yield one
        elif not _is_attribution(one):
            yield one.rpartition(":")[2]


def _several(value: Any) -> Iterable[str]:
    return value if isinstance(value, tuple) else (str(value),)


def plain(record: msgspec.Struct) -> dict[str, Any]:
    """A record or part as plain data."""
    found: dict[str, Any] = msgspec.to_builtins(record)
    return found
