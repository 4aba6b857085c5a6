"""Spans of two sides: the same, or at least overlapping.

*Exact*: same article, layer, label, start and end. *Overlap*: same article, layer and
label and at least one code point in common, in pairs that are one-to-one and as many as
can be; among equally many, those that share most code points.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tellings.agreement.extents import Range, shared
from tellings.agreement.figures import MINIMUM, NO_UNITS, TOO_FEW, Figure, f1
from tellings.agreement.labels import LabelAgreement, label_agreement
from tellings.agreement.pairing import paired
from tellings.agreement.sides import SpanUnit
from tellings.agreement.unitizing import Continuum, disjoint, u_alpha

SpanPair = tuple[SpanUnit, SpanUnit]


def exact_pairs(one: Sequence[SpanUnit], other: Sequence[SpanUnit]) -> list[SpanPair]:
    """Spans that are the same in everything compared."""
    return paired(
        one,
        other,
        lambda each: (each.article, each.layer, each.label, each.range),
        lambda _one, _other: 1.0,
    )


def overlap_pairs(one: Sequence[SpanUnit], other: Sequence[SpanUnit]) -> list[SpanPair]:
    """As many overlapping pairs of the same label as can be."""
    every = 1.0 + sum(end - start for start, end in (each.range for each in one))

    def weight(near: SpanUnit, far: SpanUnit) -> float:
        common = shared(near.extent, far.extent)
        return every + common if common else 0.0

    return paired(one, other, lambda each: (each.article, each.layer, each.label), weight)


def same_extent_pairs(one: Sequence[SpanUnit], other: Sequence[SpanUnit]) -> list[SpanPair]:
    """Spans of one layer and equal extent; of several at one place, equal labels first."""
    return paired(
        one,
        other,
        lambda each: (each.article, each.layer, each.range),
        lambda near, far: 2.0 if near.label == far.label else 1.0,
    )


@dataclass(frozen=True, slots=True)
class SpanAgreement:
    """Agreement on the spans of one layer, in one article or (``article`` None) in all."""

    layer: str
    article: str | None
    n_a: int
    n_b: int
    exact: Figure
    overlap: Figure
    u_alpha: Figure


def span_agreement(
    layer: str,
    article: str | None,
    one: Sequence[SpanUnit],
    other: Sequence[SpanUnit],
    lengths: dict[str, int],
) -> SpanAgreement:
    """All figures on spans of one layer over the articles whose lengths are given."""
    n_a, n_b = len(one), len(other)
    return SpanAgreement(
        layer,
        article,
        n_a,
        n_b,
        f1(len(exact_pairs(one, other)), n_a, n_b),
        f1(len(overlap_pairs(one, other)), n_a, n_b),
        _u_alpha(one, other, lengths),
    )


def _u_alpha(one: Sequence[SpanUnit], other: Sequence[SpanUnit], lengths: dict[str, int]) -> Figure:
    if len(one) + len(other) < MINIMUM:
        return Figure(reason=TOO_FEW if one or other else NO_UNITS)
    ones, others = _ranges(one), _ranges(other)
    labels = sorted({label for label, _ in (*ones, *others)})
    value = u_alpha(
        [
            Continuum(
                size,
                disjoint(ones.get((label, article), ())),
                disjoint(others.get((label, article), ())),
            )
            for article, size in lengths.items()
        ]
        for label in labels
    )
    return Figure(reason=NO_UNITS) if value is None else Figure(value)


def _ranges(spans: Iterable[SpanUnit]) -> dict[tuple[str, str], list[Range]]:
    found: dict[tuple[str, str], list[Range]] = {}
    for each in spans:
        found.setdefault((each.label, each.article), []).append(each.range)
    return found


def overlapping(spans: Sequence[SpanUnit]) -> int:
    """How many spans u-alpha has to merge into another of their label and side."""
    counted = Counter((each.layer, each.label, each.article) for each in spans)
    by_place: dict[tuple[str, str, str], list[Range]] = {key: [] for key in counted}
    for each in spans:
        by_place[each.layer, each.label, each.article].append(each.range)
    return sum(len(ranges) - len(disjoint(ranges)) for ranges in by_place.values())


def span_labels(layer: str, one: Sequence[SpanUnit], other: Sequence[SpanUnit]) -> LabelAgreement:
    """Agreement on the labels of spans of one layer and equal extent."""
    pairs = same_extent_pairs(one, other)
    return label_agreement(layer, [(near.label, far.label) for near, far in pairs])
