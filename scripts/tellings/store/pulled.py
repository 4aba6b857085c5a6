"""What was pulled last, in one database beside the server's own: the bases of the next merge."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from tellings.store.private import OWNER_ONLY, private_folder
from tellings.store.writing import StoreError

_TABLE = """
create table if not exists pulled (
  server text, project text, article text, annotator text,
  annotation integer, updated text, day text, seconds real, records blob,
  primary key (server, project, article, annotator)
)
"""


class Key(NamedTuple):
    """Whose work on which article in which project of which server."""

    server: str
    project: str
    article: str
    annotator: str


class Pulled(NamedTuple):
    """Work as it was pulled last.

    ``records`` are those of the work by id as plain data, ``day`` is ISO 8601, ``seconds``
    how long the person worked.
    """

    annotation: int
    updated: str
    day: str
    seconds: float
    records: Mapping[str, Any]


@contextmanager
def pulled_database(folder: Path) -> Iterator["Bases"]:
    """The database of bases in a folder, made if need be.

    Raises:
        StoreError: if it cannot be opened or written.
    """
    path = private_folder(folder) / "pulled.sqlite3"
    try:
        with closing(sqlite3.connect(path, timeout=60)) as connection:
            path.chmod(OWNER_ONLY)
            connection.execute("pragma journal_mode=wal")
            connection.execute(_TABLE)
            yield Bases(connection)
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}") from error


class Bases:
    """The bases of the next merge; what is put is there as a whole or not at all."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, key: Key) -> Pulled | None:
        """What was pulled last for a key."""
        query = (
            "select annotation, updated, day, seconds, records from pulled"
            " where server = ? and project = ? and article = ? and annotator = ?"
        )
        row = self._connection.execute(query, key).fetchone()
        return _pulled(row[:4], orjson.loads(row[4])) if row else None

    def of_project(self, server: str, project: str) -> Iterator[tuple[Key, Pulled]]:
        """Everything that was ever pulled of a project, without the records."""
        query = (
            "select server, project, article, annotator, annotation, updated, day, seconds"
            " from pulled where server = ? and project = ? order by article, annotator"
        )
        for row in self._connection.execute(query, (server, project)):
            yield Key(*row[:4]), _pulled(row[4:], {})

    def of_annotator(self, annotator: str, story: str) -> Iterator[tuple[Key, Pulled]]:
        """Everything that was ever pulled of a person's work on a story, without the records."""
        query = (
            "select server, project, article, annotator, annotation, updated, day, seconds"
            " from pulled where annotator = ? and article like ? order by article"
        )
        for row in self._connection.execute(query, (annotator, f"{story}:%")):
            yield Key(*row[:4]), _pulled(row[4:], {})

    def put(self, items: Iterable[tuple[Key, Pulled]]) -> None:
        """Keep what was pulled, all of it or nothing."""
        with self._connection:
            self._connection.executemany(
                "insert or replace into pulled values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((*key, *each[:4], orjson.dumps(each.records)) for key, each in items),
            )


def _pulled(row: Sequence[Any], records: Mapping[str, Any]) -> Pulled:
    annotation, updated, day, seconds = row
    return Pulled(annotation, updated, day, seconds, records)
