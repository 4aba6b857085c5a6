"""Trace it back: which changes between an earlier and a later wording change what is said.

From reuses with text on both sides in which the passes agree on the direction. A *change* is the
side of a shift (``from_span``, ``to_span``); it counts if every pass has, in the reuse that gold's
came from, a shift that meets it in the text; what only some passes have is no option.

``mark``: a reuse of direction forward between two articles. The passage is the later text from
its first to its last span, the earlier stands in the question; options are the changes in the
passage and stretches that change nothing: spans of gold (mentions, triggers, times, wordings) of
at most six words, and pairs of words, without overlap, that meet no shift of gold or of any pass,
and of which either the same words stand in the earlier passage or the entity is named there, once
in each of the two (of several mentions nobody can say which stands for which). Key: the changes.
At most two passages with changes for each one without, which has none that anybody
saw, on either side.

``tick``: the other reuses between two articles (a text behind both, or nobody knows which was
first), unless somebody saw a change there that others did not. Options are pairs of words: shifts
with both sides, and pairs that change nothing, made from the mentions of an entity that is named
once in each passage, in other words. Key: the shifts.
"""

from collections.abc import Iterator, Sequence

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich
from tellings.lessons.layers import Layers
from tellings.lessons.material.changes import Change, Likeness, changes, likenesses, passage_of
from tellings.lessons.material.choosing import with_enough_clean
from tellings.lessons.material.passages import sentence
from tellings.lessons.material.shared_wording import Shared, shared_texts
from tellings.lessons.wording import Words, listed

_LIKENESSES = 4
_FEWEST = 2

WORDS = {
    "title": "Trace it back",
    "about": "Students set a wording beside the one it came from and tell a changed statement from"
    " changed words.",
    "task": "Read the one wording, then the other. Where does the second say something else?",
    "rule": "Ask of each changed word: could both be true or false at the same time? “Explain” and"
    " “prove” are two claims, two names of one thing are one.",
    "nothing": "no text is taken over from one article to another in a way on which the passes"
    " agree",
    "mark-stem": "{later} has this passage from {earlier}. There it says: {before} Mark the words"
    " with which {later} says something else, or more. There may be none.",
    "tick-stem": "{earlier} says: {before} {later} says: {after} Which differences change what is"
    " said?",
    "pair": "{before} – {after}",
    "change": "{before} has become {after}. At least this is different: {effect}.",
    "effect": "{plain} (term: {term})",
    "strengthened": "it is stronger, or sounds sharper",
    "weakened": "it is milder, or less sure",
    "hedge_dropped": "a word of doubt or limit is gone",
    "scope_changed": "it covers other things, places, people or times, or more or fewer of them",
    "agent_changed": "somebody else does it, wants it or owns it",
    "attribution_changed": "the source is another one, has come in or is gone",
    "dropped": "something is left out",
    "added": "something is new",
    "differ": "{before} and {after} do not say the same.",
    "differ-strengthened": "One of {before} and {after} is stronger or sharper than the other.",
    "differ-weakened": "One of {before} and {after} is milder or less sure than the other.",
    "differ-hedge_dropped": "Of {before} and {after} only one has a word of doubt or limit.",
    "differ-scope_changed": "{before} and {after} do not cover the same things, places, people or"
    " times.",
    "differ-agent_changed": "In {before} and {after} not the same people do, want or own it.",
    "differ-attribution_changed": "{before} and {after} do not have the same source.",
    "new": "{after} is not in the earlier wording: {effect}.",
    "same": "{before} stands in the earlier wording, too.",
    "named": "{before} and {after} are two names for one thing or person: {entity}.",
    "mark-why": "To take something over is fair if it says the same. These words do not.",
    "mark-why-clean": "The same words, and nothing left out between them: this was taken over"
    " faithfully.",
    "tick-why": "Other words for the same thing change nothing; a stronger verb, a “could” that"
    " only one of them has, or another thing does.",
}


def _make(layers: Layers, words: Words) -> Iterator[Item]:
    texts = [each for each in shared_texts(layers) if each.earlier != each.later and each.sure]
    marks = [_Marked(layers, each) for each in texts if each.carried]
    usable = [each for each in marks if each.usable]
    for each in with_enough_clean(usable, lambda each: not each.changes):
        yield _mark(layers, words, each)
    for text in texts:
        keyed, same = _pairs(layers, text)
        if not text.carried and keyed and same and _all_sure(layers, text):
            yield _tick(layers, words, text, keyed, same)


class _Marked:
    """A passage to be marked."""

    def __init__(self, layers: Layers, text: Shared) -> None:
        self.text, self.passage = text, passage_of(layers, text.after)
        found = changes(layers, text)
        self.changes = [each for each in found if each.sure and self._holds(each.after)]
        self.likenesses = _few(likenesses(layers, text, found))
        self.faithful = not any(self._holds(each.after) or _left_out(text, each) for each in found)
        self.wide = any(each.before and not _left_out(text, each) for each in self.changes)

    def _holds(self, quote: Quote | None) -> bool:
        return quote is not None and quote.within(self.passage)

    @property
    def usable(self) -> bool:
        """Whether there is something to choose among, and no doubt about what is to be found."""
        if self.changes:
            return bool(self.likenesses) and len(self.changes) + len(self.likenesses) > _FEWEST
        return self.faithful and len(self.likenesses) >= _FEWEST


def _left_out(text: Shared, change: Change) -> bool:
    """Whether a change touches the words of the earlier passage."""
    return change.before is not None and change.before.within(*text.before)


def _few(found: Sequence[Likeness]) -> list[Likeness]:
    """Some likenesses, spread over the passage."""
    step = max(1, len(found) // _LIKENESSES)
    return list(found[::step][:_LIKENESSES])


# Mark ------------------------------------------------------------------------------------------


def _mark(layers: Layers, words: Words, marked: _Marked) -> Item:
    keyed = [(each.after, _change_why(layers, words, each)) for each in marked.changes]
    same = [(each.after, _likeness_why(layers, words, each)) for each in marked.likenesses]
    keys = {quote for quote, _ in keyed}
    stretches = [(quote, why) for quote, why in [*keyed, *same] if quote]
    stretches.sort(key=lambda pair: pair[0].start)
    options = [Option(f"w{at}", (quote,), why) for at, (quote, why) in enumerate(stretches, 1)]
    text = marked.text
    before = [sentence(layers, each) if marked.wide else each for each in text.before]
    return Item(
        kind=Kind.MARK,
        stem=words.say("mark-stem", before=listed(before, " … "), **_names(layers, text)),
        reading=(marked.passage,),
        options=tuple(options),
        key=tuple(each.id for each in options if each.text[0] in keys),
        why=words.say("mark-why" if keys else "mark-why-clean"),
        evidence=tuple(dict.fromkeys(before)),
        records=(text.record.id,),
        minutes=2,
        difficulty=3 if keys else 2,
    )


def _names(layers: Layers, text: Shared) -> dict[str, str]:
    return {"earlier": layers.outlet(text.earlier), "later": layers.outlet(text.later)}


def _change_why(layers: Layers, words: Words, change: Change) -> Rich:
    effect = _effect(layers, words, change.effect)
    if change.before is None:
        return words.say("new", after=change.after or "", effect=effect)
    return words.say("change", before=change.before, after=change.after or "", effect=effect)


def _effect(layers: Layers, words: Words, name: str) -> str:
    """What a change does, in plain words and by the codebook's term; by that alone if need be."""
    label = layers.label("effect", name)
    if name not in words.english:
        return label.title
    return words.fill("effect", plain=words[name], term=label.title)


def _likeness_why(layers: Layers, words: Words, like: Likeness) -> Rich:
    if like.entity is None:
        return words.say("same", before=like.before)
    entity = layers.name(like.entity)
    return words.say("named", before=like.before, after=like.after, entity=entity)


# Tick ------------------------------------------------------------------------------------------


def _all_sure(layers: Layers, text: Shared) -> bool:
    return all(each.sure for each in changes(layers, text))


def _difference_why(words: Words, change: Change) -> Rich:
    """Why two wordings differ, where nobody knows which was first."""
    special = f"differ-{change.effect}"
    name = special if special in words.english else "differ"
    return words.say(name, before=change.before or "", after=change.after or "")


def _pairs(layers: Layers, text: Shared) -> tuple[list[Change], list[Likeness]]:
    """The changes with words on both sides, and pairs of other words for the same."""
    found = changes(layers, text)
    keyed = [each for each in found if each.sure and each.before and each.after]
    same = [each for each in likenesses(layers, text, found) if each.entity]
    return keyed, _few(same)


def _tick(
    layers: Layers,
    words: Words,
    text: Shared,
    keyed: Sequence[Change],
    same: Sequence[Likeness],
) -> Item:
    pairs = [(each.before, each.after, _difference_why(words, each)) for each in keyed]
    pairs += [(each.before, each.after, _likeness_why(layers, words, each)) for each in same]
    options = [
        Option(f"p{at}", words.say("pair", before=before or "", after=after or ""), why)
        for at, (before, after, why) in enumerate(pairs, 1)
    ]
    sides = {
        "before": listed(text.before, " … "),
        "after": listed(text.after, " … "),
    }
    return Item(
        kind=Kind.TICK,
        stem=words.say("tick-stem", **sides, **_names(layers, text)),
        options=tuple(options),
        key=tuple(each.id for each in options[: len(keyed)]),
        why=words.say("tick-why"),
        evidence=(*text.before, *text.after),
        records=(text.record.id,),
        minutes=3,
        difficulty=3,
    )


EXERCISE = Exercise(
    name="traced-back",
    number=6,
    part=Part.COMPARING,
    skill="fidelity",
    standards=("sift:trace", "ccss:RI.8.9", "digcomp3:1.2"),
    needs=("reuse",),
    glossary=("effect",),
    words=WORDS,
    make=_make,
)
