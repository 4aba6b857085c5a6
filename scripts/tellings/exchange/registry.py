"""Which formats there are: a module in ``writers`` or ``readers`` is a format, by its name."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from tellings.exchange.foreign import ForeignDocument
from tellings.exchange.mapping import LabelMapping
from tellings.exchange.telling import Exported, Options, Telling
from tellings.exchange.templates import Named
from tellings.findings import Finding
from tellings.store.seeds import SourceFile
from tellings.store.writing import StoreError


class Writer(Protocol):
    """A module that writes a format."""

    TITLE: str
    NEEDS: str | None
    """What has to be importable beside our own dependencies, all of the extra ``exchange``."""
    WHOLE: bool
    """Whether it carries every record of an article, with every field."""

    def write(self, tellings: list[Telling], options: Options) -> Exported:
        """The files of an export, and what they leave out."""


class Reader(Protocol):
    """A module that reads a format."""

    __name__: str
    TITLE: str
    NEEDS: str | None
    SUFFIXES: tuple[str, ...]
    """How the names of the files end that are read at all."""
    NAMED: Named | None
    """The names that its documents have for templates; None if their data say it."""

    def read(
        self, files: Mapping[str, SourceFile], mapping: LabelMapping, findings: list[Finding]
    ) -> Iterator[ForeignDocument]:
        """What the files of a folder say, document by document, and what cannot be read."""


def formats(direction: str) -> list[str]:
    """The names of the formats of ``writers`` or ``readers``, without importing one.

    >>> "brat" in formats("writers")
    True
    """
    folder = Path(__file__).parent / direction
    return sorted(each.name.replace("_", "-") for each in pkgutil.iter_modules([str(folder)]))


def writer(name: str) -> Writer:
    """The module that writes a format.

    Raises:
        StoreError: if what it needs is not installed.
    """
    found: Writer = _module("writers", name)
    return found


def reader(name: str) -> Reader:
    """The module that reads a format.

    Raises:
        StoreError: if what it needs is not installed.
    """
    found: Reader = _module("readers", name)
    return found


def _module(direction: str, name: str) -> Any:
    module = importlib.import_module(f"tellings.exchange.{direction}.{name.replace('-', '_')}")
    if module.NEEDS and find_spec(module.NEEDS) is None:
        message = f"{module.TITLE} needs {module.NEEDS}: pip install 'tellings[exchange]'"
        raise StoreError(message)
    return module
