"""Which words judge: gold and every pass mark them so, with a plain rewording."""

import re

from tellings.records import Attribution, Reuse, Span
from tests.lessons.solver.found import Found, chosen, matched
from tests.lessons.solver.layers import Story, place_of
from tests.lessons.solver.seen import Place, SeenItem, SeenPart

_JUDGING = frozenset(
    {"loaded_language", "naming", "minimisation", "exaggeration", "evaluative_comparison"}
)
_STEERING = _JUDGING | {"presupposition", "causal_shortcut"}
_SAYS = {
    "one": "the one with {word}",
    "both": "in both: each has a word that judges",
    "neither": "in neither: each word only tells",
}


def solve(item: SeenItem, story: Story) -> Found:
    """Mark the words that judge, choose the passage with one, or match words to plainer ones."""
    if item.rows:
        return matched({row.id: _plainer(item, story, row.text.place) for row in item.rows})
    if item.kind == "mark":
        return _mark(item, story)
    meant = story.meanings(item, _SAYS)
    if {"both", "neither"} <= set(meant):
        return chosen(_of_two(item, story, meant))
    return chosen(each.id for each in item.options if may_judge(story, each.text.place))


def _mark(item: SeenItem, story: Story) -> Found:
    right = {each.id for each in item.options if _judges(story, each.text.place)}
    left = [each for each in item.options if each.id not in right]
    (passage,) = item.reading
    unsure = {each.id for each in left if _noted(story, each.text.place)}
    unsure |= {each.id for each in left if _coloured_cue(story, each.text.place)}
    unsure |= {e.id for e in item.options if e.id in right and _tells_more(story, e.text.place)}
    if not right and (_coloured_cue(story, passage.place) or _labels(story, passage.place)):
        unsure |= {each.id for each in item.options}
    return chosen(right, unsure)


def _tells_more(story: Story, word: Place) -> bool:
    """Whether plainer words would change the fact, or stand there twice."""
    (span,) = judging(story, word)
    paired = {
        name
        for reuse in story.gold.of(Reuse)
        for shift in reuse.shifts
        if shift.from_span and shift.to_span
        for name in (shift.from_span, shift.to_span)
    }
    events = story.gold.spans("event", word.article)
    act = any(place_of(each).meets(word) for each in events) and span.id not in paired
    return act or not _fits(story, span, word)


def _fits(story: Story, span: Span, word: Place) -> bool:
    """Whether plain words repeat none that stand around, or are just those that stand around."""
    sentence = story.whole_sentence(word)
    before = story.text(Place(word.article, sentence.start, word.start)).casefold()
    after = story.text(Place(word.article, word.end, sentence.end)).casefold()
    plain = ((span.wording and span.wording.neutral) or "").casefold()
    around = re.sub(r"\W+", " ", f"{before[-len(plain) - 2 :]} {after[: len(plain) + 2]}")
    same = {each[:5] for each in re.findall(r"\w{4,}", plain)}
    there = {each[:5] for each in re.findall(r"\w{4,}", f"{before} {after}")}
    return not same & there or plain in around


def _coloured_cue(story: Story, passage: Place) -> bool:
    """Whether anybody takes a reporting word of a passage for more than a plain one."""
    return any(
        each.cue_span and each.cue_class != "neutral" and book.place(each.cue_span).meets(passage)
        for book in story.books
        for each in book.of(Attribution, passage.article)
    )


def _of_two(item: SeenItem, story: Story, meant: dict[str, str]) -> set[str]:
    """What may be said of two passages: a passage in which any pass stops may be held to judge."""
    sure = [each.place for each in item.reading if _judges(story, each.place)]
    doubt = [each.place for each in item.reading if may_judge(story, each.place)]
    right = {each.id for each in item.options if len(sure) == 1 and _points(each, sure[0])}
    if len(doubt) == len(item.reading):
        right.add(meant["both"])
    return right if sure else right | {meant["neither"]}


def _points(option: SeenPart, passage: Place) -> bool:
    return any(each.within(passage) for each in option.text.places)


def _plainer(item: SeenItem, story: Story, word: Place) -> set[str]:
    """The rewordings that gold or a pass gives for a word, here or where it stands again."""
    same = [
        span
        for book in story.books
        for article in story.articles
        for span in book.spans("wording", article)
        if place_of(span).meets(word) or span.text == story.text(word)
    ]
    plain = {each.wording.neutral for each in same if each.wording}
    return {each.id for each in item.options if _judges(story, word) and each.text.whole in plain}


def _judges(story: Story, place: Place) -> bool:
    return bool(judging(story, place))


def judging(story: Story, place: Place) -> list[Span]:
    """The words at a place that gold and every pass take to judge."""
    found = story.gold.spans("wording", place.article)
    return [each for each in found if place_of(each).meets(place) and _judging(story, each)]


def _judging(story: Story, span: Span) -> bool:
    """Whether gold and every pass take words to judge, with plainer ones in their place."""
    put = span.wording is not None and span.wording.mode == "lexical" and span.wording.neutral
    return bool(put) and _marks(span) and story.all_say(span, lambda each, _book: _marks(each))


def _marks(record: object) -> bool:
    return isinstance(record, Span) and record.layer == "wording" and record.label in _JUDGING


def _noted(story: Story, place: Place) -> bool:
    """Whether anybody notes anything about a choice of words, but care in what is stated."""
    labels = _labels(story, place)
    return bool(labels - {"hedge"})


def may_judge(story: Story, place: Place) -> bool:
    """Whether gold or any pass marks words there that steer how a reader sees what is told."""
    return bool(_labels(story, place) & _STEERING)


def _labels(story: Story, place: Place) -> set[str]:
    return {
        each.label
        for book in story.books
        for each in book.spans("wording", place.article)
        if place_of(each).meets(place)
    }
