"""Figures, and the honest absence of one."""

from dataclasses import dataclass

MINIMUM = 10
"""With fewer units than this, agreement is not computed: it would say nothing."""

TOO_FEW = f"n < {MINIMUM}"
NO_UNITS = "no units"
ONE_LABEL = "one label"
NO_LINKS = "no links"
REASONS = {
    TOO_FEW: f"fewer than {MINIMUM} units",
    NO_UNITS: "neither side has any",
    ONE_LABEL: "both sides use one and the same label only, so chance cannot be told apart",
    NO_LINKS: "neither side ties two mentions together",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or why there is none."""

    value: float | None = None
    reason: str | None = None

    def __str__(self) -> str:
        """Two decimals; never a rounded 1.00 or 0.00 that is not one."""
        return shown(self.value) if self.value is not None else (self.reason or "-")


def shown(value: float | None) -> str:
    """A share to two decimals, or a dash; 1.00 means one and 0.00 means nothing.

    >>> shown(0.9996), shown(1.0), shown(0.004), shown(0.5), shown(None)
    ('>.99', '1.00', '<.01', '0.50', '-')
    """
    if value is None:
        return "-"
    if 0.995 <= value < 1 - 1e-12:
        return ">.99"
    if 1e-12 < value < 0.005:
        return "<.01"
    return f"{value + 0.0:.2f}" if abs(value) > 1e-12 else "0.00"


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean; None where the denominator is 0."""

    precision: float | None
    recall: float | None

    @property
    def f1(self) -> float | None:
        """2PR/(P+R); a side without units counts as 0, none on both sides as None."""
        if self.precision is None and self.recall is None:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        total = precision + recall
        return 2 * precision * recall / total if total else 0.0


def score(hits: float, predicted: float, key: float) -> Score:
    """The score of so many hits among so many predicted and so many in the key.

    >>> score(2, 4, 2).f1
    0.6666666666666666
    """
    return Score(hits / predicted if predicted else None, hits / key if key else None)


def f1(hits: int, one: int, other: int) -> Figure:
    """F1 between two sides, where neither is the key: 2·hits / (one + other).

    >>> f1(1, 1, 2), str(f1(6, 9, 9))
    (Figure(value=None, reason='n < 10'), '0.67')
    """
    if not one + other:
        return Figure(reason=NO_UNITS)
    if one + other < MINIMUM:
        return Figure(reason=TOO_FEW)
    return Figure(2 * hits / (one + other))
