"""Which forms of a lesson there are, and writing them."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, Protocol

from tellings.lessons import formats
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words


@dataclass(frozen=True, slots=True)
class Written:
    """The files of one form.

    Attributes:
        files: their bytes by name, relative to the folder of the lesson.
        left_out: what the form cannot carry, a sentence for each kind of thing.
    """

    files: Mapping[str, bytes]
    left_out: tuple[str, ...] = field(default=())


class Format(Protocol):
    """A module of ``formats``."""

    TITLE: str
    """What it is, for ``--help`` and the how-to."""
    NEEDS: tuple[str, ...]
    """What has to be importable, all of the extra ``lessons``."""
    WORDS: Mapping[str, str]
    """Its sentences in English; a story's language has them under ``lesson.NAME``, or under
    ``lesson.`` and what ``SENTENCES`` says where several forms share them."""

    def write(self, lesson: Lesson, words: Words) -> Written:
        """The files; the same lesson gives the same bytes wherever the form allows it."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was asked for: what it made, or what it lacks.

    Attributes:
        name: of the form.
        title: what it is.
        lacks: the packages that are not installed; then nothing was made.
    """

    name: str
    title: str
    written: Written = field(default_factory=lambda: Written({}))
    lacks: tuple[str, ...] = ()


def names() -> list[str]:
    """The names of the forms, without importing one."""
    return sorted(each.name.replace("_", "-") for each in pkgutil.iter_modules(formats.__path__))


def form(name: str) -> Format:
    """The module of a form; what it needs is imported only when it writes."""
    found: Any = importlib.import_module(f"{formats.__name__}.{name.replace('-', '_')}")
    module: Format = found
    return module


def write(name: str, lesson: Lesson, language: Mapping[str, Any]) -> Written:
    """Write a lesson in one form.

    Args:
        name: of the form.
        lesson: what is written.
        language: the story's ``codebook.LANGUAGE.toml``, parsed.
    """
    module = form(name)
    said = language.get("lesson", {}).get(getattr(module, "SENTENCES", name), {})
    return module.write(lesson, Words(module.WORDS, said))


def write_forms(
    wanted: Iterable[str], lesson: Lesson, language: Mapping[str, Any]
) -> Iterator[Form]:
    """Write several forms; one whose packages are not installed says so and makes nothing."""
    for name in wanted:
        module = form(name)
        lacks = tuple(each for each in module.NEEDS if find_spec(each) is None)
        written = Written({}) if lacks else write(name, lesson, language)
        yield Form(name, module.TITLE, written, lacks)
