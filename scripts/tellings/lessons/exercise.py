"""A type of exercise: what it teaches, what it needs, and how it makes its items."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from tellings.lessons.items import Item
from tellings.lessons.layers import Layers
from tellings.lessons.wording import Words


class Part(StrEnum):
    """Where in a lesson an exercise has its place."""

    SOURCES = "sources"
    CERTAINTY = "certainty"
    WORDING = "wording"
    COMPARING = "comparing"
    TIME = "time"


class NothingHereError(Exception):
    """Why a story gives no item, in a sentence for the teacher."""


Maker = Callable[[Layers, Words], Iterable[Item | None]]
"""Makes items without id; None keeps a serial free, as for an article that gives no item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One type of exercise; each is a module of ``exercises`` that ends with ``EXERCISE = ...``.

    Attributes:
        name: as in ids and on the command line, the module's name with hyphens.
        number: its place in the catalogue.
        part: where in a lesson it stands.
        core: whether a lesson of 45 minutes has it before the others of its part.
        skill: what it trains, in a word or two.
        standards: tags of ``standards.toml``.
        needs: kinds of records (``attribution``), or ``span:LAYER``, without which it has nothing.
        glossary: the inventories of the codebook whose labels a student needs.
        words: its sentences in English by name: ``title``, ``about`` (one sentence for the
            teacher), ``task`` (what to do, for the student), ``rule`` (the rule of thumb that ends
            every feedback), ``nothing`` (why a story that has what it needs gives no item) and
            those of its items.
        make: makes the items; it reads the layers only.
    """

    name: str
    number: int
    part: Part
    core: bool = False
    skill: str
    standards: tuple[str, ...]
    needs: tuple[str, ...]
    glossary: tuple[str, ...] = ()
    words: Mapping[str, str]
    make: Maker

    def items(self, layers: Layers, words: Words) -> list[Item]:
        """The items that a story gives.

        Raises:
            NothingHereError: if it gives none; the message says why.
        """
        if missing := [need for need in self.needs if not layers.has(need)]:
            raise NothingHereError(lacking(layers, missing))
        found = [
            replace(each, id=f"{self.name}:{serial}", exercise=self.name)
            for serial, each in enumerate(self.make(layers, words), 1)
            if each is not None
        ]
        if not found:
            raise NothingHereError(words["nothing"])
        return found


def lacking(layers: Layers, needs: list[str]) -> str:
    """What a story has not got, in words."""
    titles = []
    for need in needs:
        kind, _, layer = need.partition(":")
        titles.append(
            f"spans of the layer “{layers.codebook.inventories[layer].title}”"
            if layer
            else f"records of the kind “{kind.replace('-', ' ')}”"
        )
    return f"the story's gold has no {' and no '.join(titles)}"
