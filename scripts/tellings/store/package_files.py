"""Files that are part of the package: templates, styles, fonts."""

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def package_text(name: str) -> str:
    """The text of a file of the package, by its path below ``tellings``."""
    return files("tellings").joinpath(name).read_text("utf-8")


def package_path(name: str) -> Path:
    """Where a file or folder of the package lies, for programs that open it themselves."""
    return Path(str(files("tellings").joinpath(name)))
