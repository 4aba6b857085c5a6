"""What follows a cue: a clause, an object, a quotation; with what stands in between."""

from collections.abc import Sequence
from typing import NamedTuple

from tellings.drafting.cues import Cue
from tellings.drafting.tokens import QUOTE, Token, is_any
from tellings.drafting.words import Words

_AHEAD, _NEAR = 9, 3
"""Tokens within which ``that`` still belongs to the cue, and within which it surely does."""


class Complement(NamedTuple):
    """Where the content after a cue begins: the token, and whether it is a quotation alone."""

    first: int
    quoted: bool = False


def complement(found: Sequence[Token], cue: Cue, words: Words) -> Complement | None:
    """What the cue introduces, if it does."""
    at, frames = cue.last + 1, cue.verb.frames
    addressed = "p" in frames
    if addressed:
        at = after_addressee(found, at, words)
    if "p!" in frames and at == cue.last + 1:
        return None
    return (
        _quotation(found, at, frames)
        or _with_that(found, at, frames, words)
        or _plain(found, _after_adjuncts(found, at, words), frames, words)
    )


def after_addressee(found: Sequence[Token], at: int, words: Words) -> int:
    """Past the person spoken to: a pronoun, a name, or a noun of people."""
    if is_any(found, at, {"him", "her", "me", "us", "them", "you"}):
        return at + 1
    start = at
    determiners = words.list("determiner") - {"that"}
    while at < len(found) and (found[at].is_name or found[at].lower in determiners):
        at += 1
        if is_any(found, at, {"of", "'s"}) or is_any(found, at, {"and"}):
            at += 1
    nouns = words.list("person_noun") | words.list("official") | words.list("institution")
    while at < len(found) and found[at].lower in nouns | {"crowd", "audience", "hosts"}:
        at += 1
    return at if at > start else start


def _quotation(found: Sequence[Token], at: int, frames: str) -> Complement | None:
    """A quotation, straight after the cue or after a colon or comma."""
    if "q" not in frames and "Q" not in frames:
        return None
    here = at + 1 if is_any(found, at, {",", ":", ";"}) else at
    if not is_any(found, here, {QUOTE}):
        return None
    goes_on = here + 1 < len(found) and found[here + 1].is_word
    return Complement(here, quoted=not goes_on or here > at)


def _with_that(found: Sequence[Token], at: int, frames: str, words: Words) -> Complement | None:
    if "t" not in frames:
        return None
    for here in range(at, min(at + _AHEAD, len(found) - 1)):
        word = found[here].lower
        if word == "that" and (here == at or _may_precede_that(found, at, here, words)):
            return Complement(here + 1)
        if word in (QUOTE, ",", ":", ";", "—", "–", "--"):
            return None
    return None


def _may_precede_that(found: Sequence[Token], at: int, here: int, words: Words) -> bool:
    """Whether only when, where or how it was said stands before ``that``."""
    head = found[at].lower
    placing = words.list("preposition") | words.list("adverb")
    dated = words.list("time_word") | words.list("dated")
    if head not in placing | dated:
        return False
    between = {each.lower for each in found[at:here]}
    return here - at <= _NEAR or not between.isdisjoint(dated | _channels(words))


def _channels(words: Words) -> frozenset[str]:
    """Words for how something was made known: a statement, an interview."""
    names = ("statement", "press", "broadcast", "social", "e_mail", "phone")
    return frozenset().union(*(words.list(f"channel_{name}") for name in names))


def _after_adjuncts(found: Sequence[Token], at: int, words: Words) -> int:
    """Past ``on Monday``, ``in a statement``, ``last week`` and adverbs."""
    dated = words.list("time_word") | words.list("dated")
    channels = _channels(words)
    while at < len(found):
        start = at
        if is_any(found, at, words.list("preposition")):
            ahead = at + 1
            while ahead < min(at + 5, len(found)) and found[ahead].lower not in dated | channels:
                ahead += 1
            if is_any(found, ahead, dated | channels):
                at = ahead + 1
        while is_any(found, at, dated) or (
            at > start and at < len(found) and found[at].text.isdigit()
        ):
            at += 1
        if at == start:
            return at
    return at


def _plain(found: Sequence[Token], at: int, frames: str, words: Words) -> Complement | None:
    """A clause without ``that``, a question, an infinitive or an object."""
    if at >= len(found):
        return None
    word = found[at].lower
    if word == "that" and "t" in frames:
        return Complement(at + 1)
    if is_any(found, at, {QUOTE}) and ("q" in frames or "Q" in frames):
        return Complement(at, quoted=at + 1 >= len(found) or not found[at + 1].is_word)
    if word in ("whether", "if", "how", "why", "what", "when", "where", "who") and "w" in frames:
        return Complement(at)
    if word == "to":
        return Complement(at) if "i" in frames else None
    if not _begins_clause(found, at, words):
        return None
    if "b" in frames and (_has_verb(found, at + 1, words) or "!" in frames):
        return Complement(at)
    if "o" in frames and word not in words.list("pronoun"):
        return Complement(at)
    if "Q" in frames and any(each.lower == QUOTE for each in found[at:]):
        return Complement(at)
    return None


def _begins_clause(found: Sequence[Token], at: int, words: Words) -> bool:
    token = found[at]
    if not token.is_word and token.lower != QUOTE:
        return False
    excluded = words.list("preposition") | words.list("auxiliary") | words.list("adverb")
    return token.lower not in excluded | (words.list("subordinator") - {"what", "how"}) | {"and"}


def _has_verb(found: Sequence[Token], at: int, words: Words) -> bool:
    """Whether a finite verb seems to follow: an auxiliary, or a word in -ed or -s after a noun."""
    verbs = words.list("auxiliary") | words.list("contracted")
    for here in range(at, min(at + 14, len(found))):
        token = found[here]
        if token.lower in (";", ":", ","):
            return False
        if token.lower in verbs or token.lower in words.verbs:
            return True
        if token.is_word and not token.is_name and token.lower.endswith(("ed", "s")):
            return True
    return False
