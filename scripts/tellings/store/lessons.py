"""What lessons read beside a story: the standards, and what a story's own language says."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from tellings.positions import toml_line
from tellings.records import Story
from tellings.store.package_files import package_text
from tellings.store.writing import StoreError

if TYPE_CHECKING:
    from tellings.lessons.translation import Fault

Check = Callable[[Mapping[str, Any]], Iterable["Fault"]]


@cache
def read_standards() -> dict[str, dict[str, str]]:
    """``standards.toml`` of the package, by tag."""
    found: dict[str, dict[str, str]] = tomli.loads(package_text("lessons/standards.toml"))
    return found


def read_language(seeds: Path, story: Story, check: Check) -> dict[str, Any]:
    """A story's ``codebook.LANGUAGE.toml``; empty where there is none.

    Args:
        seeds: the folder of the stories.
        story: the story.
        check: what is wrong with the file, once it is parsed.

    Raises:
        StoreError: if it cannot be read, or says what nothing reads; the message has a line for
            each fault, with file and line.
    """
    path = seeds / story.id / f"codebook.{story.language.split('-')[0].lower()}.toml"
    try:
        source = path.read_text("utf-8")
        table = tomli.loads(source)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: {error}") from error
    if found := list(check(table)):
        raise StoreError("\n".join(_told(path, source, each) for each in found))
    return table


def _told(path: Path, source: str, fault: "Fault") -> str:
    line = toml_line(source, fault.path)
    return f"{path}:{line}: {fault.message}" if line else f"{path}: {fault.message}"


def read_version(seeds: Path) -> str:
    """The version of the data, as ``dataset.toml`` says; ``0`` where there is none."""
    path = seeds / "dataset.toml"
    return str(tomli.loads(path.read_text("utf-8"))["version"]) if path.exists() else "0"
