"""The list of annotators behind the pseudonyms: for its owner's eyes only."""

from pathlib import Path

from tellings.store.writing import StoreError, told, write_atomic
from tellings.studio.pseudonyms import People, dumped, loaded


def read_people(path: Path) -> People:
    """Everybody that the list names; nobody where there is no list.

    Raises:
        StoreError: if it cannot be read.
    """
    with told(path):
        if not path.exists():
            return People()
        try:
            return loaded(path.read_bytes())
        except ValueError as error:
            raise StoreError(f"{path}: {error}") from error


def write_people(path: Path, people: People) -> None:
    """Write the list so that only its owner can read it.

    Raises:
        StoreError: if it cannot be written; the old list stays.
    """
    write_atomic(path, dumped(people), mode=0o600)
