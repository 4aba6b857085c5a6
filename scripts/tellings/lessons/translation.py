"""What a story's ``codebook.LANGUAGE.toml`` says that nothing reads, or that cannot be said."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from tellings.codebook import Codebook, Inventory
from tellings.lessons import bundle, sentences
from tellings.lessons.catalogue import catalogue
from tellings.lessons.wording import LABEL_TEXTS, places
from tellings.lessons.writing import form, names
from tellings.records import Story
from tellings.schemas import nearest

Sentences = Mapping[str, Mapping[str, str]]
_INVENTORY_TEXTS = ("title", "definition", "labels")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a language's file that is not as it should be.

    Attributes:
        path: the keys that lead to it, with dots between.
        message: what is wrong.
    """

    path: str
    message: str


def translatable() -> Sentences:
    """Every English sentence of lessons, by exercise or form; what all share is ``common``."""
    exercises = {each.name: each.words for each in catalogue()}
    modules = {name: form(name) for name in names()}
    forms = {getattr(each, "SENTENCES", name): each.WORDS for name, each in modules.items()}
    return {"common": sentences.WORDS, **exercises, **forms, "zip": bundle.WORDS}


def check_of(story: Story, codebook: Codebook) -> Callable[[Mapping[str, Any]], Iterator[Fault]]:
    """What finds the faults in the file of a story's language."""
    own = codebook.extended(story.labels)
    return partial(faults, codebook=own, english=translatable())


def faults(table: Mapping[str, Any], codebook: Codebook, english: Sentences) -> Iterator[Fault]:
    """What is wrong with a language's file.

    Args:
        table: the file, parsed.
        codebook: the story's labels.
        english: the sentences that can be translated (``translatable``).
    """
    yield from _strange("", table, ("inventories", "lesson"), "table")
    inventories, lesson = table.get("inventories", {}), table.get("lesson", {})
    yield from _tables("inventories", inventories, codebook.inventories, "inventory")
    for name, inventory in codebook.inventories.items():
        yield from _inventory(f"inventories.{name}", _at(inventories, name), inventory)
    yield from _tables("lesson", lesson, english, "exercise or form")
    for name, own in english.items():
        yield from _sentences(f"lesson.{name}", _at(lesson, name), own)


def _at(table: Any, name: str) -> Mapping[str, Any]:
    found = table.get(name) if isinstance(table, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _inventory(path: str, table: Mapping[str, Any], inventory: Inventory) -> Iterator[Fault]:
    yield from _strange(path, table, _INVENTORY_TEXTS, "text")
    texts = {name: each for name, each in table.items() if name != "labels"}
    yield from _texts(path, texts, ("title", "definition"))
    labels = table.get("labels", {})
    yield from _tables(f"{path}.labels", labels, inventory.labels, "label")
    for name in inventory.labels:
        inner = _at(labels, name)
        yield from _strange(f"{path}.labels.{name}", inner, LABEL_TEXTS, "text")
        yield from _texts(f"{path}.labels.{name}", inner, LABEL_TEXTS)


def _sentences(path: str, table: Mapping[str, Any], english: Mapping[str, str]) -> Iterator[Fault]:
    yield from _strange(path, table, english, "sentence")
    yield from _texts(path, table, english)
    for name, said in table.items():
        if isinstance(said, str) and name in english and places(said) != places(english[name]):
            wanted = " ".join(f"{{{each}}}" for each in sorted(places(english[name]))) or "none"
            yield Fault(f"{path}.{name}", f"{name!r} must have the places {wanted}, and no other")


def _strange(path: str, table: Any, known: Any, what: str) -> Iterator[Fault]:
    """Keys that nothing reads; that the value is no table is told too."""
    if not isinstance(table, Mapping):
        yield Fault(path, f"{path.rpartition('.')[2]!r} is no table")
        return
    for name in table:
        if name not in known:
            hint = nearest(name, list(known))
            where = f"{path}.{name}".removeprefix(".")
            yield Fault(where, f"there is no {what} {name!r}{f' in {path}' if path else ''}{hint}")


def _tables(path: str, table: Any, known: Any, what: str) -> Iterator[Fault]:
    yield from _strange(path, table, known, what)
    for name, each in table.items() if isinstance(table, Mapping) else ():
        if name in known and not isinstance(each, Mapping):
            yield Fault(f"{path}.{name}", f"{name!r} is no table")


def _texts(path: str, table: Mapping[str, Any], known: Any) -> Iterator[Fault]:
    for name, each in table.items():
        if name in known and not isinstance(each, str):
            yield Fault(f"{path}.{name}", f"{name!r} is no text")
