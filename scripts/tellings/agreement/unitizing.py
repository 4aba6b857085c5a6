"""Krippendorff's alpha for unitizing: do two annotators mark the same stretches?

The coefficient of Krippendorff (1995, Sociological Methodology 25, 47-76; 2004, Quality &
Quantity 38, 787-800, and Content Analysis, 2nd ed., section 11.6), for two observers. (The
revision of 2016 mends its behaviour with more than two.) One label is looked at by itself:
each observer cuts the continuum into units of that label and the gaps between. The label's
disagreement is

- between two units that overlap: (difference of beginnings)² + (difference of ends)²;
- between a unit and a gap that holds it: (length of the unit)²; else 0;

observed: their sum by L², L the length of the continuum; expected: what chance gives if the
same units and gaps were laid out anyhow (:func:`expected`). u-alpha is 1 - ΣDo/ΣDe over labels.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tellings.agreement.extents import Range


@dataclass(frozen=True, slots=True)
class Continuum:
    """An article of some length with the units of one label that either observer marked."""

    length: int
    one: tuple[Range, ...]
    other: tuple[Range, ...]


def disjoint(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Units as one observer may have them: those that overlap are merged, touching ones not.

    >>> disjoint([(0, 5), (5, 8), (6, 9)])
    ((0, 5), (5, 9))
    """
    found: list[Range] = []
    for start, end in sorted(set(ranges)):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def observed(continua: Sequence[Continuum]) -> float:
    """The sum of the disagreements between the two observers, not yet divided by L²."""
    return sum(_between(each.one, each.other) for each in continua)


def _between(one: Sequence[Range], other: Sequence[Range]) -> int:
    total, first = 0, 0
    alone = [True] * len(other)
    for start, end in one:
        while first < len(other) and other[first][1] <= start:
            first += 1
        at, met = first, False
        while at < len(other) and other[at][0] < end:
            total += (start - other[at][0]) ** 2 + (end - other[at][1]) ** 2
            met, alone[at] = True, False
            at += 1
        if not met:
            total += (end - start) ** 2
    for (start, end), left_alone in zip(other, alone, strict=True):
        if left_alone:
            total += (end - start) ** 2
    return total


def _gaps(units: Sequence[Range], length: int) -> list[int]:
    """The lengths of the stretches that no unit covers."""
    edges = [0, *(edge for unit in units for edge in unit), length]
    ends = zip(edges[::2], edges[1::2], strict=True)
    return [end - start for start, end in ends if end > start]


def expected(continua: Sequence[Continuum]) -> float:
    """The disagreement of one label that chance gives, two observers (m = 2).

    With N units of lengths l over both observers, L the length of the continuum::

        De = (2/L) Σ_units [ (N-1)/3 (2l³ - 3l² + l) + l² Σ_gaps≥l (gap - l + 1) ]
             / ( mL(mL - 1) - Σ_units l(l - 1) )
    """
    total = sum(each.length for each in continua)
    units = [end - start for each in continua for start, end in (*each.one, *each.other)]
    gaps = sorted(
        gap
        for each in continua
        for side in (each.one, each.other)
        for gap in _gaps(side, each.length)
    )
    sums = [0, *accumulate(gaps)]
    above = 0
    for unit in units:
        at = bisect_left(gaps, unit)
        room = (sums[-1] - sums[at]) - (len(gaps) - at) * (unit - 1)
        cubic = (2 * unit**3 - 3 * unit**2 + unit) // 3  # always a whole number
        above += (len(units) - 1) * cubic + unit**2 * room
    below = 2 * total * (2 * total - 1) - sum(unit * (unit - 1) for unit in units)
    return 2 / total * above / below if below else 0.0


def u_alpha(labels: Iterable[Sequence[Continuum]]) -> float | None:
    """u-alpha over the labels of a layer; each label brings its continuum article by article.

    Articles are laid end to end without any unit or gap running over from one into the
    next, so their order is of no account. None where nothing is marked: De is 0.

    >>> u_alpha([[Continuum(10, ((2, 4),), ((2, 4),))]])
    1.0
    """
    found = wanted = 0.0
    for continua in labels:
        total = sum(each.length for each in continua)
        if total:
            found += observed(continua) / total**2
            wanted += expected(continua)
    return 1 - found / wanted if wanted else None
