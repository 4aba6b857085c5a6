"""Sources: the noun phrase before or after a cue, with its apposition."""

from collections.abc import Sequence
from typing import NamedTuple

from tellings.drafting.tokens import QUOTE, Token, bare, is_any
from tellings.drafting.words import Words

_LONGEST = 28
"""Tokens; a longer phrase is no source that a rule should suggest."""
_COMMA = ","


class Phrase(NamedTuple):
    """Tokens of a noun phrase: ``first`` to ``last``, both included."""

    first: int
    last: int


def before(found: Sequence[Token], at: int, words: Words) -> Phrase | None:
    """The phrase that ends right before a position, or before the adverbs that stand there."""
    last = at - 1
    while is_any(found, last, words.list("adverb")):
        last -= 1
    if is_any(found, last, {_COMMA}):
        return _with_apposition(found, last, words)
    if is_any(found, last, words.list("pronoun")):
        return Phrase(last, last)
    first = _left_end(found, last, words)
    first = _trimmed(found, first, last, words)
    if first > last or last - first > _LONGEST or not _may_speak(found, first, last, words):
        return None
    return Phrase(first, last)


def _with_apposition(found: Sequence[Token], comma: int, words: Words) -> Phrase | None:
    """``NAME, APPOSITION,`` where the second comma stands at ``comma``."""
    back = comma - 1
    while back > 0 and not (
        found[back].lower == _COMMA and _is_apposition(found, back + 1, comma - 1, words)
    ):
        if found[back].lower in (QUOTE, ";", ":", "—", "–", "--") or comma - back > _LONGEST:
            return None
        back -= 1
    if back <= 0:
        return None
    head = before(found, back, words) if not is_any(found, back - 1, {_COMMA}) else None
    if head is None or not any(each.is_name for each in found[head.first : head.last + 1]):
        return None
    return Phrase(head.first, comma)


def _is_apposition(found: Sequence[Token], first: int, last: int, words: Words) -> bool:
    """Whether tokens between commas describe a person: a determiner, a title, or a clause."""
    if first > last:
        return False
    head = found[first].lower
    if (
        head in ("who", "whose", "including")
        or head in words.list("determiner")
        or found[first].text.isdigit()
    ):
        return True
    plain = [bare(each.lower) for each in found[first : last + 1]]
    speaking = words.list("official") | words.list("person_noun") | words.list("person_title")
    return head not in words.list("preposition") and any(word in speaking for word in plain)


def _left_end(found: Sequence[Token], last: int, words: Words) -> int:
    """How far left the phrase that ends at ``last`` reaches at most."""
    at = last
    stops = words.list("subordinator") | words.list("auxiliary") | words.list("contracted")
    while at >= 0:
        token = found[at]
        if token.lower == "and" and _joins_names(found, at, words):
            at -= 1
            continue
        if token.lower in stops or token.lower == "and" or not _inside_phrase(token):
            break
        if token.lower in words.verbs and token.lower.endswith(("ed", "said", "told", "says")):
            break
        at -= 1
    if at < last and (who := _relative(found, at, words)) is not None:
        return _left_end(found, who - 1, words)  # a relative clause belongs to its noun
    return at + 1


def _relative(found: Sequence[Token], at: int, words: Words) -> int | None:
    """The ``who`` whose clause a position is in; None if it is in none."""
    while (
        at > 0 and _inside_phrase(found[at]) and found[at].lower not in words.list("subordinator")
    ):
        if found[at].lower == "who":
            return at
        at -= 1
    return at if at > 0 and found[at].lower == "who" else None


def _inside_phrase(token: Token) -> bool:
    return token.is_word or token.lower in ("-", "&", "'", "’", "/", ".")


def _joins_names(found: Sequence[Token], at: int, words: Words) -> bool:
    """Whether ``and`` joins two names or nouns, not two clauses."""
    if at == 0 or at + 1 >= len(found):
        return False
    left, right = found[at - 1], found[at + 1]
    speaking = words.list("official") | words.list("person_noun") | words.list("institution")
    named = left.is_name or left.lower in speaking
    return named and (right.is_name or right.lower in speaking | words.list("determiner"))


def _trimmed(found: Sequence[Token], first: int, last: int, words: Words) -> int:
    """The first token of the phrase itself: what only places it in time is left out."""
    while first <= last:
        word = found[first].lower
        if word in words.list("leading") or word in ("and", "or"):
            first += 1
        elif word in words.list("preposition") and first < last and _is_plain(found, first):
            first = _after_adverbial(found, first, last, words)
        elif word in words.list("time_word") or word in words.list("dated"):
            first += 1
        else:
            break
    return first


def _is_plain(found: Sequence[Token], at: int) -> bool:
    """Whether a capital at the beginning of a word is only that of the sentence."""
    return at == 0 or not found[at].is_name


def _after_adverbial(found: Sequence[Token], first: int, last: int, words: Words) -> int:
    """Where the words after ``On Monday`` or ``In Saltby`` begin; past the end if nowhere."""
    at = first + 1
    while at <= last and (
        found[at].lower in words.list("time_word") | words.list("dated") or found[at].text.isdigit()
    ):
        at += 1
    if at > first + 1:
        return at
    determiners = words.list("determiner")
    later = [n for n in range(first + 2, last + 1) if found[n].lower in determiners]
    return later[-1] if later else last + 1


def _may_speak(found: Sequence[Token], first: int, last: int, words: Words) -> bool:
    """Whether a phrase can be a source: a pronoun, a name, or a noun."""
    head = found[first].lower
    if head in words.list("not_source") or any(each.lower == QUOTE for each in found[first:last]):
        return False
    if first == last and head in words.list("pronoun"):
        return True
    if head in words.list("pronoun") and head != "who":
        return False
    plain = [each for each in found[first : last + 1] if each.is_word]
    if not plain or any(each.lower in words.list("time_word") for each in plain[-1:]):
        return False
    return not plain[-1].text.isdigit() and plain[-1].lower not in words.list("preposition")


def is_speaker(found: Sequence[Token], phrase: Phrase, words: Words) -> bool:
    """Whether a phrase names somebody: a name, a pronoun, or a noun for who speaks."""
    nouns = (
        words.list("official")
        | words.list("person_noun")
        | words.list("institution")
        | words.list("document")
    )
    for at in range(phrase.first, phrase.last + 1):
        token = found[at]
        if token.lower in words.list("pronoun") or bare(token.lower) in nouns:
            return True
        if token.is_name and not (at == 0 and token.lower in words.list("common")):
            return True
    return False


def after(found: Sequence[Token], at: int, words: Words, whole: bool = False) -> Phrase | None:
    """The phrase that begins at a position.

    Args:
        found: the tokens of the sentence.
        at: where it begins.
        words: the words of the language.
        whole: whether prepositions and relative clauses belong to it, as after
            ``according to``.
    """
    last = _right_end(found, at, words, whole)
    while last >= at and found[last].lower in (
        words.list("time_word") | words.list("dated") | words.list("preposition")
    ):
        last -= 1
    if last < at or last - at > _LONGEST or not _may_speak(found, at, last, words):
        return None
    if not whole and _apposed(found, last + 1, words):
        last = _apposition_end(found, last + 1)
    return Phrase(at, last)


_KEPT = {"of", "for"}


def _right_end(found: Sequence[Token], at: int, words: Words, whole: bool) -> int:
    stops = words.list("subordinator") | {"who"}
    nouns = words.list("official") | words.list("person_noun")
    plain = False
    here = at
    while here < len(found):
        token = found[here]
        if not _inside_phrase(token) or (token.lower == "." and not whole):
            break
        if not whole and token.lower in stops | words.list("auxiliary"):
            break
        plain = plain or token.lower in nouns
        if not whole and token.lower in words.list("preposition") - _KEPT and not plain:
            break
        here += 1
    while here > at and found[here - 1].lower in (".", "-", "'", "’", "/"):
        here -= 1
    return here - 1


def _apposed(found: Sequence[Token], comma: int, words: Words) -> bool:
    """Whether an apposition begins after a comma and ends with the clause."""
    if not is_any(found, comma, {_COMMA}) or comma + 1 >= len(found):
        return False
    head = found[comma + 1].lower
    return head in words.list("determiner") and head not in ("this", "that", "these", "those")


def _apposition_end(found: Sequence[Token], comma: int) -> int:
    at = comma + 1
    while at < len(found) and found[at].lower not in (_COMMA, ".", ";", QUOTE, "—", "–", "--", "?"):
        at += 1
    closed = at < len(found) and found[at].lower == _COMMA
    return at if closed and at + 1 < len(found) else at - 1
