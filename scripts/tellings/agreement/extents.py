"""Extents: which code points of an article something covers."""

from collections.abc import Iterable

Range = tuple[int, int]
Extent = tuple[Range, ...]
"""Ranges in order, none touching another; empty where there is nothing."""


def extent(ranges: Iterable[Range]) -> Extent:
    """Ranges as one extent.

    >>> extent([(5, 9), (0, 3), (3, 4), (7, 12)])
    ((0, 4), (5, 12))
    """
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def length(of: Extent) -> int:
    """How many code points an extent covers."""
    return sum(end - start for start, end in of)


def shared(one: Extent, other: Extent) -> int:
    """How many code points two extents share.

    >>> shared(((0, 4), (6, 9)), ((3, 7),))
    2
    """
    return sum(
        max(0, min(end, other_end) - max(start, other_start))
        for start, end in one
        for other_start, other_end in other
    )


def jaccard(one: Extent, other: Extent) -> float:
    """Shared code points by those that either covers; 0 where there are none.

    >>> jaccard(((0, 4),), ((2, 8),))
    0.25
    """
    common = shared(one, other)
    return common / (length(one) + length(other) - common) if common else 0.0
