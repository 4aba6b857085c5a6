"""How much of what a built dataset holds: read from its tables, shown by stats and card."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tellings.publish.configs import ARTICLE_TABLES, STORY_TABLES
from tellings.publish.rows import Row

MOST_ARTICLES = 200
"""How many articles are counted one by one; beyond that there are totals only."""


@dataclass(slots=True)
class Counts:
    """Counts of one dataset, taken table by table.

    ``by_article`` counts spans by layer and the other tables by name, for each of the
    first articles; ``kinds`` does so over all; ``labels`` counts spans by layer and
    label; ``status`` counts records by pass, kind of annotator and status.
    """

    rows: Counter[str] = field(default_factory=Counter)
    by_article: dict[str, Counter[str]] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    status: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Count the rows of one table; articles come before what lives on them.

        Of spans the columns article_id, layer and label are looked at; of ``passes``
        everything that is nested.
        """
        for row in rows:
            self.rows[table] += 1
            if table == "articles" and len(self.by_article) < MOST_ARTICLES:
                self.by_article[row["id"]] = Counter()
            if table == "spans":
                self.labels[row["layer"], row["label"]] += 1
            if table in ARTICLE_TABLES:
                kind = row["layer"] if table == "spans" else table
                self.kinds[kind] += 1
                counter = self.by_article.get(row["article_id"])
                if counter is not None:
                    counter[kind] += 1
            if table == "passes":
                for layer in (*ARTICLE_TABLES, *STORY_TABLES):
                    for record in row[layer]:
                        self.status[row["pass"], row["annotator_kind"], record["status"]] += 1

    def merge(self, other: "Counts") -> None:
        """Add the counts of other articles."""
        self.rows.update(other.rows)
        self.kinds.update(other.kinds)
        self.labels.update(other.labels)
        self.status.update(other.status)
        room = MOST_ARTICLES - len(self.by_article)
        self.by_article |= dict(list(other.by_article.items())[:room])

    def span_layers(self) -> dict[str, int]:
        """Spans by layer, in the order in which the layers were met."""
        totals: Counter[str] = Counter()
        for (layer, _), number in self.labels.items():
            totals[layer] += number
        return dict(totals)

    def table(self, layers: tuple[str, ...]) -> list[list[str]]:
        """Layers and tables by article, with a head and a column of totals."""
        order = [*layers, *(table for table in ARTICLE_TABLES if table != "spans")]
        articles = self.by_article if self.rows["articles"] <= MOST_ARTICLES else {}
        head = ["", *(article.rpartition(":")[2] for article in articles), "all"]
        lines = [
            [
                kind.replace("_", " "),
                *(str(counter[kind]) for counter in articles.values()),
                str(self.kinds[kind]),
            ]
            for kind in order
            if self.kinds[kind]
        ]
        return [head, *lines]


def counted(number: int, words: str) -> str:
    """A number with words in the plural, which become singular where it is one.

    >>> counted(1, "stories"), counted(2000, "event mentions"), counted(1, "event_mentions")
    ('1 story', '2,000 event mentions', '1 event mention')
    """
    words = words.replace("_", " ")
    if number == 1:
        words = f"{words[:-3]}y" if words.endswith("ies") else words.removesuffix("s")
    return f"{number:,} {words}"


def as_markdown(lines: list[list[str]]) -> str:
    """A table in Markdown; the first line is its head, columns of numbers stand right.

    >>> print(as_markdown([["", "n", "of"], ["a", "1", "<b>"]]))
    |  | n | of |
    |---|---:|---|
    | a | 1 | &lt;b> |
    """
    head, *body = lines
    columns = list(zip(*body, strict=True)) if body else [()] * len(head)
    numbers = [bool(cells) and all(map(str.isdigit, cells)) for cells in columns]
    rule = "|" + "".join("---:|" if each else "---|" for each in numbers)
    return "\n".join([_line(head), rule, *map(_line, body)])


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("<", "&lt;") for cell in cells) + " |"


def as_text(lines: list[list[str]]) -> str:
    """The same table for a terminal.

    >>> print(as_text([["", "n"], ["a", "10"]]))
        n
    a  10
    """
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
