"""Agreement of two annotators on the labels of the same units, corrected for chance."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tellings.agreement.figures import MINIMUM, NO_UNITS, ONE_LABEL, TOO_FEW, Figure

Labelled = tuple[str, str]
"""The two labels of one unit."""


def share_equal(pairs: Sequence[Labelled]) -> float:
    """The share of units with equal labels; no correction for chance."""
    return sum(one == other for one, other in pairs) / len(pairs)


def nominal_alpha(pairs: Sequence[Labelled]) -> float | None:
    """Krippendorff's alpha for nominal data, two observers, none missing.

    1 - Do/De, where Do is the share of unequal pairs and De the chance that two labels
    drawn from all 2n without putting the first back are unequal (Krippendorff 2019,
    Content Analysis, 4th ed., section 12.3). None where only one label occurs: De is 0.

    >>> round(nominal_alpha([("a", "a"), ("b", "b"), ("a", "b")]), 3)
    0.444
    """
    counts = Counter(label for pair in pairs for label in pair)
    if len(counts) < 2:
        return None
    total = 2 * len(pairs)
    equal = sum(number * (number - 1) for number in counts.values())
    expected = 1 - equal / (total * (total - 1))
    return 1 - (1 - share_equal(pairs)) / expected


def ac1(pairs: Sequence[Labelled]) -> float | None:
    """Gwet's AC1: (pa - pe) / (1 - pe), pe = Σ π(1 - π) / (q - 1).

    π is a label's mean share over the two annotators and q the number of labels that
    occur (Gwet 2008, British Journal of Mathematical and Statistical Psychology 61,
    29-48). Labels of the list that nobody used do not count in q; they would raise AC1.

    >>> ac1([("a", "a"), ("b", "b"), ("a", "b"), ("a", "a")])
    0.5294117647058824
    """
    counts = Counter(label for pair in pairs for label in pair)
    if len(counts) < 2:
        return None
    total = 2 * len(pairs)
    unequal = sum(number * (total - number) for number in counts.values())
    by_chance = unequal / (total**2 * (len(counts) - 1))
    return (share_equal(pairs) - by_chance) / (1 - by_chance)


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """Agreement on one field of units that both sides have."""

    field: str
    n: int
    equal: Figure
    alpha: Figure
    ac1: Figure


def label_agreement(field: str, pairs: Sequence[Labelled]) -> LabelAgreement:
    """All figures on one field, or why there are none."""
    if len(pairs) < MINIMUM:
        none = Figure(reason=TOO_FEW if pairs else NO_UNITS)
        return LabelAgreement(field, len(pairs), none, none, none)
    alpha, gwet = nominal_alpha(pairs), ac1(pairs)
    same = Figure(reason=ONE_LABEL)
    return LabelAgreement(
        field,
        len(pairs),
        Figure(share_equal(pairs)),
        same if alpha is None else Figure(alpha),
        same if gwet is None else Figure(gwet),
    )
