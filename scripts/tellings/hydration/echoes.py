"""Blocks that may be no more than an echo of the article's own words, which stand elsewhere.

A sentence may have been corrected in its place, and stand as it was in a caption or a teaser.
`Two, as it was. Three. Four. Two, corrected. Five.` has Two and Three out of order, and either
may be out of its place. So a block out of order with others is in doubt if most of it is said
again, be it with changes, where it would be in order with them: beyond these, and up to the
next block that stands on that side of it in the article and in the copy. So is a sentence that
stands alone, since the one before or after it may be the echo's too, or be changed as well.
"""

from collections.abc import Iterator, Sequence

from tellings.hydration.blocks import Block
from tellings.hydration.grounds import ground, widened
from tellings.hydration.windows import Copy


def without_echoes(blocks: Sequence[Block], every: Sequence[Block], copy: Copy) -> list[Block]:
    """The blocks that are not said again where they would be in order with the others.

    Args:
        blocks: those to which no other block lays claim.
        every: all blocks, in their places or not.
        copy: the copy.
    """
    return [
        each
        for each in blocks
        if not any(
            ground(copy, every, low, high).says(each.copy_start, each.copy_end)
            for low, high in _in_order(each, blocks)
        )
    ]


def _in_order(block: Block, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """From where to where a block would be in order with those that it is out of order with."""
    room, is_alone = widened(block.length), block.last - block.first == 1
    start, end = block.copy_start, block.copy_end
    later = [each.copy_start for each in blocks if each.start > block.start]
    earlier = [each.copy_end for each in blocks if each.start < block.start]
    left = [at for at in later if at < start] + ([start] if is_alone else [])
    right = [at for at in earlier if at > end] + ([end] if is_alone else [])
    if left:
        before = [each.copy_end for each in blocks if each.precedes(block)]
        yield max(before, default=min(left) - room), max(left)
    if right:
        after = [each.copy_start for each in blocks if block.precedes(each)]
        yield min(right), min(after, default=max(right) + room)
