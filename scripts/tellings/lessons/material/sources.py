"""Whose words they are: sources by name and phrase, chains of reporting, what lies in what."""

from collections.abc import Iterator

from tellings.lessons.items import Quote, Rich
from tellings.lessons.layers import Layers
from tellings.lessons.voting import FindSpan
from tellings.records import Attribution, Span

BODY = "body"
_MOSTLY = 0.6
OUTLETS = frozenset({"news_organisation"})
"""The kind of source that passes on: another news outlet."""


def source_name(layers: Layers, attribution: Attribution) -> str:
    """The names of the entities that an attribution has as its source."""
    return ", ".join(map(layers.name, attribution.source_entities))


def source_said(layers: Layers, attribution: Attribution) -> Rich:
    """A source as the text names it; by its name where the text has a pronoun or nothing."""
    if attribution.source_span and labels_of_source(layers, attribution):
        return (layers.quote(attribution.source_span),)
    name = source_name(layers, attribution)
    return (name,) if name else ()


def source_words(record: Attribution, spans: FindSpan) -> object:
    """What is voted on where the question is who says it: the words that name the source."""
    source = spans(record.source_span)
    return source.text if source else None


def contents(layers: Layers, attribution: Attribution) -> tuple[Quote, ...]:
    """What an attribution hands to its source, piece by piece."""
    return layers.quotes(attribution.content_spans)


def chain(layers: Layers, attribution: Attribution) -> Iterator[Attribution]:
    """An attribution and whoever passes its words on, outwards."""
    seen: set[str] = set()
    found: Attribution | None = attribution
    while found and found.id not in seen:
        seen.add(found.id)
        yield found
        parent = layers.records.get(found.parent or "")
        found = parent if isinstance(parent, Attribution) else None


def outlet_in(layers: Layers, attribution: Attribution) -> Attribution | None:
    """The news outlet that words come through, if they come through one.

    It is an attribution of the chain whose source is a news organisation, or a text (a report)
    in whose name stands a mention of a news outlet.
    """
    for each in chain(layers, attribution):
        if each.source_kind in OUTLETS or labels_of_source(layers, each) & {"news_outlet"}:
            return each
    return None


def handed_on(layers: Layers, article: str) -> Attribution | None:
    """What an article hands to another outlet without showing where that ends, if it does."""
    for each in layers.of(Attribution, article):
        if each.source_kind in OUTLETS and each.scope == "ambiguous":
            return each
    return None


def owner_open(layers: Layers, quote: Quote) -> bool:
    """Whether nobody can tell whose words are that no reporting word gives to anybody.

    The article hands on another outlet, or the paragraph a source, and neither shows where that
    ends: the words may be theirs, or the article's own.
    """
    return bool(handed_on(layers, quote.article)) or any(
        layers.paragraph(content) == layers.paragraph(quote)
        for each in layers.of(Attribution, quote.article)
        if each.scope == "ambiguous"
        for content in contents(layers, each)
    )


def quotes_others(layers: Layers, outer: Attribution, quote: Quote) -> bool:
    """Whether somebody else speaks within what an attribution gives to its source."""
    return any(
        said.within(quote)
        for each in layers.of(Attribution, quote.article)
        if each.id != outer.id
        for said in contents(layers, each)
    )


def labels_of_source(layers: Layers, attribution: Attribution) -> set[str]:
    """The labels of the mentions inside the words that name a source."""
    if attribution.source_span is None:
        return set()
    source = layers.quote(attribution.source_span)
    return {each.label for each in layers.spans_in(source, "mention")}


def mainly_of(layers: Layers, sentence: Quote) -> Attribution | None:
    """The attribution that a sentence is mostly made of; None if the article speaks itself."""
    for each in layers.of(Attribution, sentence.article):
        if (
            sentence.meets(*contents(layers, each))
            and _share(layers, each, sentence) > _MOSTLY
            and source_said(layers, each)
        ):
            return each
    return None


def _share(layers: Layers, attribution: Attribution, sentence: Quote) -> float:
    """How much of a sentence is an attribution: its source, its reporting word and its content."""
    spans = [attribution.source_span, attribution.cue_span, *attribution.content_spans]
    parts = layers.quotes(tuple(each for each in spans if each))
    ends = ((max(each.start, sentence.start), min(each.end, sentence.end)) for each in parts)
    return sum(max(0, end - start) for start, end in ends) / len(sentence.text)


def own_claims(layers: Layers, article: str) -> list[Span]:
    """The claims of the running text that stand in no sentence with an attribution's content."""
    said = [
        layers.sentence(quote)
        for each in layers.of(Attribution, article)
        for quote in contents(layers, each)
    ]
    page = [
        layers.quote(each.id) for each in layers.spans(article, "segment") if each.label != BODY
    ]
    claims = layers.spans(article, "claim")
    return [each for each in claims if not layers.quote(each.id).meets(*said, *page)]


def order(layers: Layers, attribution: Attribution) -> tuple[int, str]:
    """Sorting key: by the place of the content in the text."""
    return layers.span(attribution.content_spans[0]).start, attribution.id
