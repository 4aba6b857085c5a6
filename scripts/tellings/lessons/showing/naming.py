"""Who is who: everybody with a name and every outlet, then what several articles name."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tellings.lessons.layers import Layers
from tellings.lessons.shown import Term
from tellings.lessons.wording import Words
from tellings.records import Entity, Span

_PERSON, _OUTLET, _UNNAMED, _PLACE = "person", "news_outlet", "unnamed_person", "place"
_MENTIONED = 2
"""What is no person and no outlet is worth a line if so many articles name it."""
_TWICE, _NAMES = 2, 4


@dataclass(frozen=True)
class Naming:
    """Names of a story.

    Attributes:
        layers: the story.
        words: the sentences of lessons; ``kind-LABEL`` says in plain words what something is.
        aliases: whether the articles' own names may stand.
    """

    layers: Layers
    words: Words
    aliases: bool

    def who(self) -> Iterator[Term]:
        """People first, then outlets, then the rest that several articles name."""
        found = self.layers.of(Entity)
        yield from (self._term(each) for each in found if each.type == _PERSON)
        yield from self._outlets(found)
        rest = [e for e in found if e.type not in (_PERSON, _OUTLET, _UNNAMED)]
        named = {each.name for each in rest if each.type != _PLACE}
        for each in rest:
            twin = each.type == _PLACE and each.name.partition(" (")[0] in named
            if len(self._articles.get(each.id, ())) >= _MENTIONED and not twin:
                yield self._term(each)

    def _outlets(self, found: list[Entity]) -> Iterator[Term]:
        """Those whose articles these are, then others that they name."""
        own = dict.fromkeys(map(self.layers.outlet, self.layers.articles))
        for name in own:
            yield Term(title=name, definition=self.words["kind-own_outlet"])
        others = [each for each in found if each.type == _OUTLET and each.name not in own]
        yield from map(self._term, others)

    def _term(self, entity: Entity) -> Term:
        called = self._called(entity) if self.aliases else ()
        also = [self.words.fill("called", names=", ".join(called))] if called else []
        return Term(title=entity.name, definition="; ".join([self._kind(entity), *also]))

    def _kind(self, entity: Entity) -> str:
        plain = f"kind-{entity.type}"
        if plain in self.words.english:
            return self.words[plain]
        return self.layers.label("mention", entity.type).title.lower()

    def _called(self, entity: Entity) -> list[str]:
        """What articles call it: titles of a person, and other names that stand more than once."""
        said = self._said.get(entity.id, Counter())
        if entity.type == _PERSON:
            longer = [name for name in said if entity.name in name and name != entity.name]
            return sorted(longer, key=lambda name: (-said[name], -len(name), name))[:1]
        names = [n for n in said if said[n] >= _TWICE and n != entity.name and _is_name(n)]
        own = entity.name
        other = [name for name in names if not _shares(name, own)]
        return sorted(other, key=lambda name: (-said[name], name))[:_NAMES]

    @cached_property
    def _said(self) -> Mapping[str, Counter[str]]:
        """How many times each is called what, without an article before the name."""
        found: dict[str, Counter[str]] = {}
        for span in self.layers.of(Span):
            if span.entity:
                name = " ".join(span.text.split())
                found.setdefault(span.entity, Counter())[self._bare(name)] += 1
        return found

    def _bare(self, name: str) -> str:
        """A name without a small word before it: “the White House” is “White House”."""
        first, _, rest = name.partition(" ")
        return rest if rest and first.casefold() in self.words["small-words"].split() else name

    @cached_property
    def _articles(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for span in self.layers.of(Span):
            if span.entity:
                found.setdefault(span.entity, set()).add(span.article_id)
        return found


def _shares(name: str, other: str) -> bool:
    """Whether a word of one begins as a word of the other does; then it tells nothing new."""
    ours, others = name.casefold().split(), other.casefold().split()
    return any(a.startswith(b) or b.startswith(a) for a in ours for b in others)


def _is_name(name: str) -> bool:
    """Whether words are written as a name is; in a script without capitals all are."""
    first = name[0]
    return not first.islower() and name.count(" ") < _NAMES
