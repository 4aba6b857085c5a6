"""Named candidates for a story's entities, where no registry exists yet."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tellings.drafting.names import bare_text
from tellings.drafting.tokens import Token, bare, is_any, tokens
from tellings.drafting.words import Words
from tellings.records import Entity
from tellings.stages.scaffold import slug_of

_JOINTS = {"of", "for", "de", "van", "von", "bin", "al", "el", "da", "di", "du", "la", "&"}
_STOPS = (".", "!", "?", '"', "”", "»", "“", "’")
_LONGEST = 6
"""Words of a name; more is a heading or a list."""


@dataclass(slots=True)
class _Seen:
    """What the texts show of one name."""

    inside: int = 0
    opening: int = 0
    titled: int = 0
    speaks: int = 0
    located: int = 0


def candidates(story: str, texts: Iterable[tuple[str, int, int]], words: Words) -> list[Entity]:
    """Entities that names in the texts seem to stand for, with the type that rules give them.

    A name whose type no rule knows is left out: an annotator adds it faster than checks it.

    Args:
        story: the story's id.
        texts: each sentence as text, start and end.
        words: the words of the language.
    """
    seen: dict[str, _Seen] = {}
    for text, start, end in texts:
        for name, first, last, found in _names(text, start, end, words):
            _note(seen.setdefault(name, _Seen()), found, first, last, words)
    sure = {name: each for name, each in seen.items() if each.inside or " " in name}
    typed = {name: kind for name, each in sure.items() if (kind := _type(name, each, words))}
    surnames = {name.split()[-1] for name, kind in typed.items() if kind == "person"}
    typed |= {name: "person" for name in seen if name in surnames and name not in typed}
    return _entities(story, typed, words)


def _names(
    text: str, start: int, end: int, words: Words
) -> Iterator[tuple[str, int, int, Sequence[Token]]]:
    """The runs of capitalised words in a sentence, titles and origins before them taken off."""
    found = list(tokens(text, start, end))
    capitals = sum(each.is_name for each in found)
    words_here = sum(each.is_word for each in found)
    if capitals * 2 > words_here > 4 and found[-1].text not in _STOPS:
        return  # a headline in capitals shows nothing
    at = 0
    while at < len(found):
        if not _begins(found, at, words):
            at += 1
            continue
        last = _run_end(found, at, words)
        first = _without_title(found, at, last, words)
        if first <= last and last - first < _LONGEST:
            name = text[found[first].start : found[last].end]
            yield bare_text(name.replace("’", "'").replace("\xa0", " ")), first, last, found
        at = last + 1


def _begins(found: Sequence[Token], at: int, words: Words) -> bool:
    token = found[at]
    if not token.is_name or bare(token.lower) in words.list("common") | words.list("time_word"):
        return False
    return len(token.text) > 1


def _run_end(found: Sequence[Token], at: int, words: Words) -> int:
    last = at
    while last + 1 < len(found) and not found[last].lower.endswith(("'s", "s'")):
        if found[last + 1].is_name or (found[last + 1].text[0].isdigit() and last > at):
            last += 1
        elif _joined(found, last + 1, words):
            last += 2
        else:
            break
    while last > at and found[last].text.isdigit():
        last -= 1
    return last


def _joined(found: Sequence[Token], at: int, words: Words) -> bool:
    """Whether a small word joins two names to one: "Bank of Saltby", "Orla van Brandt"."""
    if not is_any(found, at, _JOINTS) or at + 1 >= len(found) or not found[at + 1].is_name:
        return False
    heads = words.list("organisation") | words.list("government") | words.list("person_title")
    return found[at].lower not in ("of", "for") or bare(found[at - 1].lower) in heads


def _without_title(found: Sequence[Token], first: int, last: int, words: Words) -> int:
    """Where the name itself begins, after a title or a word for where somebody is from."""
    titles = words.list("person_title")
    for at in range(last - 1, first - 1, -1):
        if bare(found[at].lower) in titles:
            return _past_office(found, at + 1, last)
    bodies = words.list("government") | words.list("organisation") | words.list("law")
    while first < last and bare(found[last].lower) not in bodies:
        lead, hyphen, _ = bare(found[first].lower).partition("-")
        origin = words.list("nationality") | words.list("origin")
        if lead not in (origin | words.list("country") if hyphen else origin):
            break
        first += 1
    return first


def _past_office(found: Sequence[Token], at: int, last: int) -> int:
    """Past what belongs to a title: "Secretary of State", "Minister for Trade"."""
    while at + 1 < last and found[at].lower in ("of", "for"):
        at += 2
    return at


def _note(seen: _Seen, found: Sequence[Token], first: int, last: int, words: Words) -> None:
    opening = first == 0 or not any(each.is_word for each in found[:first])
    seen.opening += opening
    seen.inside += not opening
    before = bare(found[first - 1].lower) if first else ""
    seen.titled += before in words.list("person_title")
    seen.located += before in ("in", "near", "at", "from")
    follows = found[last + 1].lower if last + 1 < len(found) else ""
    saying = (before in words.verbs, follows in words.verbs)
    seen.speaks += any(saying)


def _type(name: str, seen: _Seen, words: Words) -> str | None:
    """The type of a name, or None if nothing shows it."""
    parts = [bare(each.lower()).strip(".,") for each in name.split()]
    last = parts[-1]
    if name.lower().replace(" ", "_") in words.list("country"):
        return "government"
    if last in words.list("official_title") | words.list("person_title"):
        return None
    if last in words.list("nationality") and len(parts) == 1:
        return None
    for kind in ("news_outlet", "government", "organisation", "law", "place"):
        if last in words.list(kind) and (len(parts) > 1 or last in words.list("proper")):
            return kind
    if any(each.isdigit() for each in name) and "-" in name:
        return "artefact"
    return _type_by_use(name, parts, seen, words)


def _type_by_use(name: str, parts: Sequence[str], seen: _Seen, words: Words) -> str | None:
    """The type of a name that no word of it tells: by what stands around it."""
    named = parts[0] in words.list("given_name")
    if 1 < len(parts) <= 4 and (named or seen.titled or seen.speaks):
        return "person"
    if len(parts) == 1 and seen.titled:
        return "person"
    if name.isupper() and 2 < len(name) <= 6 and name.isalpha():
        return "organisation"
    if len(parts) <= 2 and seen.located * 2 > seen.inside:
        return "place"
    return None


def _entities(story: str, typed: dict[str, str], words: Words) -> list[Entity]:
    """One entity for all names that mean the same: surnames, plurals, other spellings."""
    groups: dict[str, list[str]] = {}
    same = _same_names(typed, words)
    for name in sorted(typed, key=lambda each: (-len(each.split()), each)):
        groups.setdefault(same.get(name, name), []).append(name)
    found: dict[str, Entity] = {}
    for name, others in sorted(groups.items()):
        own = f"{story}:entity:{slug_of(f'{name}.txt')}"
        aliases = tuple(each for each in others if each != name)
        kind = typed.get(name) or typed[others[0]]
        found.setdefault(own, Entity(id=own, name=name, type=kind, aliases=aliases, status="draft"))
    return list(found.values())


def _same_names(typed: dict[str, str], words: Words) -> dict[str, str]:
    """The name under which each other form of it goes."""
    people = sorted(
        (name for name, kind in typed.items() if kind == "person" and " " in name),
        key=lambda name: (not name.isascii(), name),
    )
    surnames: dict[str, str] = {}
    spelt: dict[str, str] = {}
    for name in people:
        spelt.setdefault(_folded(name), name)
        surnames.setdefault(_folded(name.split()[-1]), name)
    same: dict[str, str] = {}
    for name, kind in typed.items():
        listed = words.synonyms.get(name)
        if listed:
            same[name] = listed
        elif kind == "person":
            same[name] = spelt.get(_folded(name)) or surnames.get(_folded(name)) or name
        elif name.endswith("s") and name[:-1] in typed:
            same[name] = name[:-1]
    return same


def _folded(name: str) -> str:
    """A name without accents and case, to compare spellings."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i"))
    return "".join(each for each in plain if not unicodedata.combining(each)).casefold()
