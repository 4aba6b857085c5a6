"""olah in a process of its own: the reading half of a Hub, over local git repositories."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

_CONFIG = """\
[basic]
host = "127.0.0.1"
port = {port}
mirrors-path = ["{mirrors}"]
repos-path = "{cache}"
metadata-cache-ttl = 0

[accessibility]
offline = true
"""


def _free_port() -> int:
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return int(each.getsockname()[1])


@contextlib.contextmanager
def serving(mirrors: Path, place: Path) -> Iterator[str]:
    """Serve the repositories below ``mirrors``; the address, for as long as it runs."""
    port = _free_port()
    config = place / "olah.toml"
    config.write_text(_CONFIG.format(port=port, mirrors=mirrors, cache=place / "cache"), "utf-8")
    with (place / "olah.out").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "olah.server", "-c", config, "--log-path", place / "logs"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=place,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/api/datasets/nobody/nothing", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert process.poll() is None, "olah ended at once"
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.1)
    raise AssertionError("olah does not answer")
