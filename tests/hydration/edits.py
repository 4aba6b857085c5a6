"""Random edits of a short article, and which anchors in the copy are wrong.

``python -m tests.hydration.edits NUMBER [SEED]`` counts copies that have a wrong anchor.
"""

import random
import re
import sys
from collections.abc import Callable, Iterable

from tellings.hydration.anchoring import Anchor, anchors
from tellings.hydration.sought import SoughtArticle
from tellings.hydration.windows import Copy

from .scoring import Case
from .tracked import Tracked
from .tunnel import SENTENCES, TEXT, article

Edit = Callable[[Tracked, random.Random], Tracked]
AROUND = 30
"""So many characters on both sides of a span are what tells its place."""


def respelled(copy: Tracked, rng: random.Random) -> Tracked:
    """Other white space and other marks, at random."""
    spaces = (" ", "  ", "\n", "\u00a0", " \n\n ", "\t", "\r\n")
    quotes, dashes = ("“", "”", '"', "«", "'"), ("-", "–", "—", "--")
    copy = copy.respelled_by(r"\s+", lambda _: rng.choice(spaces))
    copy = copy.respelled_by(r"[“”]", lambda old: rng.choice((*quotes, old)))
    copy = copy.respelled_by(r"’", lambda old: rng.choice(("'", "’", old)))
    copy = copy.respelled_by(r"[–—]", lambda old: rng.choice((*dashes, old)))
    return copy.respelled_by(
        r"[a-z]{6}", lambda old: rng.choice((old, f"{old[:3]}\u00ad{old[3:]}"))
    )


def some_words(copy: Tracked, rng: random.Random) -> tuple[int, int]:
    found = [each.span() for each in re.finditer(r"\S+\s*", copy.text)]
    first = rng.randrange(len(found))
    return found[first][0], found[min(len(found) - 1, first + rng.randrange(3))][1]


def sentence(copy: Tracked, rng: random.Random) -> tuple[int, int]:
    return rng.choice([each.span() for each in re.finditer(r"[^.\n]+[.\n]*\s*", copy.text)])


def strange(rng: random.Random) -> str:
    return " ".join(rng.choices(("zyx", "Wvuts", "rqp", "Onml"), k=rng.randrange(1, 6))) + " "


def moved(copy: Tracked, rng: random.Random) -> Tracked:
    start, end = sentence(copy, rng)
    to = rng.choice(
        [each.end() for each in re.finditer(r"\s", copy.deleted(start, end).text)] or [0]
    )
    return copy.moved(start, end, to)


EDITS: tuple[Edit, ...] = (
    lambda copy, rng: copy.deleted(*some_words(copy, rng)),
    lambda copy, rng: copy.inserted(some_words(copy, rng)[0], strange(rng)),
    lambda copy, rng: copy.deleted(*sentence(copy, rng)),
    moved,
    respelled,
)


def said_again(copy: Tracked, rng: random.Random) -> Tracked:
    """Some words put in once more beside themselves, at times with others between."""
    start, end = some_words(copy, rng)
    words = copy.text[start:end].strip() + " "
    before, after = rng.choice((("", ""), (strange(rng), ""), ("", strange(rng))))
    return copy.inserted(rng.choice((start, end)), before + words + after)


AGAIN: tuple[Edit, ...] = (*(each for each in EDITS if each is not moved), said_again)
"""Edits that say words again, and leave the article's own where they are or take them out."""


def quoted_beside(rng: random.Random) -> Tracked:
    """A sentence, edited once, with the same as it was right above or below, and other edits.

    Not the first and the last: beside these nobody can tell a quotation from the article.
    """
    start, end = rng.choice(SENTENCES[1:-1])
    words = [each.span() for each in re.finditer(r"\S+\s*", TEXT[start:end])]
    first, last = words[rng.randrange(len(words))]
    own = Tracked.of(TEXT).cut(start, end)
    edited = own.deleted(first, last) if rng.random() < 0.5 else own.inserted(first, strange(rng))
    two = rng.choice((edited + " " + TEXT[start:end], edited.before(TEXT[start:end] + "\n")))
    whole = Tracked.of(TEXT)
    return whole.cut(0, start) + two + whole.cut(end, len(TEXT))


def edited(rng: random.Random, number: int, edits: tuple[Edit, ...]) -> Tracked:
    """A copy of the article after so many edits, fewer where little is left of it."""
    copy = Tracked.of(TEXT)
    for _ in range(number):
        if len(copy.text) > 200:
            copy = rng.choice(edits)(copy, rng)
    return copy


def astray(sought: SoughtArticle, copy: Tracked) -> list[str]:
    """The wrong claims, but for words most of which are the span's own.

    Of "under the bay the city" without "the bay" nobody can tell which "the" is left.
    """
    case, found = Case.of(TEXT, copy), []
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


def wrong(number: int, seed: int) -> tuple[int, int, int]:
    """How many copies have a wrong anchor, with quotations or without: of each kind so many."""
    plain = again = beside = 0
    for each in range(seed, seed + number):
        dice = [random.Random(each) for _ in range(3)]
        sizes = [one.randint(1, 12) for one in dice[:2]]
        copies = (edited(dice[0], sizes[0], EDITS), edited(dice[1], sizes[1], AGAIN))
        plain += any(astray(article(quoted), copies[0]) for quoted in (False, True))
        again += any(astray_again(article(quoted), copies[1]) for quoted in (False, True))
        copy = quoted_beside(dice[2])
        beside += any(astray_again(article(quoted), copy) for quoted in (False, True))
    return plain, again, beside


def main() -> None:
    """Count and say."""
    number, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    kinds = ("edits", "words said again", "a sentence quoted beside")
    for kind, count in zip(kinds, wrong(number, seed), strict=True):
        sys.stdout.write(f"{kind}: {count} of {number} copies have a wrong anchor\n")


if __name__ == "__main__":
    main()
