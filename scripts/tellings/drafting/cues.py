"""Cues: verb groups of saying with their negation, refusals, and ``according to``."""

from collections.abc import Sequence
from typing import NamedTuple

from tellings.drafting.tokens import Token, is_any
from tellings.drafting.words import Verb, Words

DECLINES = "decline_to_confirm"
_REFUSED = {"say", "tell", "confirm", "comment"}
_SAID = {"say", "tell", "warn"}


class Cue(NamedTuple):
    """A cue by its tokens (``first`` to ``last``, both included), and what it does."""

    first: int
    last: int
    verb: Verb
    cue_class: str
    participle: bool = False


def cues(found: Sequence[Token], words: Words) -> list[Cue]:
    """The verb groups of a sentence that may be cues, in order."""
    result: list[Cue] = []
    at = 0
    while at < len(found):
        cue = _refusal(found, at, words) or _verb_group(found, at, words)
        if cue is not None:
            result.append(cue)
            at = cue.last
        at += 1
    return result


def _refusal(found: Sequence[Token], at: int, words: Words) -> Cue | None:
    """``declined to say``."""
    if not is_any(found, at, words.list("refusing")) or not is_any(found, at + 1, {"to"}):
        return None
    if not is_any(found, at + 2, words.list("said_to")):
        return None
    last = at + 3 if is_any(found, at + 3, {"on"}) else at + 2
    first, _ = _group_start(found, at, words)
    return Cue(first, min(last, at + 2), Verb("decline", DECLINES, "two"), DECLINES)


def _verb_group(found: Sequence[Token], at: int, words: Words) -> Cue | None:
    token = found[at]
    verb, last = _verb(found, at, words)
    if verb is None:
        return None
    if token.is_name and not (at > 0 and verb.lemma in _SAID):
        return None
    if token.lower == verb.lemma and is_any(found, at - 1, {"to", *words.list("determiner")}):
        return None  # an infinitive, or a noun: "to say", "the claim"
    if token.lower in words.list("noun_like") and _after_adjective(found, at, words):
        return None
    first, negated = _group_start(found, at, words)
    group = [each.lower for each in found[first:at]]
    participle = token.lower.endswith("ing")
    passive = any(each in words.list("be") for each in group) and not participle
    if passive:
        return None
    alone = participle and first == at
    return Cue(first, last, verb, _class(verb, negated, group, words), alone)


def _after_adjective(found: Sequence[Token], at: int, words: Words) -> bool:
    """Whether the word before shows that a noun stands here: "its", "recent", "CNN's"."""
    if at == 0:
        return True
    word = found[at - 1].lower
    adjectives = words.list("determiner") | words.list("nationality") | words.list("preposition")
    return word in adjectives or word.endswith(("'s", "s'", "ous", "ent", "ive"))


def _verb(found: Sequence[Token], at: int, words: Words) -> tuple[Verb | None, int]:
    """The verb at a position and the last token that belongs to it: its particles do."""
    form = found[at].lower
    for phrase, verb in words.particles.get(form, {}).items():
        following = found[at + 1 : at + 1 + len(phrase)]
        if tuple(each.lower for each in following) == phrase:
            return verb, at + len(phrase)
    return words.verbs.get(form), at


def _group_start(found: Sequence[Token], at: int, words: Words) -> tuple[int, bool]:
    """Where the auxiliaries of a verb begin, and whether one of the words negates it."""
    first, back, negated = at, at - 1, False
    while back >= 0:
        word = found[back].lower
        if word in words.list("auxiliary") or word in words.list("contracted"):
            first = back
        elif word not in words.list("adverb"):
            break
        back -= 1
    negated = any(each.lower in words.list("negated") for each in found[first:at])
    return first, negated


def _class(verb: Verb, negated: bool, group: Sequence[str], words: Words) -> str:
    if negated and verb.lemma in _REFUSED:
        return DECLINES
    if negated and verb.cue_class == "deny":
        return "hedge"
    if any(word in words.list("again") for word in group):
        return "reiterate"
    return verb.cue_class
