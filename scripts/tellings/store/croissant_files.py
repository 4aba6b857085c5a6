"""croissant.json on disk, and the records that mlcroissant reads through it."""

import contextlib
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from tellings.store.extras import need

CROISSANT = "croissant.json"


def read_description(dataset: Path) -> dict[str, Any] | None:
    """The Croissant description of a folder; None if there is none, or it is no JSON object."""
    try:
        found = orjson.loads((dataset / CROISSANT).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    return found if isinstance(found, dict) else None


@contextlib.contextmanager
def ageing() -> Iterator[None]:
    """Lets mlcroissant call what rdflib and pandas are about to drop, and not log its issues.

    The issues themselves are kept in the metadata of the dataset.
    """
    log = logging.getLogger("absl")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield from _ageing()
    finally:
        log.setLevel(level)


def _ageing() -> Iterator[None]:
    with warnings.catch_warnings():
        for message in ("ConjunctiveGraph is deprecated", "The inplace keyword in DataFrame.reset"):
            warnings.filterwarnings("ignore", message, DeprecationWarning)
        yield


def opened(path: Path) -> Any:
    """The dataset as mlcroissant sees it.

    Raises:
        StoreError: if mlcroissant is not installed.
        Exception: whatever mlcroissant and the libraries under it raise on a faulty one.
    """
    need("hub", "mlcroissant")
    import mlcroissant

    with ageing():
        return mlcroissant.Dataset(str(path))
