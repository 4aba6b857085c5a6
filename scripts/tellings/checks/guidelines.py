"""Level 5: what the guidelines rule out, however well formed it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from tellings.checks.texts import SEGMENT_LAYER
from tellings.codebook import Codebook, Combination
from tellings.edtf import bounds
from tellings.findings import Finding
from tellings.records import (
    RECORD_TYPES,
    Annotation,
    Article,
    Attribution,
    Date,
    Divergence,
    Event,
    EventMention,
    Fact,
    Span,
    Stance,
)
from tellings.story import GOLD, PassData, RecordFile, StoryData, of_type

CRAWL_LABEL = "crawl_timestamp"
HISTORICAL = "historical"

Index = dict[str, Annotation]


def check(data: StoryData, codebook: Codebook) -> Iterator[Finding]:
    """Every finding of level 5."""
    rules = _by_kind(codebook)
    for each in data.passes.values():
        index: Index = {}
        sound = _sound_spans(each, rules.get(Span))
        for file in each.files:
            for at, record in enumerate(file.records):
                if sound and type(record) is Span:
                    continue
                kind = rules.get(type(record))
                for combination, where in kind.broken(record) if kind else ():
                    message = f"{record.id}{where}: {combination.message} ({combination.rule})"
                    yield file.finding("label-combination", at, message)
                if type(record) is Span:
                    continue  # most records are; nothing more is asked of them
                index = index or {one.id: one for one in each.records()}
                for rule, message in _of_record(record, index, data):
                    yield file.finding(rule, at, f"{record.id}: {message}")
    yield from _articles(data, data.passes.get(GOLD))


def _sound_spans(records: PassData, rules: "_Rules | None") -> bool:
    """Whether no span of a pass breaks a combination, asked once for spans that are alike."""
    if rules is None:
        return True
    spans = [each for file in records.files for each in file.records if type(each) is Span]
    return rules.all_sound(spans)


# Combinations of labels ----------------------------------------------------------------------


def broken_combinations(record: Annotation, codebook: Codebook) -> list[Combination]:
    """The combinations of labels that the guidelines rule out and a record has."""
    rules = _by_kind(codebook).get(type(record))
    return [combination for combination, _ in rules.broken(record)] if rules else []


class _Rules:
    """The combinations of one kind of record; the answer for the same labels is remembered."""

    def __init__(self, cls: type[Annotation], combinations: list[Combination]) -> None:
        self._plain = [each for each in combinations if each.path is None]
        self._nested = [(each.path, each) for each in combinations if each.path is not None]
        values: dict[str, set[Any]] = {}
        for each in self._plain:
            for field, named in (*each.when.items(), *each.allow.items()):
                values.setdefault(field, {None}).update(named)
        few = {name for name in values if _takes_few_values(cls, name)}
        given = {field for each in self._plain for field in (*each.require, *each.absent)}
        self._few = _getter(few)
        self._many = {name: named for name, named in values.items() if name not in few}
        self._given = _getter(given)
        self._every = _getter([*few, *given])
        self._bare: dict[tuple[Any, ...], list[tuple[Combination, str]]] = {}
        """What records break that have few values and nothing else: one look-up for most spans."""
        self._known: dict[tuple[Any, ...], list[Combination]] = {}

    def broken(self, record: Annotation) -> list[tuple[Combination, str]]:
        """The combinations that a record breaks, and where in it."""
        if self._many or self._nested:
            return self._found(record)
        values = self._every(record)
        if values in self._bare:
            return self._bare[values]
        found = self._found(record)
        if all(each is None for each in self._given(record)):
            self._bare[values] = found
        return found

    def all_sound(self, records: Sequence[Annotation]) -> bool:
        """Whether surely no record breaks a combination; no may mean: ask one by one."""
        if self._many or self._nested:
            return False
        alike = dict(zip(map(self._every, records), records, strict=True))
        return not any(map(self.broken, alike.values()))

    def _found(self, record: Annotation) -> list[tuple[Combination, str]]:
        key = (*self._few(record), *map(bool, self._given(record)))
        for name, named in self._many.items():
            value = getattr(record, name)
            key = (*key, value if value in named else _OTHER)
        if key not in self._known:
            self._known[key] = [each for each in self._plain if _breaks(each, record)]
        found = [(each, "") for each in self._known[key]]
        for path, each in self._nested:
            for number, part in enumerate(getattr(record, path)):
                if _breaks(each, part):
                    found.append((each, f": {path}[{number}]"))
        return found


def _takes_few_values(cls: type[Annotation], name: str) -> bool:
    """Whether a field has few values: those of a label list, or yes and no.

    >>> _takes_few_values(Stance, "label"), _takes_few_values(Stance, "holder")
    (True, False)
    """
    hint = get_type_hints(cls, include_extras=True)[name]
    return any(each is bool or get_origin(each) is Annotated for each in (hint, *get_args(hint)))


def _getter(fields: Iterable[str]) -> Callable[[Any], tuple[Any, ...]]:
    """A fast function from a record to the values of some fields."""
    names = tuple(fields)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


_OTHER = object()
"""Stands for every value that no combination names."""


@cache
def _by_kind(codebook: Codebook) -> dict[type[Annotation], _Rules]:
    found: dict[type[Annotation], list[Combination]] = {}
    for combination in codebook.combinations:
        cls = RECORD_TYPES[combination.record]
        if issubclass(cls, Annotation):
            found.setdefault(cls, []).append(combination)
    return {cls: _Rules(cls, combinations) for cls, combinations in found.items()}


def _breaks(combination: Combination, holder: Any) -> bool:
    for field, values in combination.when.items():
        if getattr(holder, field) not in values:
            return False
    for field, values in combination.allow.items():
        value = getattr(holder, field)
        if not _missing(value) and value not in values:
            return True
    return any(_missing(getattr(holder, field)) for field in combination.require) or any(
        not _missing(getattr(holder, field)) for field in combination.absent
    )


def _missing(value: Any) -> bool:
    return value is None or value == ()


# One record -----------------------------------------------------------------------------------


def _of_record(record: Annotation, index: Index, data: StoryData) -> Iterator[tuple[str, str]]:
    match record:
        case Attribution(parent=str()):
            yield from _nesting(record, index)
        case Stance():
            yield from _stance(record, index)
        case EventMention(context=context) if context == HISTORICAL:
            yield from _historical(record, index, data)
        case Event(date=date) | Fact(knowable_from=date):
            yield from _date(date)
            if isinstance(record, Fact):
                yield from _cells(record)
        case Divergence():
            yield from _groups(record)


def _spans(ids: tuple[str, ...], index: Index) -> list[Span]:
    return of_type([index[each] for each in ids if each in index], Span)


def _nesting(record: Attribution, index: Index) -> Iterator[tuple[str, str]]:
    seen = {record.id}
    outer = index.get(record.parent or "")
    if isinstance(outer, Attribution):
        around = _spans(outer.content_spans, index)
        for inner in _spans(record.content_spans, index):
            if not any(each.start <= inner.start and inner.end <= each.end for each in around):
                yield (
                    "parent-content",
                    f"content {inner.text!r} lies outside the content of {outer.id}",
                )
    while isinstance(outer, Attribution):
        if outer.id in seen:
            yield "parent-cycle", f"the parents lead back to {outer.id}"
            return
        seen.add(outer.id)
        outer = index.get(outer.parent or "")


def _stance(record: Stance, index: Index) -> Iterator[tuple[str, str]]:
    spans = _spans(record.evidence_spans, index)
    if spans and not any(span.article_id == record.article_id for span in spans):
        yield "stance-evidence", f"no evidence span is in {record.article_id}"


def _historical(record: EventMention, index: Index, data: StoryData) -> Iterator[tuple[str, str]]:
    event = index.get(record.event)
    article = data.articles.get(record.article_id)
    if not isinstance(event, Event) or article is None:
        return
    earliest, latest = event.date.earliest, article.published.latest
    if earliest and latest and earliest > latest:
        yield (
            "historical-date",
            f"context is {HISTORICAL}, but {event.id} is on {earliest} at the earliest and"
            f" {article.id} was published on {latest} at the latest",
        )


def _date(date: Date) -> Iterator[tuple[str, str]]:
    if date.earliest and date.latest and date.earliest > date.latest:
        yield "date-bounds", f"earliest {date.earliest} is after latest {date.latest}"
    elif date.edtf is None:
        return
    else:
        try:
            first, last, exact = bounds(date.edtf)
        except ValueError as error:
            yield "date-bounds", str(error)
            return
        if exact and (first, last) != (date.earliest, date.latest):
            given = f"{date.earliest} to {date.latest}"
            yield "date-bounds", f"{date.edtf} means {first} to {last}, but the days are {given}"


def _cells(record: Fact) -> Iterator[tuple[str, str]]:
    articles = [cell.article for cell in record.cells]
    for article in sorted({each for each in articles if articles.count(each) > 1}):
        yield "cell-twice", f"{article} has more than one cell"


def _groups(record: Divergence) -> Iterator[tuple[str, str]]:
    known = {answer.group for answer in record.answers}
    for relation in record.relations:
        for group in (relation.group_a, relation.group_b):
            if group not in known:
                yield "unknown-group", f"no answer is in group {group!r}"


# Articles ---------------------------------------------------------------------------------------


def _articles(data: StoryData, gold: PassData | None) -> Iterator[Finding]:
    files = {file.article_id: file for file in gold.files} if gold else {}
    for article in data.articles.values():
        for name in ("published", "published_in_text"):
            date: Date = getattr(article, name)
            if date.edtf is None and date.earliest is None and not date.evidence:
                continue  # most articles that come from elsewhere are undated
            for rule, message in (*_date(date), *_crawled(date, article, files)):
                yield data.article_finding(rule, article, name, message)


def _crawled(
    date: Date, article: Article, files: dict[str | None, RecordFile]
) -> Iterator[tuple[str, str]]:
    if article.id not in files:
        return
    spans = {span.id: span for span in of_type(files[article.id].records, Span)}
    crawls = [s for s in spans.values() if s.layer == SEGMENT_LAYER and s.label == CRAWL_LABEL]
    for evidence in date.evidence:
        span = spans.get(evidence.ref)
        if span and any(each.start <= span.start and span.end <= each.end for each in crawls):
            yield "crawl-date", f"rests on {span.text!r}, which is a time of crawling the page"
