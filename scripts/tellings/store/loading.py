"""Asking `datasets`, in a Python of its own with an empty cache, what it gives of a dataset."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tellings.store.extras import need
from tellings.store.writing import StoreError

_READER = "tellings.inspecting.loading"


class Loading:
    """`datasets` at work on a folder or a repository; ``result`` waits for it.

    The cache is empty and is gone afterwards: with an old one, a tag that is missing would be
    served from it without a word.

    Raises:
        StoreError: if `datasets` is not installed.
    """

    def __init__(self, source: str, revision: str | None = None, token: str | None = None) -> None:
        need("hub", "datasets")
        self._cache = tempfile.TemporaryDirectory()
        words = [sys.executable, "-P", "-m", _READER, source]
        words += ["--revision", revision] if revision else []
        self._process = subprocess.Popen(  # noqa: S603
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(self._cache.name, source, token),
        )

    def result(self) -> Mapping[str, Any]:
        """What it gives of every config.

        Raises:
            StoreError: if it does not know any config.
        """
        try:
            out, err = self._process.communicate()
            if self._process.returncode:
                lines = err.decode(errors="replace").strip().splitlines() or ["no reason given"]
                raise StoreError(f"datasets does not read it: {lines[-1]}")
            found: dict[str, Any] = json.loads(out)
            return found
        finally:
            self.end()

    def end(self) -> None:
        """Stop it, if it is still at work, close its pipes, and remove its cache."""
        with self._process:
            self._process.kill()
        self._cache.cleanup()


def _environment(cache: str, source: str, token: str | None) -> dict[str, str]:
    """That of a stranger: no cache, and no token but the one that is given."""
    left_out = ("HF_TOKEN", "HF_DATASETS_CACHE", "HF_HUB_CACHE", "HF_TOKEN_PATH")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    kept |= {"HF_HOME": cache, "PYTHONPATH": os.pathsep.join(paths)}
    if Path(source).is_dir():
        kept["HF_HUB_OFFLINE"] = "1"
    return kept | ({"HF_TOKEN": token} if token else {})
