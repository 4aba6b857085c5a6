"""Raw exports as they came from the server: names by content, and the lines of their index."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tellings.text import sha256

_PREFIX = 16
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


def entry(data: bytes, time: str) -> Entry:
    """The line for an export.

    Args:
        data: the export as received, whatever it is.
        time: when it was received, ISO 8601 in UTC.
    """
    return Entry(time, sha256(data), len(data), counted(data))


def counted(data: bytes) -> dict[str, int]:
    """What an export holds; nothing where it is no list of tasks.

    >>> counted(b'[{"annotations": [{}, {}], "drafts": []}]')
    {'tasks': 1, 'annotations': 2, 'drafts': 0, 'predictions': 0}
    """
    try:
        tasks: Any = json.loads(data)
    except ValueError:
        return {}
    if not isinstance(tasks, list) or not all(isinstance(each, dict) for each in tasks):
        return {}
    kinds = ("annotations", "drafts", "predictions")
    listed = {kind: [task.get(kind) for task in tasks] for kind in kinds}
    return {
        "tasks": len(tasks),
        **{
            kind: sum(len(each) for each in found if isinstance(each, list))
            for kind, found in listed.items()
        },
    }


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
