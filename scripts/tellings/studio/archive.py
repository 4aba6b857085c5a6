"""Raw exports as they came from the server: names by content, and the lines of their index."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

_PREFIX = 16
_KINDS = ("annotations", "drafts", "predictions")
_WRITTEN = {"size": "bytes"}
_READ = {written: name for name, written in _WRITTEN.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index: an export that was pulled.

    Attributes:
        time: when it was received, ISO 8601 in UTC.
        sha256: of the bytes as received.
        size: how many bytes.
        counts: tasks, and the annotations, drafts and predictions on them; empty where the
            export cannot be read.
    """

    time: str
    sha256: str
    size: int
    counts: Mapping[str, int]

    @property
    def names(self) -> tuple[str, str]:
        """The name of its file, and the one it has where another content took that."""
        return f"{self.sha256[:_PREFIX]}.json", f"{self.sha256}.json"

    def line(self) -> bytes:
        """The line of ``index.jsonl``."""
        found = asdict(self)
        return (
            json.dumps({_WRITTEN.get(name, name): found[name] for name in found}).encode() + b"\n"
        )


def counted(tasks: Iterable[Any]) -> dict[str, int]:
    """What an export holds, task by task; nothing where something in it is no task.

    >>> counted([{"annotations": [{}, {}], "drafts": []}])
    {'tasks': 1, 'annotations': 2, 'drafts': 0, 'predictions': 0}
    """
    found = {"tasks": 0, **dict.fromkeys(_KINDS, 0)}
    for task in tasks:
        if not isinstance(task, dict):
            return {}
        found["tasks"] += 1
        for kind in _KINDS:
            held = task.get(kind)
            found[kind] += len(held) if isinstance(held, list) else 0
    return found


def read_index(data: bytes) -> list[Entry]:
    """The entries of an index; a last line that was cut off by a crash is left out.

    Raises:
        ValueError: if another line is none.
    """
    lines = data.split(b"\n")
    try:
        found = [json.loads(line) for line in lines[:-1]]
        return [Entry(**{_READ.get(name, name): each[name] for name in each}) for each in found]
    except (TypeError, ValueError) as error:
        raise ValueError(f"the index of the archive has a damaged line: {error}") from error
