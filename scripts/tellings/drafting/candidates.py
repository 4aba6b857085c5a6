"""Named candidates for a story's entities, where no registry exists yet."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tellings.drafting.names import bare_text
from tellings.drafting.tokens import Token, bare, is_any, tokens
from tellings.drafting.words import Words
from tellings.records import Entity
from tellings.stages.scaffold import slug_of

_JOINTS = {"of", "for", "de", "van", "von", "bin", "al", "el", "da", "di", "du", "la", "&"}
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
    forms: Counter[str] = field(default_factory=Counter)


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
    sure = {name: each for name, each in seen.items() if each.inside}
    typed = {name: kind for name, each in sure.items() if (kind := _type(name, each, words))}
    return _entities(story, typed, sure)


def _names(
    text: str, start: int, end: int, words: Words
) -> Iterator[tuple[str, int, int, Sequence[Token]]]:
    """The runs of capitalised words in a sentence, titles and origins before them taken off."""
    found = list(tokens(text, start, end))
    capitals = sum(each.is_name for each in found)
    if capitals * 2 > sum(each.is_word for each in found) and len(found) > 4:
        return  # a headline in capitals shows nothing
    at = 0
    while at < len(found):
        if not _begins(found, at, words):
            at += 1
            continue
        last = _run_end(found, at)
        first = _without_title(found, at, last, words)
        if first <= last and last - first < _LONGEST:
            name = text[found[first].start : found[last].end]
            yield bare_text(name.replace("’", "'").replace("\xa0", " ")), first, last, found
        at = last + 1


def _begins(found: Sequence[Token], at: int, words: Words) -> bool:
    token = found[at]
    if not token.is_name or token.lower in words.list("common") | words.list("time_word"):
        return False
    return len(token.text) > 1


def _run_end(found: Sequence[Token], at: int) -> int:
    last = at
    while last + 1 < len(found) and not found[last].lower.endswith(("'s", "s'")):
        if found[last + 1].is_name or (found[last + 1].text[0].isdigit() and last > at):
            last += 1
        elif is_any(found, last + 1, _JOINTS) and last + 2 < len(found) and found[last + 2].is_name:
            last += 2
        else:
            break
    while last > at and found[last].text.isdigit():
        last -= 1
    return last


def _without_title(found: Sequence[Token], first: int, last: int, words: Words) -> int:
    taken = words.list("person_title") | words.list("title_part") | words.list("nationality")
    while first < last and bare(found[first].lower) in taken | {"of", "for", "the", "u.s.", "us"}:
        first += 1
    return first


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
    parts = [bare(each.lower) for each in name.split()]
    last = parts[-1]
    if name.lower() in words.list("country"):
        return "government"
    if last in words.list("nationality") and len(parts) == 1:
        return None
    for kind in ("news_outlet", "government", "organisation", "law", "place"):
        listed = words.list(kind)
        if last in listed or (kind in ("government", "organisation") and parts[0] in listed):
            return kind
    if any(each.isdigit() for each in name) and "-" in name:
        return "artefact"
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


def _entities(story: str, typed: dict[str, str], seen: dict[str, _Seen]) -> list[Entity]:
    """One entity a name; the surname alone is an alias of the full name."""
    people = {name for name, kind in typed.items() if kind == "person" and " " in name}
    short: dict[str, str] = {}
    for name in sorted(people):
        short.setdefault(name.split()[-1], name)
    aliases: dict[str, list[str]] = {}
    for surname, full in short.items():
        if typed.get(surname, "person") == "person" and surname in seen:
            aliases.setdefault(full, []).append(surname)
    found: dict[str, Entity] = {}
    for name, kind in sorted(typed.items()):
        if kind == "person" and short.get(name, name) != name:
            continue
        own = f"{story}:entity:{slug_of(f'{name}.txt')}"
        found.setdefault(
            own,
            Entity(
                id=own, name=name, type=kind, aliases=tuple(aliases.get(name, ())), status="draft"
            ),
        )
    return list(found.values())
