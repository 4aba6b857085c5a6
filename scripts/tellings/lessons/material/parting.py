"""Where two answers to a question part: what kind of difference the articles themselves show."""

from collections.abc import Iterator
from dataclasses import dataclass

from tellings.lessons.items import Quote, Rich, Votes
from tellings.lessons.layers import EXTERNAL, SHOWN, Layers
from tellings.lessons.material.vocabulary import long_words
from tellings.lessons.voting import FindSpan, Value
from tellings.records import Answer, Divergence, GroupRelation, Span

OPEN = "open"
"""In the place of a kind: the articles do not show how the answers go together."""
OMISSION = "omission"
ANSWERED = "answered"
_SHORTEST, _LONGEST = 15, 200
"""An answer is quoted if its words have so many code points."""

Place = tuple[str, int, int]


def verdict(relation: GroupRelation) -> str:
    """The kind of a relation as far as the articles show it, else ``open``."""
    return relation.kind if relation.basis in SHOWN else OPEN


@dataclass(frozen=True, slots=True)
class Parting:
    """Two answers to one question, with the relation of their groups.

    Attributes:
        divergence: the question.
        relation: how the groups go together.
        a: an answer of the one group.
        b: an answer of the other.
    """

    divergence: Divergence
    relation: GroupRelation
    a: Answer
    b: Answer

    @property
    def verdict(self) -> str:
        """The kind of difference that the articles show, or ``open``."""
        return verdict(self.relation)


def partings(layers: Layers, divergence: Divergence) -> Iterator[Parting]:
    """The relations of a question between two groups that answer in words that can be quoted.

    Of the answers of the two groups those are taken that come from different articles, if there
    are such, and among them those that have most words in common.
    """
    for relation in divergence.relations:
        pairs = [
            Parting(divergence, relation, a, b)
            for a in _answers(layers, divergence, relation.group_a)
            for b in _answers(layers, divergence, relation.group_b)
        ]
        if pairs:
            yield min(pairs, key=lambda pair: _distance(layers, pair))


def _distance(layers: Layers, pair: Parting) -> tuple[bool, int]:
    a, b = (
        long_words(quote.text) if (quote := quoted(layers, each)) else frozenset()
        for each in (pair.a, pair.b)
    )
    return pair.a.article == pair.b.article, -len(a & b)


def _answers(layers: Layers, divergence: Divergence, group: str) -> list[Answer]:
    return [
        each
        for each in divergence.answers
        if each.group == group
        and each.status == ANSWERED
        and each.answer
        and each.basis != EXTERNAL
        and quoted(layers, each)
    ]


def quoted(layers: Layers, answer: Answer) -> Quote | None:
    """The first words given for an answer that are of a length to be read in a question."""
    quotes = layers.quotes(answer.spans)
    return next((each for each in quotes if _SHORTEST <= len(each.text) <= _LONGEST), None)


def quotes_of(layers: Layers, parting: Parting) -> tuple[Quote, ...]:
    """The words of the two answers."""
    quotes = (quoted(layers, each) for each in (parting.a, parting.b))
    return tuple(each for each in quotes if each is not None)


def said_of(layers: Layers, parting: Parting) -> dict[str, Rich]:
    """The places of the sentences on two answers: ``outlet_a``, ``a``, ``outlet_b``, ``b``."""
    a, b = quotes_of(layers, parting)
    outlets = [layers.outlet(each.article) for each in (parting.a, parting.b)]
    return {"a": (a,), "b": (b,), "outlet_a": (outlets[0],), "outlet_b": (outlets[1],)}


def agreed(layers: Layers, parting: Parting) -> bool:
    """Whether every pass sees the difference as gold does."""
    return not layers.voting.votes(parting.divergence, _between(layers, parting)).contested


def votes(layers: Layers, parting: Parting) -> dict[str, Votes]:
    """The votes for each kind of difference, or ``open``, between the same two places.

    Empty unless every pass relates answers there, and not all in the same way.
    """
    return layers.voting.split(parting.divergence, _between(layers, parting))


def _between(layers: Layers, parting: Parting) -> Value:
    """What is voted on: how the answers at the places of a parting are related.

    Groups have other names in other passes, so they are found by the words of the answers.
    """
    places = _places(layers, parting.a), _places(layers, parting.b)

    def value(record: object, spans: FindSpan) -> object:
        if not isinstance(record, Divergence):
            return frozenset()
        a, b = (_groups(record, spans, each) for each in places)
        return frozenset(
            verdict(each)
            for each in record.relations
            if (each.group_a in a and each.group_b in b)
            or (each.group_a in b and each.group_b in a)
        )

    return value


def _places(layers: Layers, answer: Answer) -> list[Place]:
    return [(each.article, each.start, each.end) for each in layers.quotes(answer.spans)]


def _groups(record: Divergence, spans: FindSpan, places: list[Place]) -> set[str]:
    """The groups of the answers that rest on some places: those that fit them best."""
    fits: dict[str, float] = {}
    for each in record.answers:
        for span in map(spans, each.spans):
            if each.group and span is not None:
                fit = max(_fit(span, place) for place in places)
                fits[each.group] = max(fit, fits.get(each.group, 0.0))
    best = max(fits.values(), default=0.0)
    return {group for group, fit in fits.items() if fit == best > 0}


def _fit(span: Span, place: Place) -> float:
    """What a span and a place have in common, as a part of both together."""
    article, start, end = place
    common = min(span.end, end) - max(span.start, start)
    if span.article_id != article or common <= 0:
        return 0.0
    return common / (max(span.end, end) - min(span.start, start))


def single_answers(layers: Layers, divergence: Divergence) -> list[Answer]:
    """The answers that one article gives and no other, in gold and in every pass."""
    found = []
    for each in divergence.answers:
        in_group = [other for other in divergence.answers if other.group == each.group]
        alone = each.status == ANSWERED and each.answer and each.group and len(in_group) == 1
        if alone and each.basis != EXTERNAL and each.spans:
            vote = layers.voting.votes(divergence, _who(layers, each))
            found += [] if vote.contested else [each]
    return found


def answers_from_outside(divergence: Divergence, article: str) -> bool:
    """Whether it takes evidence from outside to see what an article answers."""
    return any(
        each.article == article and each.status == ANSWERED and each.basis == EXTERNAL
        for each in divergence.answers
    )


def _who(layers: Layers, answer: Answer) -> Value:
    """What is voted on: which articles give the answer that stands at the places of an answer."""
    places = _places(layers, answer)

    def value(record: object, spans: FindSpan) -> object:
        if not isinstance(record, Divergence):
            return frozenset()
        groups = _groups(record, spans, places)
        return frozenset(each.article for each in record.answers if each.group in groups)

    return value
