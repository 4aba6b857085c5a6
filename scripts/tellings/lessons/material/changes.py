"""What has changed between two wordings, what has stayed, and which of it the passes agree on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tellings.lessons.items import Quote
from tellings.lessons.layers import Layers
from tellings.lessons.material.shared_wording import Shared
from tellings.lessons.material.vocabulary import word_list
from tellings.lessons.voting import FindSpan
from tellings.records import Reuse, Shift, Span

_LONGEST = 6
"""So many words at most stand in a stretch that is set beside a change."""
_MEANING = 5
"""A word of so many letters mostly carries meaning."""
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_LAYERS = ("mention", "event", "time", "wording")


@dataclass(frozen=True, slots=True)
class Change:
    """A shift of a reuse.

    Attributes:
        before: its words in the earlier passage, if it has some there.
        after: its words in the later one, if it has some there.
        effect: what it does.
        sure: whether every pass has a shift there.
    """

    before: Quote | None
    after: Quote | None
    effect: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """Words of the later passage that change nothing.

    Attributes:
        before: the words of the earlier passage that they stand for.
        after: the words.
        entity: what both name, each once, in other words; None where the words are the same.
    """

    before: Quote
    after: Quote
    entity: str | None


def passage_of(layers: Layers, spans: Sequence[Quote]) -> Quote:
    """The stretch from the first of some spans of an article to the last."""
    start, end = min(each.start for each in spans), max(each.end for each in spans)
    return layers.words(spans[0].article, start, end)


def changes(layers: Layers, text: Shared) -> list[Change]:
    """The shifts of a reuse in the order of the later text, and those that only a pass has.

    What only a pass has, or has on more words, is no part of gold; it is given as unsure, so that
    nobody takes its place for unchanged. Of changes that share words of the later text the
    shortest is kept and the others are given as unsure.
    """
    theirs = _of_passes(layers, text)
    found = [
        Change(*sides, shift.effect, all(_meets(sides, each) for each in theirs))
        for shift in text.record.shifts
        for sides in [_sides(layers, shift)]
    ]
    extra = [
        Change(*sides, "", False)
        for each in theirs
        for sides in each
        if not any(_within(sides, (one.before, one.after)) for one in found)
    ]
    return sorted([*_apart(found), *extra], key=_place)


def _place(change: Change) -> int:
    quote = change.after or change.before
    return quote.start if quote else 0


Sides = tuple[Quote | None, Quote | None]


def _sides(layers: Layers, shift: Shift) -> Sides:
    before = layers.quote(shift.from_span) if shift.from_span else None
    return before, layers.quote(shift.to_span) if shift.to_span else None


def _of_passes(layers: Layers, text: Shared) -> list[list[Sides]]:
    """For each pass the sides of the shifts it has where gold has this reuse."""
    votes = layers.voting.votes(text.record)
    if not votes.of:
        return []
    values = layers.voting.values(text.record, _shifted)
    return [[sides for each in found for sides in _listed(each)] for found in values.values()]


def _shifted(record: Reuse, spans: FindSpan) -> object:
    return [(_quote(spans(each.from_span)), _quote(spans(each.to_span))) for each in record.shifts]


def _listed(value: object) -> list[Sides]:
    return value if isinstance(value, list) else []


def _quote(span: Span | None) -> Quote | None:
    return Quote(span.article_id, span.start, span.end, span.text) if span else None


def _meets(sides: Sides, others: Sequence[Sides]) -> bool:
    """Whether one of some shifts shares a place with these sides, on either side."""
    return any(
        mine is not None and its is not None and mine.meets(its)
        for other in others
        for mine, its in zip(sides, other, strict=True)
    )


def _within(sides: Sides, others: Sides) -> bool:
    """Whether each side that is given lies in the same side of others."""
    return all(
        mine is None or (its is not None and mine.within(its))
        for mine, its in zip(sides, others, strict=True)
    )


def _apart(found: Sequence[Change]) -> Iterator[Change]:
    """Changes, short ones first; unsure is what shares words of the later text with a shorter."""
    kept: list[Quote] = []
    for each in sorted(found, key=lambda each: len(each.after.text) if each.after else 0):
        if each.after is not None and each.after.meets(*kept):
            yield replace(each, sure=False)
            continue
        kept += [each.after] if each.after else []
        yield each


def likenesses(layers: Layers, text: Shared, found: Sequence[Change]) -> list[Likeness]:
    """Stretches of the later passage that no reader took for a change, with what they stand for.

    Spans of gold first; then, where they leave room, runs of words that stand in both passages.
    """
    passage, earlier = passage_of(layers, text.after), text.before
    kept: list[Likeness] = []
    for like in (
        *_from_spans(layers, passage, earlier, found),
        *_from_words(layers, passage, earlier, found),
    ):
        changed = any(each.after and like.after.meets(each.after) for each in found)
        if not changed and not any(like.after.meets(each.after) for each in kept):
            kept.append(like)
    return sorted(kept, key=lambda each: each.after.start)


def _from_spans(
    layers: Layers, passage: Quote, earlier: Sequence[Quote], found: Sequence[Change]
) -> Iterator[Likeness]:
    for span in _stretches(layers, passage):
        quote = layers.quote(span.id)
        like = _like(layers, span, passage, earlier, found)
        if like and len(word_list(quote.text)) <= _LONGEST:
            yield like


def _from_words(
    layers: Layers, passage: Quote, earlier: Sequence[Quote], found: Sequence[Change]
) -> Iterator[Likeness]:
    places = [(each.start(), each.end()) for each in _WORD.finditer(passage.text)]
    for at, (start, _end) in enumerate(places[:-1]):
        words = passage.text[start : places[at + 1][1]]
        same = _find(layers, words, earlier) if _telling(words) else None
        if same and not _in_change(same, found):
            first = passage.start + start
            yield Likeness(same, layers.words(passage.article, first, first + len(words)), None)


def _telling(words: str) -> bool:
    """Whether two words in a row have one that is long enough to carry meaning, and no break."""
    return max(map(len, word_list(words))) >= _MEANING and not set(words) & set(",;:.\n")


def _stretches(layers: Layers, passage: Quote) -> list[Span]:
    spans = [each for layer in _LAYERS for each in layers.spans_in(passage, layer)]
    return sorted(spans, key=lambda each: (each.start, -each.end))


def _like(
    layers: Layers, span: Span, passage: Quote, earlier: Sequence[Quote], found: Sequence[Change]
) -> Likeness | None:
    """What words stand for in the earlier passage: the same words, or the same entity.

    An entity that is named several times on a side has no one counterpart on the other.
    """
    quote = layers.quote(span.id)
    words = _find(layers, quote.text, earlier)
    if words and not _in_change(words, found):
        return Likeness(words, quote, None)
    if span.entity is None:
        return None
    here = _naming(layers, span.entity, [passage])
    there = _naming(layers, span.entity, earlier)
    if len(here) == len(there) == 1 and not _in_change(there[0], found):
        return Likeness(there[0], quote, span.entity)
    return None


def _naming(layers: Layers, entity: str, passages: Sequence[Quote]) -> list[Quote]:
    """Where an entity is named in some passages."""
    mentions = (each for passage in passages for each in layers.spans_in(passage, "mention"))
    return [layers.quote(each.id) for each in mentions if each.entity == entity]


def _in_change(quote: Quote, found: Sequence[Change]) -> bool:
    return any(each.before is not None and quote.meets(each.before) for each in found)


def _find(layers: Layers, words: str, earlier: Sequence[Quote]) -> Quote | None:
    """Where the same words stand, whole, in an earlier passage."""
    for passage in earlier:
        at = passage.text.find(words)
        end = at + len(words)
        if at >= 0 and not passage.text[end : end + 1].isalnum():
            start = passage.start + at
            return layers.words(passage.article, start, start + len(words))
    return None
