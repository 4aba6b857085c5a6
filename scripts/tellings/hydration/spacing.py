"""What folding drops at the edges of a span: white space, and marks that stand twice."""

from tellings.hydration.sought import SoughtSpan
from tellings.hydration.windows import Copy
from tellings.text import sha256


def edges(span: SoughtSpan, copy: Copy, at: int, end: int) -> tuple[int, int]:
    """From where to where a span goes in a copy, in code points.

    It is as in the original where that can be told from the hash. Else it has no white
    space at its edges; a segment, of those that tile the text, has that after it, and that
    before it if it is the first.

    Args:
        span: the span.
        copy: the copy.
        at: where its folded words begin in the folded copy.
        end: where they end.
    """
    start, stop = copy.folded.back(at, end)
    low = copy.folded.ends[at - 1] if at else 0
    high = copy.folded.starts[end] if end < len(copy) else len(copy.text)
    for first in range(low, start + 1):
        last = first + span.end - span.start
        if stop <= last <= high and sha256(copy.text[first:last]) == span.text_sha256:
            return first, last
    if not span.is_segment:
        return start, stop
    return (0 if span.start == 0 and at == 0 else start), high
