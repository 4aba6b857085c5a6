"""Exports of a server as files: read task by task, so that memory does not grow with them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ijson

from tellings.store.writing import StoreError

_AHEAD = 64
"""So many bytes tell whether a list begins."""


def tasks_in(path: Path) -> Iterator[dict[str, Any]]:
    """The tasks of an export one by one.

    Raises:
        StoreError: if it is no list, or no JSON from some place on.
    """
    with path.open("rb") as file:
        if not file.read(_AHEAD).lstrip().startswith(b"["):
            raise StoreError(f"{path.name}: an export is a list of tasks; this is none")
        file.seek(0)
        try:
            yield from ijson.items(file, "item", use_float=True)
        except ijson.JSONError as error:
            raise StoreError(f"{path.name}: {error}") from error
