"""What was read on the way, by person and article: on the disk for as long as a pull takes."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager

from tellings.store.temporary import temporary_folder
from tellings.store.writing import StoreError

_TABLE = """
create table item (number integer primary key, person text, article text, content blob);
create index place on item (person, article);
"""


@contextmanager
def spool() -> Iterator["Spool"]:
    """An empty spool that only its owner can read, and that goes with the block.

    Raises:
        StoreError: if it cannot be written.
    """
    with temporary_folder() as folder:
        path = folder / "spool.sqlite3"
        try:
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("pragma journal_mode=off")
                connection.execute("pragma synchronous=off")
                connection.executescript(_TABLE)
                yield Spool(connection)
        except sqlite3.Error as error:
            raise StoreError(f"{path}: {error}") from error


class Spool:
    """Items by person and article, in the order in which they were added."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, person: str, article: str, content: bytes) -> None:
        """Add an item."""
        query = "insert into item (person, article, content) values (?, ?, ?)"
        self._connection.execute(query, (person, article, content))

    def people(self) -> list[str]:
        """Everybody who has an item, sorted."""
        query = "select distinct person from item order by person"
        return [name for (name,) in self._connection.execute(query)]

    def articles(self, person: str) -> list[str]:
        """The articles with an item of a person, by the first of them."""
        query = "select article from item where person = ? group by article order by min(number)"
        return [name for (name,) in self._connection.execute(query, (person,))]

    def of(self, person: str, articles: Iterable[str]) -> Iterator[bytes]:
        """The items of a person on some articles."""
        query = "select content from item where person = ? and article = ? order by number"
        for article in articles:
            for (content,) in self._connection.execute(query, (person, article)):
                yield content
