"""Segments of a copy: whether they tile it, and which holds the white space between two."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
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

    A segment that is as in the original keeps its edges; of two that are not, the first
    holds the space.
    """
    moved: dict[Key, Anchor] = {}
    for segments in _segments(found):
        for left, right in pairwise(segments):
            left, right = moved.get(left.span.key, left), right
            assert left.start is not None
            assert left.end is not None
            assert right.start is not None
            if text[min(left.end, right.start) : max(left.end, right.start)].strip():
                continue
            if left.result == "folded":
                moved[left.span.key] = at_place(left.span, text, left.start, right.start)
            elif right.result == "folded":
                moved[right.span.key] = replace(right, start=left.end)
    return [moved.get(each.span.key, each) for each in found]


def untiled(found: Sequence[Anchor], length: int) -> set[Key]:
    """The segments of the passes whose segments do not tile a copy of that length."""
    return {
        each.span.key
        for segments in _segments(found)
        if tiles([(each.start or 0, each.end or 0) for each in segments], length)
        for each in segments
    }
