"""Exports of a server as files: read task by task, so that memory does not grow with them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ijson


def tasks_in(path: Path) -> Iterator[dict[str, Any]]:
    """The tasks of an export one by one."""
    with path.open("rb") as file:
        yield from ijson.items(file, "item", use_float=True)
