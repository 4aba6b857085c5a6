"""The words of a lesson: English in the modules, another language in the story's folder.

A story in another language has ``codebook.LANGUAGE.toml`` beside its ``story.toml``: titles,
definitions and rules of labels under ``inventories``, the sentences of lessons under
``lesson.EXERCISE``, ``lesson.common`` and ``lesson.FORM``. What it does not say stays English, and
is told; what nothing reads is an error (``translation.py``).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tellings.codebook import Codebook, Inventory
from tellings.lessons.items import Quote, Rich

_PLACE = re.compile(r"\{(\w+)\}")
LABEL_TEXTS = ("title", "definition", "rule", "example", "counter_example")
"""What a language can say of a label."""


@dataclass(frozen=True)
class Words:
    """The sentences of one exercise, or of a page, by name.

    Attributes:
        english: what the module says.
        translated: what the story's language says; keys as in ``english``.
    """

    english: Mapping[str, str]
    translated: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        """A sentence without places to fill.

        Raises:
            KeyError: if the module has no sentence of that name.
        """
        return self.translated.get(name) or self.english[name]

    def fill(self, name: str, /, **filled: str) -> str:
        """A sentence with its places filled with words, as plain text."""
        return "".join(map(str, self.say(name, **filled)))

    def say(self, name: str, /, **filled: str | Quote | Rich) -> Rich:
        """A sentence with its places (``{name}``) filled with words, quotations or both."""
        pieces: list[str | Quote] = []
        for number, part in enumerate(_PLACE.split(self[name])):
            value = filled[part] if number % 2 else part
            pieces += value if isinstance(value, tuple) else [value]
        return joined(*pieces)

    @property
    def missing(self) -> list[str]:
        """What the language does not say."""
        return sorted(set(self.english) - set(self.translated))


def places(sentence: str) -> set[str]:
    """The names of the places that a sentence has to fill.

    >>> sorted(places("{cue} hands it to {source}."))
    ['cue', 'source']
    """
    return set(_PLACE.findall(sentence))


def joined(*pieces: str | Quote) -> Rich:
    """Pieces in a row, neighbouring words made one, empty ones left out.

    >>> joined("a", "", "b")
    ('ab',)
    """
    found: list[str | Quote] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece:
            found.append(piece)
    return tuple(found)


def listed(pieces: Iterable[str | Quote | Rich], between: str = ", ") -> Rich:
    """Words, quotations or texts in a row with something between them.

    >>> listed(["a", ("b", "c")], "; ")
    ('a; bc',)
    """
    found: list[str | Quote] = []
    for number, piece in enumerate(pieces):
        found += [between] if number else []
        found += piece if isinstance(piece, tuple) else [piece]
    return joined(*found)


def in_language(codebook: Codebook, table: Mapping[str, Any]) -> Codebook:
    """A codebook with the titles, definitions and rules that a language's file has."""
    said = table.get("inventories", {})
    inventories = {
        name: _translated(each, said.get(name, {})) for name, each in codebook.inventories.items()
    }
    return replace(codebook, inventories=inventories)


def _translated(inventory: Inventory, table: Mapping[str, Any]) -> Inventory:
    labels = {
        name: replace(label, **_known(table.get("labels", {}).get(name, {})))
        for name, label in inventory.labels.items()
    }
    title = table.get("title", inventory.title)
    definition = table.get("definition", inventory.definition)
    return replace(inventory, title=title, definition=definition, labels=labels)


def _known(table: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(table[name]) for name in LABEL_TEXTS if name in table}
