"""The archive of raw exports, people's pseudonyms, and what else a sync keeps beside the seeds."""

from pathlib import Path

from tellings.studio.archive import Entry


def keep_export(folder: Path, data: bytes, time: str) -> Entry:
    """Archive an export under the hash of its content, and append a line to ``index.jsonl``.

    The same content twice is stored once; nothing is ever overwritten.

    Raises:
        StoreError: if it cannot be written.
    """
    raise NotImplementedError
