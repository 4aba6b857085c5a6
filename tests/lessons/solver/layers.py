"""The layers as a solver reads them: the records of gold and of the passes, looked up by place."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from tellings.codebook import Codebook
from tellings.records import Annotation, Article, Entity, Range, Span
from tellings.story import PassData, StoryData
from tests.lessons.solver.seen import Place, Seen, SeenItem

SHOWN_BY_ARTICLES = frozenset({"in_text", "file_prefix", "cross_document"})
"""The bases that the articles themselves give."""
_NO_VOICE = frozenset({"gold", "rules"})

R = TypeVar("R", bound=Annotation)


class Book:
    """The records of one pass."""

    def __init__(self, found: PassData) -> None:
        self.name = found.info.id
        self.records = {each.id: each for each in found.records()}
        self._articles = {each.article for each in found.info.articles}

    def went_through(self, record: Annotation) -> bool:
        """Whether the pass read the article of a record, or the record is of the whole story."""
        article = getattr(record, "article_id", None)
        return article is None or article in self._articles

    def of(self, kind: type[R], article: str | None = None) -> list[R]:
        """Its records of a kind, in the order of their ids."""
        found = [each for each in self.records.values() if isinstance(each, kind)]
        return [each for each in found if article in (None, getattr(each, "article_id", None))]

    def spans(self, layer: str, article: str) -> list[Span]:
        """Its spans of a layer."""
        return [each for each in self.of(Span, article) if each.layer == layer]

    def span(self, name: str) -> Span:
        """A span by its id."""
        found = self.records[name]
        assert isinstance(found, Span), name
        return found

    def place(self, name: str) -> Place:
        """Where a span stands."""
        return place_of(self.span(name))

    def places(self, names: Iterable[str]) -> list[Place]:
        """Where some spans stand."""
        return [self.place(each) for each in names]


def place_of(span: Span) -> Place:
    """Where a span stands."""
    return Place(span.article_id, span.start, span.end)


Value = Callable[[Any, Book], object]


@dataclass(frozen=True)
class Story:
    """A story with all its layers.

    Attributes:
        data: articles, gold and passes.
        codebook: its labels, in its language.
        language: what the story's language says instead of English sentences.
    """

    data: StoryData
    codebook: Codebook
    language: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def gold(self) -> Book:
        """The adjudicated records."""
        return Book(self.data.passes["gold"])

    @cached_property
    def passes(self) -> list[Book]:
        """The passes that gold was made from."""
        return [Book(each) for name, each in self.data.passes.items() if name not in _NO_VOICE]

    @property
    def books(self) -> list[Book]:
        """Gold and the passes."""
        return [self.gold, *self.passes]

    @property
    def articles(self) -> dict[str, Article]:
        """The articles by id."""
        return self.data.articles

    # What the passes say -------------------------------------------------------------------

    def said(self, record: Annotation) -> Iterator[tuple[Book, list[Annotation]]]:
        """Of each pass that could have it: the records that a record of gold came from."""
        for book in self.passes:
            if book.went_through(record):
                names = [each.partition("/") for each in record.from_ or ()]
                ours = [name for whose, _, name in names if whose == book.name]
                yield book, [book.records[name] for name in ours if name in book.records]

    def agreed(self, record: Annotation, value: Value) -> bool:
        """Whether every pass that could have a record of gold says the same as gold."""
        ours = value(record, self.gold)
        return self.all_say(record, lambda each, book: value(each, book) == ours)

    def all_say(self, record: Annotation, same: Value) -> bool:
        """Whether of every pass that could have it a record that gold's came from passes a test."""
        return all(any(same(each, book) for each in found) for book, found in self.said(record))

    # Names and sentences -------------------------------------------------------------------

    def outlet(self, article: str) -> str:
        """Who published an article."""
        return self.articles[article].outlet.value or article.rpartition(":")[2]

    def published_by(self, text: str) -> set[str]:
        """The articles whose outlet a text names; a name inside a longer name is not meant."""
        names = {each: self.outlet(each) for each in self.articles}
        return {each for each, name in names.items() if name in longest(names.values(), text)}

    def entities(self, name: str) -> set[str]:
        """The entities of a name."""
        return {each.id for each in self.gold.of(Entity) if each.name == name}

    @cached_property
    def names(self) -> set[str]:
        """The names of all entities."""
        return {each.name for each in self.gold.of(Entity)}

    def title(self, inventory: str, label: str) -> str:
        """A label's title."""
        return self.codebook.inventories[inventory].labels[label].title

    def sentence(self, exercise: str, name: str, english: str) -> str:
        """A sentence of an exercise, in the story's language if it is said there."""
        told = self.language.get("lesson", {}).get(exercise, {}).get(name, english)
        assert isinstance(told, str)
        return told

    def meanings(self, item: SeenItem, table: Mapping[str, str]) -> dict[str, str]:
        """Which option says which sentence: by the name of the sentence, the id of the option.

        Args:
            item: the item.
            table: sentences in English by name; what stands in braces may be anything.
        """
        return {
            name: option.id
            for name, english in table.items()
            for option in item.options
            if says(option.text, self.sentence(item.exercise, name, english))
        }

    # Ranges of the text --------------------------------------------------------------------

    def paragraph(self, place: Place) -> Place:
        """The whole paragraphs that a place meets."""
        return _around(place, self.articles[place.article].paragraphs)

    def whole_sentence(self, place: Place) -> Place:
        """The whole sentences that a place meets."""
        return _around(place, self.articles[place.article].sentences)

    def text(self, place: Place) -> str:
        """The words at a place."""
        return self.articles[place.article].text[place.start : place.end]


def _around(place: Place, ranges: Iterable[Range]) -> Place:
    every = [Place(place.article, each.start, each.end) for each in ranges]
    over = [each for each in every if each.meets(place)] or [place]
    return Place(place.article, over[0].start, over[-1].end)


def says(text: Seen, sentence: str) -> bool:
    """Whether a text says a sentence; what stands in braces may be anything."""
    pattern = ".*".join(re.escape(each) for each in re.split(r"\{\w+\}", sentence))
    return re.fullmatch(pattern, text.whole, re.DOTALL) is not None


def longest(names: Iterable[str], text: str) -> set[str]:
    """The names that a text has, without those that are a part of a longer one that it has."""
    found = {each for each in names if each and each in text}
    return {each for each in found if not any(each != more and each in more for more in found)}


def covered(place: Place, by: Iterable[Place]) -> bool:
    """Whether every character of a place that is no white space at an end lies in some places."""
    at = place.start
    for each in sorted(each for each in by if each.meets(place)):
        if each.start > at:
            return False
        at = max(at, each.end)
    return at >= place.end
