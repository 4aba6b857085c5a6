"""Segments of a copy: whether they tile it, and which holds the white space between two."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tellings.hydration.anchoring import Anchor, at_place
from tellings.text import tiles

Key = tuple[str, str]


def _segments(found: Sequence[Anchor]) -> Iterator[list[Anchor]]:
    """The segments of each pass that have a place, in the order of the copy."""
    by_pass: dict[str, list[Anchor]] = {}
    for each in found:
        if each.span.is_segment and each.start is not None:
            by_pass.setdefault(each.span.key[0], []).append(each)
    for segments in by_pass.values():
        yield sorted(segments, key=lambda each: each.start or 0)


def tiled(found: Sequence[Anchor], text: str) -> list[Anchor]:
    """The anchors, with white space between two segments given to one of them.

    A segment that is as in the original keeps its edges if its neighbour is not; else the
    first of two holds the space, the first of all that before it, the last that after it.
    """
    moved: dict[Key, Anchor] = {}
    for segments in _segments(found):
        edges = [[each.start or 0, each.end or 0] for each in segments]
        if not text[: edges[0][0]].strip():
            edges[0][0] = 0
        if not text[edges[-1][1] :].strip():
            edges[-1][1] = len(text)
        for (left, one), (right, other) in pairwise(zip(segments, edges, strict=True)):
            if text[min(one[1], other[0]) : max(one[1], other[0])].strip():
                continue
            if right.result == "folded" and left.result != "folded":
                other[0] = one[1]
            else:
                one[1] = other[0]
        for each, (start, end) in zip(segments, edges, strict=True):
            if (start, end) != (each.start, each.end):
                moved[each.span.key] = at_place(each.span, text, start, end)
    return [moved.get(each.span.key, each) for each in found]


def untiled(found: Sequence[Anchor], length: int) -> set[Key]:
    """The segments of the passes whose segments do not tile a copy of that length."""
    return {
        each.span.key
        for segments in _segments(found)
        if tiles([(each.start or 0, each.end or 0) for each in segments], length)
        for each in segments
    }
