"""Words that judge: which there are in a story's gold, and whether the passes agree on them."""

from collections.abc import Iterable

from tellings.lessons.items import Quote
from tellings.lessons.layers import Layers
from tellings.lessons.voting import FindSpan
from tellings.records import Span, Wording

LAYER = "wording"
JUDGING = frozenset(
    {"loaded_language", "naming", "minimisation", "exaggeration", "evaluative_comparison"}
)
"""Labels of words that praise or blame, or make more or less of something than plain ones."""
STEERING = JUDGING | {"presupposition", "causal_shortcut"}
"""These, and the labels of words that take something for granted; hedges are neither."""


def judges(record: object, _spans: FindSpan) -> object:
    """What is voted on: whether the record marks words that judge, under whatever label."""
    return isinstance(record, Span) and record.layer == LAYER and record.label in JUDGING


def steers(record: object, _spans: FindSpan) -> object:
    """What is voted on: whether the record marks words that steer, under whatever label."""
    return isinstance(record, Span) and record.layer == LAYER and record.label in STEERING


def judging_words(layers: Layers, article: str) -> list[Span]:
    """The words of an article that gold and every pass take to judge, with a neutral rewording."""
    return [
        each
        for each in layers.spans(article, LAYER, *JUDGING)
        if neutral(each)
        and wording(each).mode == "lexical"
        and not layers.voting.votes(each, judges).contested
    ]


def judging_in(layers: Layers, spans: Iterable[Span], quote: Quote) -> list[Span]:
    """Those of some spans that stand on any of some words."""
    return [each for each in spans if layers.quote(each.id).meets(quote)]


def contested_words(layers: Layers, article: str) -> list[Span]:
    """The words of an article on which passes differ whether they steer, with a rewording.

    Where gold stands against all passes, these are at one.
    """
    votes = {each: layers.voting.votes(each, steers) for each in _reworded(layers, article)}
    return [each for each, found in votes.items() if 0 < found.agree < found.of]


def _reworded(layers: Layers, article: str) -> list[Span]:
    return [each for each in layers.spans(article, LAYER, *STEERING) if neutral(each)]


def wording(span: Span) -> Wording:
    """What a span of the layer says beyond its label.

    Raises:
        ValueError: if it says nothing, which validation rules out.
    """
    if span.wording is None:
        raise ValueError(span.id)
    return span.wording


def neutral(span: Span) -> str:
    """The plain rewording of a span; empty where there is none."""
    return wording(span).neutral or ""
