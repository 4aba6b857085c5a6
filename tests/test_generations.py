"""One dataset folder loads the same rows under three generations of `datasets`."""

import hashlib
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[1]
GENERATIONS = ("datasets-3.6", "datasets-4", "datasets-5")
READER = Path(__file__).parent / "fixtures" / "read_all_configs.py"


def environment(name: str) -> Path:
    """The Python of a small virtual environment with one generation; made when its lock changed.

    Made once, whichever workers of a run ask for it at the same time.
    """
    lock = ROOT / "requirements" / f"{name}.txt"
    folder = ROOT / ".venvs" / name
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = folder / "locked"
    scripts = "Scripts" if os.name == "nt" else "bin"
    python = folder / scripts / "python"
    folder.parent.mkdir(exist_ok=True)
    with FileLock(folder.with_name(f"{name}.lock")):
        if not stamp.is_file() or stamp.read_text("utf-8") != digest:
            venv.create(folder, with_pip=True, clear=True)
            _install(lock, python)
            stamp.write_text(digest, "utf-8")
    return python


def _install(lock: Path, python: Path) -> None:
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)


@pytest.mark.parametrize("name", GENERATIONS)
def test_every_config_loads_and_streams_the_same_rows(name: str, tmp_path: Path) -> None:
    home = {**os.environ, "HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [environment(name), "-W", "error", READER, ROOT / "dataset"],
        env=home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "", "datasets complained"
    assert json.loads(done.stdout) == expected()


def expected() -> dict[str, dict[str, object]]:
    """What each config must give: rows in Parquet, labels as the numbers of the card."""
    done = subprocess.run(
        [sys.executable, READER, "--parquet", ROOT / "dataset"],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, dict[str, object]] = json.loads(done.stdout)
    return found
