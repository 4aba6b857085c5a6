"""Mentions of a story's entities, found by their names and aliases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tellings.drafting.tokens import Token, bare, is_any, tokens
from tellings.drafting.words import Words
from tellings.records import Entity

PERSON, GOVERNMENT, PLACE = "person", "government", "place"
_WHERE = {"in", "near", "at", "across", "inside", "outside"}
"""Prepositions after which a name that may be both is a place, not who acts there."""


class Mention(NamedTuple):
    """Where an entity is mentioned."""

    start: int
    end: int
    label: str
    entity: str


class _Name(NamedTuple):
    """A name as words, and the entities that it may mean."""

    words: tuple[str, ...]
    entities: tuple[Entity, ...]


Registry = Mapping[str, Sequence[_Name]]
"""Names by their first word, the longest first."""


def registry(entities: Iterable[Entity]) -> Registry:
    """The names and aliases of entities, ready for :func:`mentions`."""
    named: dict[tuple[str, ...], list[Entity]] = {}
    for entity in entities:
        for name in dict.fromkeys((entity.name, *entity.aliases)):
            words = tuple(each.text.replace("’", "'") for each in tokens(name, 0, len(name)))
            if words:
                named.setdefault(words, []).append(entity)
    found: dict[str, list[_Name]] = {}
    for words, meant in named.items():
        found.setdefault(words[0].lower(), []).append(_Name(words, tuple(meant)))
    for each in found.values():
        each.sort(key=lambda name: (-len(name.words), name.words))
    return found


def mentions(text: str, start: int, end: int, known: Registry, words: Words) -> list[Mention]:
    """The mentions between two positions: the outermost, and others inside them."""
    found = list(tokens(text, start, end))
    result: list[Mention] = []
    at = 0
    while at < len(found):
        match = _longest(found, at, len(found), known)
        if match is None or _is_adjective(found, at, match[1], words):
            at += 1
            continue
        name, last = match
        if _article_is_not_its(found, at, last, known, words):
            at += 1
            continue
        entity = _meant(name, found, at, words)
        outer = _span(found, at, last, name, entity, words)
        result.append(outer)
        result += _inside(found, at, last, entity, known, words)
        at = last + 1
    return result


def _longest(
    found: Sequence[Token], at: int, limit: int, known: Registry
) -> tuple[_Name, int] | None:
    """The longest name that begins at a token, with its last token."""
    first = found[at].lower
    for key in dict.fromkeys((first, bare(first))):
        for name in known.get(key, ()):
            last = at + len(name.words) - 1
            if last < limit and _matches(found[at : last + 1], name.words):
                return name, last
    return None


def _article_is_not_its(
    found: Sequence[Token], at: int, last: int, known: Registry, words: Words
) -> bool:
    """Whether an article belongs to a noun after the name: "the S-400 deal"."""
    if found[at].lower not in words.list("determiner") or _phrase_ends(found, last + 1, words):
        return False
    shorter = _longest(found, at + 1, last + 1, known)
    return shorter is not None and shorter[1] == last


def _matches(found: Sequence[Token], name: Sequence[str]) -> bool:
    last = len(name) - 1
    for at, (token, word) in enumerate(zip(found, name, strict=True)):
        shown = token.text.replace("’", "'")
        if shown == word or (at == 0 and word[0].islower() and shown == word.capitalize()):
            continue
        if at == last and shown.lower().endswith(("'s", "s'")) and bare_text(shown) == word:
            continue
        return False
    return True


def bare_text(word: str) -> str:
    """A word without a possessive ending, its capitals kept.

    >>> bare_text("Turkey's"), bare_text("officials'")
    ('Turkey', 'officials')
    """
    return word.removesuffix("'s").removesuffix("'")


def _meant(name: _Name, found: Sequence[Token], at: int, words: Words) -> Entity:
    """Which entity a name means: a place after words that say where, else who acts."""
    if len(name.entities) == 1:
        return name.entities[0]
    where = is_any(found, at - 1, _WHERE)
    fitting = [each for each in name.entities if (each.type == PLACE) == where]
    return (fitting or name.entities)[0]


def _is_adjective(found: Sequence[Token], at: int, last: int, words: Words) -> bool:
    """Whether a short name of a state only tells where something is from: "U.S. officials"."""
    only = at == last or (at + 1 == last and found[at].lower == "the")
    if not only or found[last].lower not in words.list("origin"):
        return False
    return last + 1 < len(found) and not _phrase_ends(found, last + 1, words)


def _phrase_ends(found: Sequence[Token], at: int, words: Words) -> bool:
    """Whether no noun follows that would be the head of the phrase."""
    if at >= len(found) or not found[at].is_word:
        return True
    word = found[at].lower
    closed = (
        words.list("preposition")
        | words.list("auxiliary")
        | words.list("contracted")
        | words.list("subordinator")
        | words.list("adverb")
        | words.list("time_word")
    )
    verbal = word in words.verbs or word.endswith("ed")
    return word in closed or verbal or word in ("and", "who")


def _span(
    found: Sequence[Token], at: int, last: int, name: _Name, entity: Entity, words: Words
) -> Mention:
    """The mention, with the title or the article that belongs to it."""
    first = at
    if entity.type == PERSON:
        first = _with_title(found, at, words)
    elif is_any(found, at - 1, {"the", "its", "his", "her", "their", "our"}):
        own = found[at].lower in words.list("determiner")
        if not own and _phrase_ends(found, last + 1, words):
            first = at - 1
    return Mention(found[first].start, _end(found[last], name), entity.type, entity.id)


def _end(token: Token, name: _Name) -> int:
    """Where the last word of a name ends: a possessive ending stays out unless it is its own."""
    return token.end - max(0, len(token.text) - len(name.words[-1]))


def _with_title(found: Sequence[Token], at: int, words: Words) -> int:
    """Where the title or office before a name begins."""
    first, titled = at, False
    parts = words.list("title_part") | words.list("nationality") | words.list("origin")
    parts |= words.list("country")
    while first > 0:
        word = bare(found[first - 1].lower)
        is_title = word in words.list("person_title")
        if not is_title and word not in parts:
            break
        titled = titled or is_title
        first -= 1
    while first < at and found[first].lower in ("of", "for"):
        first += 1
    if titled and first and found[first].text.islower() and found[first - 1].is_name:
        first -= 1  # "Water minister NAME", at the beginning of a sentence
    return first if titled else at


def _inside(
    found: Sequence[Token], first: int, last: int, outer: Entity, known: Registry, words: Words
) -> Iterator[Mention]:
    """Mentions of other entities inside one."""
    at = first
    while at <= last:
        limit = last + 1 if at > first else last
        match = _longest(found, at, limit, known)
        if match is None or _is_adjective(found, at, match[1], words):
            at += 1
            continue
        name, end = match
        entity = _meant(name, found, at, words)
        if entity.id != outer.id:
            yield (
                _span(found, at, end, name, entity, words)
                if at > first
                else Mention(found[at].start, _end(found[end], name), entity.type, entity.id)
            )
        at = end + 1
