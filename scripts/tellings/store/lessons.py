"""What lessons read beside a story: the standards, and what a story's own language says."""

from functools import cache
from pathlib import Path
from typing import Any

import tomli

from tellings.store.package_files import package_text
from tellings.store.writing import StoreError


@cache
def read_standards() -> dict[str, dict[str, str]]:
    """``standards.toml`` of the package, by tag."""
    found: dict[str, dict[str, str]] = tomli.loads(package_text("lessons/standards.toml"))
    return found


def read_language(seeds: Path, story: str, language: str) -> dict[str, Any]:
    """A story's ``codebook.LANGUAGE.toml``; empty where there is none.

    Raises:
        StoreError: if it cannot be read.
    """
    path = seeds / story / f"codebook.{language.split('-')[0]}.toml"
    try:
        return tomli.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: {error}") from error


def read_version(seeds: Path) -> str:
    """The version of the data, as ``dataset.toml`` says; ``0`` where there is none."""
    path = seeds / "dataset.toml"
    return str(tomli.loads(path.read_text("utf-8"))["version"]) if path.exists() else "0"
