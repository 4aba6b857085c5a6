"""olah in a process of its own: the reading half of a Hub, over local git repositories."""

import contextlib
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import PATIENCE

_CONFIG = """\
[basic]
host = "127.0.0.1"
port = 0
mirrors-path = ["{mirrors}"]
repos-path = "{cache}"
metadata-cache-ttl = 0

[accessibility]
offline = true
"""
_RUNNING = re.compile(r"Uvicorn running on (http://127\.0\.0\.1:\d+) ")


@contextlib.contextmanager
def serving(mirrors: Path, place: Path) -> Iterator[str]:
    """Serve the repositories below ``mirrors``; the address, for as long as it runs."""
    config, out = place / "olah.toml", place / "olah.out"
    cache = (place / "cache").as_posix()
    config.write_text(_CONFIG.format(mirrors=mirrors.as_posix(), cache=cache), "utf-8")
    with out.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "olah.server", "-c", config, "--log-path", place / "logs"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=place,
        )
        try:
            yield _address(process, out)
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def _address(process: "subprocess.Popen[bytes]", out: Path) -> str:
    """Where it listens: at a port that the system gave it, which it tells once it answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if found := _RUNNING.search(out.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(out.read_text("utf-8", "replace"))
