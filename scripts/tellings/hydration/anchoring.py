"""Where the spans of an article stand in a copy of it, each with what proves it.

A place is taken only on the hash of the folded words there, and on one of these: the
sentence around it stands in its place, word for word; what is hashed before or after it
stands there too, between the sentences that come before and after; or, where the words are
quoted, they stand once between these and most of their context does. No place is taken beside
which the same is said again. Whatever else is to be said of a span is said as a failure with
its reason: a wrong anchor is worse than none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tellings.hydration.blocks import NEAR, SHORT, Block
from tellings.hydration.chains import Blocks, find_blocks
from tellings.hydration.sought import SoughtArticle, SoughtSpan
from tellings.hydration.spacing import edges
from tellings.hydration.twins import Twins
from tellings.hydration.windows import Copy
from tellings.text import sha256

Result = Literal["exact", "moved", "folded", "anchored", "failed"]
RESULTS: tuple[Result, ...] = ("exact", "moved", "folded", "anchored", "failed")

GONE = "its words are not there"
SEVERAL = "several places"
UNPROVEN = "its sentence was changed, and nothing around it proves the place"
ORDER = "it stands where it does not belong"
NO_TEXT = "it holds no words"
TWIN = "the same is said again beside it"
NOT_THE_ARTICLE = "the copy has too little of the article"
_ROOM = 200
_LEAST_CONTEXT = 16


@dataclass(frozen=True, slots=True)
class Anchor:
    """What became of a span: its place in the copy (code points), or why it has none.

    ``exact``: the same characters at the same offsets; ``moved``: the same characters
    elsewhere; ``folded``: the same after folding; ``anchored``: found by its quotation and
    what is quoted around it.
    """

    span: SoughtSpan
    result: Result
    start: int | None = None
    end: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Room:
    """Where in the copy the words between two sentences found may stand; folded positions.

    ``shift`` is how far what follows the one, or precedes the other, has been moved.
    """

    low: int
    high: int
    shifts: tuple[int, ...]
    is_edge: bool

    def allows(self, span: SoughtSpan, at: int) -> bool:
        """Whether a span would stand near enough to where it belongs."""
        off = min(abs(at - span.folded.start - shift) for shift in self.shifts)
        return off <= (NEAR if self.is_edge else _ROOM)

    def meets(self, block: Block) -> bool:
        """Whether some of a block lies in it."""
        return block.copy_start < self.high and self.low < block.copy_end


def anchors(article: SoughtArticle, copy: Copy) -> list[Anchor]:
    """What became of every span of an article in a copy, in the order of ``article.spans``."""
    blocks = find_blocks(article, copy)
    twins = Twins(article, copy, blocks)
    found = [_anchor(span, twins) for span in article.spans]
    return _agreeing(found, {each.span.key for each in found if blocks.holding(each.span.folded)})


def _anchor(span: SoughtSpan, twins: Twins) -> Anchor:
    if not span.folded.length:
        return _failed(span, NO_TEXT)
    blocks = twins.blocks
    if block := blocks.holding(span.folded):
        at = span.folded.start - block.start + block.copy_start
        if twins.in_block(block, at, at + span.folded.length):
            return _failed(span, TWIN)
        return _placed(span, twins.copy, at)
    room = _room(span, blocks.chain, twins.article, twins.copy)
    if room is None or any(each.holds(span.folded) and room.meets(each) for each in blocks.every):
        return _failed(span, _why(span, blocks, NOT_THE_ARTICLE))
    return _in_room(span, twins, room)


def _in_room(span: SoughtSpan, twins: Twins, room: _Room) -> Anchor:
    """The anchor of a span whose sentence was changed, by what is around it."""
    copy, blocks, length = twins.copy, twins.blocks, span.folded.length
    hits = copy.places(span.folded.sha256, length, room.low, room.high)
    free = [at for at in hits if not blocks.taken(at, at + length)]
    near = [at for at in free if room.allows(span, at)]
    proven = [at for at in near if _proven(span, copy, at, free)]
    quoted = [at for at in near if _quoted(span, copy, at)]
    if len(proven) > 1:
        return _failed(span, SEVERAL)
    if not proven and (len(quoted) != 1 or span.folded.occurrences > 1):
        return _failed(span, _why(span, blocks, UNPROVEN if hits else GONE))
    at = (proven or quoted)[0]
    if any(_is_beyond(span, at, each) for each in blocks.doubtful):
        return _failed(span, ORDER)
    if twins.beside(span, at, (room.low, room.high)):
        return _failed(span, TWIN)
    found = _placed(span, copy, at)
    return found if proven else replace(found, result="anchored")


def _failed(span: SoughtSpan, reason: str) -> Anchor:
    return Anchor(span, "failed", reason=reason)


def _is_beyond(span: SoughtSpan, at: int, block: Block) -> bool:
    """Whether a place is on the other side of a block than the span is in the article."""
    if block.end <= span.folded.start:
        return at < block.copy_start
    return span.folded.end <= block.start and at >= block.copy_end


def _why(span: SoughtSpan, blocks: Blocks, otherwise: str) -> str:
    """Why a span has no place: its sentence stands in several, or where it does not belong."""
    holding = sum(each.holds(span.folded) for each in blocks.every)
    return SEVERAL if holding > 1 else ORDER if holding else otherwise


def _room(
    span: SoughtSpan, chain: Sequence[Block], article: SoughtArticle, copy: Copy
) -> _Room | None:
    """The part of the copy between the blocks before and after a span."""
    before = [each for each in chain if each.end <= span.folded.start]
    after = [each for each in chain if each.start >= span.folded.end]
    shifts = [each.copy_start - each.start for each in (*before[-1:], *after[:1])]
    if not shifts:
        return None
    low = before[-1].copy_end if before else after[0].copy_start - after[0].start - _ROOM
    end = article.folded_length
    high = after[0].copy_start if after else before[-1].copy_end + end - before[-1].end + _ROOM
    is_edge = not (before and after)
    return _Room(max(0, low), min(high, len(copy)), tuple(shifts), is_edge)


def _proven(span: SoughtSpan, copy: Copy, at: int, hits: list[int]) -> bool:
    """Whether the words themselves, or what is around them, prove a place.

    Words that the article has once need what stands on one side of them; those that it has
    again need both, since an edit may have brought one of them to the neighbours of another.
    """
    end = at + span.folded.length
    before, after = at - span.before_length, end + span.after_length
    sides = (copy.has(span.before, before, at), copy.has(span.after, end, after))
    if span.folded.occurrences > 1:
        return all(sides)
    return any(sides) or (span.folded.length >= SHORT and len(hits) == 1)


def _quoted(span: SoughtSpan, copy: Copy, at: int) -> bool:
    """Whether enough of what is quoted around a span stands around a place."""
    if span.quote is None:
        return False
    prefix, suffix = span.quote.prefix, span.quote.suffix
    end, whole = at + span.folded.length, copy.folded.text
    left = _common(reversed(prefix), reversed(whole[:at]))
    right = _common(suffix, whole[end : end + len(suffix)])
    return left + right >= _LEAST_CONTEXT


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters two texts have in common at their beginnings."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _placed(span: SoughtSpan, copy: Copy, at: int) -> Anchor:
    """The anchor at a place of the folded copy, if the hash of the words there is right."""
    end = at + span.folded.length
    if copy.sha256(at, end) != span.folded.sha256:
        return _failed(span, GONE)
    return at_place(span, copy.text, *edges(span, copy, at, end))


def at_place(span: SoughtSpan, text: str, start: int, end: int) -> Anchor:
    """The anchor of a span whose words, folded, stand at a place of a text."""
    same = sha256(text[start:end]) == span.text_sha256
    stays = (start, end) == (span.start, span.end)
    result: Result = "folded" if not same else "exact" if stays else "moved"
    return Anchor(span, result, start, end)


def _agreeing(found: list[Anchor], sure: set[tuple[str, str]]) -> list[Anchor]:
    """The anchors without those, placed by their context alone, that contradict each other.

    Of two that lie apart in the article the first has to end before the second begins.
    """
    loose = [each for each in found if each.start is not None and each.span.key not in sure]
    stretches = sorted({_stretch(each) for each in loose})
    wrong = {
        stretch
        for number, one in enumerate(stretches)
        for other in stretches[number + 1 :]
        if one[1] <= other[0] and one[3] > other[2]
        for stretch in (one, other)
    }
    return [
        _failed(each.span, ORDER)
        if each.span.key not in sure and each.start is not None and _stretch(each) in wrong
        else each
        for each in found
    ]


def _stretch(anchor: Anchor) -> tuple[int, int, int, int]:
    """From where to where in the folded article, and in the copy."""
    folded = anchor.span.folded
    return folded.start, folded.end, anchor.start or 0, anchor.end or 0
