"""Wrong answers that are near the right one and do not give themselves away by their length."""

from collections.abc import Sequence
from dataclasses import dataclass

from tellings.lessons.items import Quote, Rich


@dataclass(frozen=True, slots=True)
class Foil:
    """A wrong answer.

    Attributes:
        quote: the words of an article that it consists of.
        why: why it is wrong.
        far: how far it is from the question; the nearest, 0, are taken first.
    """

    quote: Quote
    why: Rich
    far: int = 0


def between(key: Quote, foils: Sequence[Foil], most: int) -> list[Foil]:
    """Some foils among which the key's length has any rank, decided by where the key stands.

    The key's place in its article decides how many of them are longer, so that over many items
    the key is now the longest, now the shortest, now neither. Among equally near foils those
    nearest in length come first.
    """
    size = len(key.text)
    foils = _nearest(foils, most)
    ranked = sorted(foils, key=lambda each: (each.far, abs(len(each.quote.text) - size)))
    longer = [each for each in ranked if len(each.quote.text) > size]
    shorter = [each for each in ranked if len(each.quote.text) <= size]
    wanted = key.start % (most + 1)
    wanted = max(min(wanted, len(longer)), most - len(shorter))
    kept = [*longer[:wanted], *shorter[: most - wanted]]
    return [each for each in ranked if each in kept][:most]


def _nearest(foils: Sequence[Foil], most: int) -> list[Foil]:
    """Those at the smallest distance within which there are enough of them."""
    for limit in sorted({each.far for each in foils}):
        near = [each for each in foils if each.far <= limit]
        if len(near) >= most:
            return near
    return list(foils)
