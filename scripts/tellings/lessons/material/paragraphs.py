"""Passages of articles: paragraphs of the body, their beginnings, what lies in what."""

from collections.abc import Iterable

from tellings.lessons.items import Quote, Rich
from tellings.lessons.layers import Layers
from tellings.lessons.wording import listed

_BEGINNING = 140


def body_paragraphs(layers: Layers, article: str) -> list[Quote]:
    """The paragraphs of the body, without what else stands in their lines."""
    body = layers.spans(article, "segment", "body")
    found = [
        layers.words(article, max(each.start, part.start), min(each.end, part.end))
        for each in layers.articles[article].paragraphs
        for part in body
        if each.start < part.end and part.start < each.end
    ]
    return [each for each in found if each.text]


def beginning(passage: Quote) -> Rich:
    """The first words of a passage, up to a space, with dots if more follows."""
    if len(passage.text) <= _BEGINNING:
        return (passage,)
    text = passage.text[:_BEGINNING]
    cut = text.rsplit(None, 1)[0] if text.split(None, 1)[1:] else text
    return Quote(passage.article, passage.start, passage.start + len(cut), cut), " …"


def quoted_by(layers: Layers, quotes: Iterable[Quote]) -> Rich:
    """Quotations in a row, each with the outlet whose words they are."""
    each = [(quote, f" ({layers.outlet(quote.article)})") for quote in dict.fromkeys(quotes)]
    return listed(list(each))
