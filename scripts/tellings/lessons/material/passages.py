"""The story itself, without the page around it: sentences and paragraphs fit to be read."""

from collections.abc import Iterator

from tellings.lessons.items import Quote
from tellings.lessons.layers import Layers
from tellings.lessons.material.sources import BODY

_LEADS = ("dateline", "inserted_metadata", "crawl_timestamp", "site_chrome", "section_label")
"""Segments that may stand in one line with the words of the story."""


def sentence(layers: Layers, quote: Quote) -> Quote:
    """The sentence, or sentences, that words stand in, without a dateline before them."""
    return without_lead(layers, layers.sentence(quote))


def without_lead(layers: Layers, quote: Quote) -> Quote:
    """Words without what a tool, a page or a dateline put before them."""
    for each in layers.spans(quote.article, "segment", *_LEADS):
        if each.start <= quote.start < each.end < quote.end:
            quote = layers.words(quote.article, each.end, quote.end)
    return quote


def in_body(layers: Layers, quote: Quote) -> bool:
    """Whether words stand in the running text, or nothing is marked as such."""
    body = _body(layers, quote.article)
    return not body or quote.within(*body)


def _body(layers: Layers, article: str) -> list[Quote]:
    return [layers.quote(each.id) for each in layers.spans(article, "segment", BODY)]


def body_paragraphs(layers: Layers, article: str) -> Iterator[Quote]:
    """The paragraphs of the running text; every one but the headline where none are marked."""
    body = _body(layers, article)
    title = layers.headline(article)
    for each in layers.articles[article].paragraphs:
        words = without_lead(layers, layers.words(article, each.start, each.end))
        is_body = words.within(*body)
        is_title = title is not None and words.meets(title)
        if words.text and (is_body or (not body and not is_title)):
            yield words


def marked_body(layers: Layers, article: str) -> list[Quote]:
    """What is marked as body, paragraph by paragraph; nothing if nothing is."""
    body = layers.spans(article, "segment", BODY)
    found = [
        layers.words(article, max(each.start, part.start), min(each.end, part.end))
        for each in layers.articles[article].paragraphs
        for part in body
        if each.start < part.end and part.start < each.end
    ]
    return [each for each in found if each.text]


def body_passages(layers: Layers, article: str, least: int) -> Iterator[Quote]:
    """The running text in passages of whole paragraphs with at least so many sentences."""
    start: int | None = None
    for each in body_paragraphs(layers, article):
        start = each.start if start is None else start
        passage = layers.words(article, start, each.end)
        if sum(1 for _ in sentences_in(layers, passage)) >= least:
            yield passage
            start = None


def body_sentences(layers: Layers, article: str) -> Iterator[Quote]:
    """The sentences of the running text."""
    for paragraph in body_paragraphs(layers, article):
        yield from sentences_in(layers, paragraph)


def sentences_in(layers: Layers, passage: Quote) -> Iterator[Quote]:
    """The sentences of a passage, cut at its ends."""
    for each in layers.articles[passage.article].sentences:
        start, end = max(each.start, passage.start), min(each.end, passage.end)
        if start < end and (found := layers.words(passage.article, start, end)).text:
            yield found
