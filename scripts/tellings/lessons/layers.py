"""What exercises read: the gold layers of a story, looked up by article, place and label."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tellings.codebook import Codebook, Label
from tellings.lessons.items import Quote
from tellings.lessons.voting import Voting
from tellings.records import RECORD_TYPES, Annotation, Article, Entity, Evidence, Range, Span
from tellings.story import GOLD, StoryData, by_id, of_type
from tellings.story import R as Kind

EXTERNAL = "external"
"""The basis on which no key rests: what only evidence outside the articles shows."""
SHOWN = frozenset({"in_text", "file_prefix", "cross_document"})
"""The bases on which a key may rest: the articles, as the class has them, show it."""
AUTHOR = "author"


@dataclass(frozen=True)
class Layers:
    """A story's gold as exercises read it; nothing here knows of any exercise.

    Attributes:
        data: the story.
        codebook: its labels, in the story's language where it says them.
    """

    data: StoryData
    codebook: Codebook

    @cached_property
    def records(self) -> dict[str, Annotation]:
        """Every gold record by id, sorted."""
        gold = self.data.passes.get(GOLD)
        return {each.id: each for each in by_id(list(gold.records()))} if gold else {}

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The articles in the order of the story's file."""
        order = sorted(self.data.articles, key=lambda name: self._place(name))
        return {name: self.data.articles[name] for name in order}

    def _place(self, article: str) -> tuple[int, str]:
        slug = article.rpartition(":")[2]
        return self.data.listed.get(slug, len(self.data.listed)), slug

    @cached_property
    def voting(self) -> Voting:
        """How the passes stand to each gold record."""
        return Voting(self.data)

    def of(self, cls: type[Kind], article: str | None = None) -> list[Kind]:
        """The gold records of one kind, sorted by id; of one article if it is named."""
        return of_type(self._kinds.get((cls, article), []), cls)

    @cached_property
    def _kinds(self) -> dict[tuple[type[Annotation], str | None], list[Annotation]]:
        """The gold records by kind, all of them (None) and article by article."""
        found: dict[tuple[type[Annotation], str | None], list[Annotation]] = {}
        for each in self.records.values():
            for article in {None, getattr(each, "article_id", None)}:
                found.setdefault((type(each), article), []).append(each)
        return found

    def span(self, span_id: str) -> Span:
        """A span by its id.

        Raises:
            KeyError: if there is no such span, which validation rules out.
        """
        found = self.records[span_id]
        if not isinstance(found, Span):
            raise KeyError(span_id)
        return found

    @cached_property
    def _layers(self) -> dict[tuple[str, str], list[Span]]:
        found: dict[tuple[str, str], list[Span]] = {}
        for each in self.of(Span):
            found.setdefault((each.article_id, each.layer), []).append(each)
        for spans in found.values():
            spans.sort(key=lambda each: (each.start, each.end))
        return found

    def spans(self, article: str, layer: str, *labels: str) -> list[Span]:
        """The spans of a layer of an article in the order of the text, of some labels or all."""
        found = self._layers.get((article, layer), [])
        return [each for each in found if not labels or each.label in labels]

    def spans_on(self, quote: Quote, layer: str, *labels: str) -> list[Span]:
        """The spans of a layer that have a place in common with some words."""
        found = self.spans(quote.article, layer, *labels)
        return [each for each in found if each.start < quote.end and quote.start < each.end]

    def spans_in(self, quote: Quote, layer: str, *labels: str) -> list[Span]:
        """The spans of a layer that lie in some words."""
        found = self.spans(quote.article, layer, *labels)
        return [each for each in found if quote.start <= each.start and each.end <= quote.end]

    # Words of the articles -----------------------------------------------------------------

    def quote(self, span_id: str) -> Quote:
        """The words of a span."""
        span = self.span(span_id)
        return Quote(span.article_id, span.start, span.end, span.text)

    def quotes(self, span_ids: tuple[str, ...]) -> tuple[Quote, ...]:
        """The words of some spans."""
        return tuple(self.quote(each) for each in span_ids)

    def shown_by(self, evidence: tuple[Evidence, ...]) -> tuple[Quote, ...]:
        """The words of articles among what something rests on."""
        return tuple(self.quote(each.ref) for each in evidence if each.kind == "span")

    def words(self, article: str, start: int, end: int) -> Quote:
        """The words of a stretch, white space at its ends left out."""
        text = self.articles[article].text[start:end]
        start += len(text) - len(text.lstrip())
        return Quote(article, start, start + len(text.strip()), text.strip())

    def sentence(self, quote: Quote) -> Quote:
        """The whole sentence, or sentences, that words stand in; the words if in none."""
        return self._around(quote, self.articles[quote.article].sentences)

    def paragraph(self, quote: Quote) -> Quote:
        """The whole paragraph, or paragraphs, that words stand in."""
        return self._around(quote, self.articles[quote.article].paragraphs)

    def _around(self, quote: Quote, ranges: tuple[Range, ...]) -> Quote:
        over = [each for each in ranges if each.start < quote.end and quote.start < each.end]
        if not over:
            return quote
        start = min(quote.start, over[0].start)
        return self.words(quote.article, start, max(quote.end, over[-1].end))

    def sentences(self, article: str) -> Iterator[Quote]:
        """The sentences of an article, as quotations."""
        for each in self.articles[article].sentences:
            if (found := self.words(article, each.start, each.end)).text:
                yield found

    def headline(self, article: str) -> Quote | None:
        """The headline: the span that the article names, else its first segment of that label."""
        named = self.articles[article].headline_span
        segments = self.spans(article, "segment", "headline")
        span = self.span(named) if named else next(iter(segments), None)
        return self.words(article, span.start, span.end) if span else None

    # Names ---------------------------------------------------------------------------------

    def outlet(self, article: str) -> str:
        """Who published an article: its outlet, or the article's own name where none is known."""
        return self.articles[article].outlet.value or article.rpartition(":")[2]

    def name(self, entity: str) -> str:
        """What an entity is called; the outlet's name cannot be told here for ``author``."""
        found = self.records.get(entity)
        return found.name if isinstance(found, Entity) else entity

    def label(self, inventory: str, name: str) -> Label:
        """A label with title, definition and rule."""
        return self.codebook.inventories[inventory].labels[name]

    def has(self, need: str) -> bool:
        """Whether the story has what an exercise needs: a kind of record, or ``span:LAYER``."""
        kind, _, layer = need.partition(":")
        if layer:
            return any(name == layer for _, name in self._layers)
        return (RECORD_TYPES[kind], None) in self._kinds
