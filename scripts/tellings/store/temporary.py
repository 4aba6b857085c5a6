"""Folders for what is needed only for a moment."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that goes with the block, whatever happens in it."""
    with tempfile.TemporaryDirectory(prefix="tellings-") as name:
        yield Path(name)
