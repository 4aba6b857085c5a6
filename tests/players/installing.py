"""What tests need from npm: exact versions by lock files, one folder each, installed once.

``python -m tests.players.installing`` installs all of them.
"""

import hashlib
import shutil
import subprocess
from pathlib import Path

from filelock import FileLock

HERE = Path(__file__).parent


class MissingError(Exception):
    """npm is not on this machine."""


def installed(name: str) -> Path:
    """The ``node_modules`` of a folder beside this file, as its lock file says.

    Args:
        name: of the folder.

    Raises:
        MissingError: if npm is needed and not there.
        subprocess.CalledProcessError: if npm fails.
    """
    folder = HERE / name
    with FileLock(folder / ".installing.lock"):
        wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
        stamp = folder / "node_modules" / ".installed"
        if not stamp.exists() or stamp.read_text("ascii") != wanted:
            if shutil.which("npm") is None:
                raise MissingError("npm is missing; type: sudo apt-get install nodejs npm")
            command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
            subprocess.run(command, cwd=folder, check=True)
            stamp.write_text(wanted, "ascii")
    return folder / "node_modules"


if __name__ == "__main__":
    for lock in sorted(HERE.glob("*/package-lock.json")):
        installed(lock.parent.name)
