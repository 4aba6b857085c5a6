"""The files that a release reads and writes: as they are here, and as last committed."""

from collections.abc import Mapping
from pathlib import Path

from tellings.store.git import files_at
from tellings.store.writing import StoreError, write_all

TOML = Path("seeds/dataset.toml")
CITATION = Path("CITATION.cff")
ERRATA = Path("ERRATA.md")
CHANGELOG = Path("CHANGELOG.md")


def text_here(path: Path) -> str | None:
    """The text of a file of the project, line ends as they are; None if there is none.

    Raises:
        StoreError: if it cannot be read, or is no UTF-8.
    """
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path} cannot be read: {error}") from error


def text_committed(path: Path, commit: str = "HEAD") -> str | None:
    """The text of a file as a commit has it, the last one unless named; None if it has none."""
    found = next(files_at([f"{commit}:{path.as_posix()}"]))
    return None if found is None else found.decode(errors="replace")


def write_texts(texts: Mapping[Path, str]) -> None:
    """Write some files of the project, each whole or not at all."""
    write_all(dict(texts))
