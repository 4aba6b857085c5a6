"""Everything that is measured between two passes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tellings.agreement.coreference import ClusterAgreement, cluster_agreement
from tellings.agreement.figures import Figure, f1
from tellings.agreement.labels import LabelAgreement, Labelled, label_agreement
from tellings.agreement.pairing import Alignment, align, cell_labels
from tellings.agreement.sides import AUTHOR, MentionUnit, Side, SpanUnit, Unit
from tellings.agreement.spans import (
    SpanAgreement,
    overlapping,
    span_agreement,
    span_labels,
)

MENTION_LAYER = "mention"
UNSAID = "(none)"
"""Stands for a label that one of two annotators gave and the other left out."""

Mention = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class UnitAgreement:
    """How many records of one kind two sides share."""

    kind: str
    n_a: int
    n_b: int
    paired: int
    f1: Figure


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two sides agree, as measured.

    ``merged`` counts the spans that u-alpha merged into another, ``left_out`` mentions
    that stand at a place which their side has tied to another entity or event already.
    """

    a: str
    b: str
    articles: tuple[str, ...]
    spans: tuple[SpanAgreement, ...]
    span_labels: tuple[LabelAgreement, ...]
    units: tuple[UnitAgreement, ...]
    labels: tuple[LabelAgreement, ...]
    identity: tuple[ClusterAgreement, ...]
    merged: int
    left_out: int


def agreement(a: Side, b: Side, layers: Sequence[str], lengths: Mapping[str, int]) -> Agreement:
    """Measure two sides against each other; which is which makes no difference.

    Args:
        a: one side.
        b: the other, over the same articles.
        layers: the layers of spans, in the order of the codebook.
        lengths: how many code points each article has.
    """
    both = align(a, b)
    entity_maps = [entity_mentions(side.spans) for side in (a, b)]
    event_maps = [event_mentions(side.mentions) for side in (a, b)]
    used = [layer for layer in layers if any(each.layer == layer for each in (*a.spans, *b.spans))]
    return Agreement(
        a.name,
        b.name,
        a.articles,
        tuple(each for layer in used for each in _spans(layer, a, b, lengths)),
        tuple(
            span_labels(layer, _of(a, layer), _of(b, layer))
            for layer in used
            if len({each.label for each in (*_of(a, layer), *_of(b, layer))}) > 1
        ),
        tuple(_units(both)),
        tuple(_labels(both)),
        (
            cluster_agreement("entities", entity_maps[0][0], entity_maps[1][0]),
            cluster_agreement("events", event_maps[0][0], event_maps[1][0]),
        ),
        overlapping(a.spans) + overlapping(b.spans),
        sum(left for _, left in (*entity_maps, *event_maps)),
    )


def _of(side: Side, layer: str, article: str | None = None) -> list[SpanUnit]:
    return [
        each
        for each in side.spans
        if each.layer == layer and (article is None or each.article == article)
    ]


def _spans(layer: str, a: Side, b: Side, lengths: Mapping[str, int]) -> Iterable[SpanAgreement]:
    sizes = {article: lengths[article] for article in a.articles}
    yield span_agreement(layer, None, _of(a, layer), _of(b, layer), sizes)
    for article in a.articles:
        one, other = _of(a, layer, article), _of(b, layer, article)
        if one or other:
            yield span_agreement(layer, article, one, other, {article: sizes[article]})


def _units(both: Alignment) -> Iterable[UnitAgreement]:
    a, b = both.a, both.b
    for kind, one, other, pairs in (
        ("attributions", a.attributions, b.attributions, both.attributions),
        ("stances", a.stances, b.stances, both.stances),
        ("event mentions", a.mentions, b.mentions, both.mentions),
        ("supports", a.supports, b.supports, both.supports),
        ("facts", a.facts, b.facts, both.facts),
        ("divergences", a.divergences, b.divergences, both.divergences),
    ):
        n_a, n_b, n = len(one), len(other), len(pairs)
        yield UnitAgreement(kind, n_a, n_b, n, f1(n, n_a, n_b))


def _labels(both: Alignment) -> Iterable[LabelAgreement]:
    fields: tuple[tuple[str, Sequence[tuple[Unit, Unit]], tuple[str, ...]], ...] = (
        (
            "attributions",
            both.attributions,
            ("quote_type", "source_kind", "cue_class", "scope", "parent"),
        ),
        ("stances", both.stances, ("label", "addressed", "own_position", "strength")),
        ("event mentions", both.mentions, ("event_type", "context")),
    )
    for kind, pairs, names in fields:
        for name in names:
            yield label_agreement(f"{kind}: {name}", labelled(pairs, name))
    author, sources = factualities(both)
    yield label_agreement("event mentions: factuality, author", author)
    yield label_agreement("event mentions: factuality, sources", sources)
    yield label_agreement("supports: relation", labelled(both.supports, "relation"))
    yield label_agreement("facts: presence", cell_labels(both.facts))
    yield label_agreement("divergences: status", cell_labels(both.divergences))


def labelled(pairs: Iterable[tuple[Unit, Unit]], name: str) -> list[Labelled]:
    """The labels of paired units in one field, where at least one has it."""
    return [
        (one.labels.get(name, UNSAID), other.labels.get(name, UNSAID))
        for one, other in pairs
        if name in one.labels or name in other.labels
    ]


def factualities(both: Alignment) -> tuple[list[Labelled], list[Labelled]]:
    """What paired mentions say of the author's certainty, and of each source both have."""
    author: list[Labelled] = []
    sources: list[Labelled] = []
    for one, other in both.mentions:
        far = dict(reversed(other.commitments))
        for source, factuality in dict(reversed(one.commitments)).items():
            named = both.sources.get(source)
            if named in far:
                place = author if named == AUTHOR else sources
                place.append((factuality, far[named]))
    return author, sources


def entity_mentions(spans: Iterable[SpanUnit]) -> tuple[dict[Mention, str], int]:
    """The entity of each mention span; of two at one place the first, the rest counted."""
    return _first(
        ((each.article, *each.range), each.entity) for each in spans if each.layer == MENTION_LAYER
    )


def event_mentions(mentions: Iterable[MentionUnit]) -> tuple[dict[Mention, str], int]:
    """The event of each trigger; of two at one place the first, the rest counted."""
    return _first(
        ((each.article, each.extent[0][0], each.extent[-1][1]), each.event)
        for each in mentions
        if each.extent
    )


def _first(named: Iterable[tuple[Mention, str | None]]) -> tuple[dict[Mention, str], int]:
    found: dict[Mention, str] = {}
    left_out = 0
    for mention, name in named:
        if name is not None and found.setdefault(mention, name) != name:
            left_out += 1
    return found, left_out
