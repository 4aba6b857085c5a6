"""Headlines, and which passages bear them out, as gold and the passes say."""

from collections.abc import Iterator
from dataclasses import dataclass

from tellings.lessons.items import Quote
from tellings.lessons.layers import Layers
from tellings.lessons.material.vocabulary import same_words
from tellings.lessons.voting import FindSpan
from tellings.records import Support

_SEGMENTS = ("headline", "subheadline")


@dataclass(frozen=True, slots=True)
class Borne:
    """A headline, or a part of one, and what the body has for it.

    Attributes:
        record: the gold record.
        claim: the words of the headline.
        line: the whole headline.
        passages: the passages that bear it out; if none does, the nearest.
        given: every passage that gold or a pass gives for it.
    """

    record: Support
    claim: Quote
    line: Quote
    passages: tuple[Quote, ...]
    given: tuple[Quote, ...]


def headlines(layers: Layers) -> list[Borne]:
    """The headlines on whose support the passes agree, in the order of the articles.

    A wording that stands there twice counts once; passages of other articles are left out.
    """
    found: list[Borne] = []
    for article in layers.articles:
        for each in _of_article(layers, article):
            if not any(same_words(each.claim, other.claim) for other in found):
                found.append(each)
    return found


def _of_article(layers: Layers, article: str) -> Iterator[Borne]:
    segments = [
        layers.words(article, each.start, each.end)
        for each in layers.spans(article, "segment", *_SEGMENTS)
    ]
    for each in layers.of(Support, article):
        claim = layers.quote(each.claim_span)
        line = next((segment for segment in segments if claim.within(segment)), None)
        if line is None:
            continue
        here = tuple(q for q in layers.quotes(each.support_spans) if q.article == article)
        if here and not layers.voting.votes(each, _relation).contested:
            yield Borne(each, claim, line, here, (*here, *_given(layers, each)))


def _relation(record: Support, _spans: FindSpan) -> object:
    return record.relation


def _given(layers: Layers, support: Support) -> Iterator[Quote]:
    """What the passes give for it."""
    for values in layers.voting.values(support, _places).values():
        for value in values:
            yield from value if isinstance(value, tuple) else ()


def _places(record: Support, spans: FindSpan) -> object:
    found = (spans(each) for each in record.support_spans)
    return tuple(Quote(each.article_id, each.start, each.end, each.text) for each in found if each)
