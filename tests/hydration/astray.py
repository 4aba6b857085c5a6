"""Which anchors in an edited copy are wrong, but for what no reading of the copy could tell."""

from collections.abc import Iterable

from tellings.hydration.anchoring import Anchor, anchors
from tellings.hydration.sought import SoughtArticle
from tellings.hydration.windows import Copy

from .scoring import Case
from .tracked import Tracked
from .tunnel import TEXT

AROUND = 30
"""So many characters on both sides of a span are what tells its place."""


def astray(sought: SoughtArticle, copy: Tracked, text: str = TEXT) -> list[str]:
    """The wrong claims, but for words most of which are the span's own.

    Of "under the bay the city" without "the bay" nobody can tell which "the" is left.
    """
    case, found = Case.of(text, copy), []
    for each in anchors(sought, Copy(copy.text)):
        here = copy.origins[each.start or 0 : each.end or 0]
        own = sum(at is not None and each.span.start <= at < each.span.end for at in here)
        if own * 2 < len(here):
            found += case.judge(each).wrong
    return found


def astray_again(sought: SoughtArticle, copy: Tracked) -> list[str]:
    """The wrong claims in a copy that says words again, but for those of what is gone.

    Where a span's letters and most of what stood around it were taken out, the same words said
    again are all that is left of it.
    """
    case = Case.of(TEXT, copy)
    judged = (each for each in anchors(sought, Copy(copy.text)) if each.start is not None)
    return [
        wrong
        for each in judged
        if not _is_own(copy, each) and not _is_gone(copy, each)
        for wrong in case.judge(each).wrong
    ]


def _is_own(copy: Tracked, anchor: Anchor) -> bool:
    """Whether at least half of the letters claimed are the span's own."""
    here = _origins(copy, range(anchor.start or 0, anchor.end or 0))
    span = range(anchor.span.start, anchor.span.end)
    return sum(each in span for each in here) * 2 >= len(here)


def _is_gone(copy: Tracked, anchor: Anchor) -> bool:
    """Whether half of the span, and of what stood around it, is nowhere but at its place."""
    span, start, end = anchor.span, anchor.start or 0, anchor.end or 0
    around = range(max(0, span.start - AROUND), min(len(TEXT), span.end + AROUND))
    here = range(max(0, start - AROUND), min(len(copy.text), end + AROUND))
    outside = (at for at in range(len(copy.text)) if at not in here)
    own, left = range(span.start, span.end), set(_origins(copy, range(len(copy.text))))
    elsewhere = set(_origins(copy, outside))
    return _few(left, own) and _few(elsewhere, around)


def _origins(copy: Tracked, places: Iterable[int]) -> list[int | None]:
    """Where the letters at some places of a copy came from."""
    return [copy.origins[at] for at in places if copy.text[at].isalnum()]


def _few(origins: set[int | None], places: range) -> bool:
    """Whether at most half of the letters at some places of the original are among those."""
    letters = [at for at in places if TEXT[at].isalnum()]
    return sum(at in origins for at in letters) * 2 <= len(letters)
