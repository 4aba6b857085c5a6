"""What the columns of the tables and their labels mean: for the card, and for a terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tellings.codebook import LAYER_LIST, SPAN_LABEL_LIST, Codebook
from tellings.publish.columns import Column
from tellings.publish.configs import Config
from tellings.publish.counting import as_markdown

_ARTICLES = "articles"
_WHOLE = ("documents", "passes")


@dataclass(frozen=True, slots=True)
class Field:
    """A column, or a field inside one, by its path: ``published.basis``."""

    path: str
    column: Column

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]

    @property
    def type(self) -> str:
        """Its type in words; for a label the list that it is of."""
        name = f"label of `{self.column.inventory}`" if self.column.inventory else self.column.dtype
        return f"list of {name}" if self.column.is_list else name


def fields(config: Config, tables: Sequence[str] = ()) -> Iterator[Field]:
    """Every field of a table, outer before inner; rows nested of other ``tables`` stay closed."""
    for column in config.columns:
        yield from _below(column.name, column, tables)


def _below(path: str, column: Column, tables: Sequence[str]) -> Iterator[Field]:
    yield Field(path, column)
    if column.name not in tables:
        for part in column.parts:
            yield from _below(f"{path}.{part.name}", part, tables)


def fields_named(name: str, tables: Sequence[Config]) -> dict[str, list[Field]]:
    """The fields of a name, by table; of rows nested in another table only where they live."""
    names = [config.name for config in tables]
    found = {}
    for config in tables:
        shared = _shared(config, tables)
        own = replace(config, columns=tuple(c for c in config.columns if c not in shared))
        if listed := [each for each in fields(own, names) if name in (each.name, each.path)]:
            found[config.name] = listed
    return found


def columns_glossary(present: Sequence[Config]) -> str:
    """A collapsed table of columns for each table, in Markdown.

    A table that holds rows of others nested is described by what it has besides.
    """
    names = [config.name for config in present]
    found = []
    for config in present:
        shared = _shared(config, present)
        own = replace(config, columns=tuple(c for c in config.columns if c not in shared))
        besides = f"Besides the columns of `{_ARTICLES}`:\n\n" if shared else ""
        lines = [["column", "type", "what it holds"], *_lines(own, names)]
        found.append(_collapsed(f"<code>{config.name}</code>", lines, besides))
    return "\n\n".join(found)


def _shared(config: Config, present: Sequence[Config]) -> tuple[Column, ...]:
    """The columns of articles in a table of articles with more."""
    if config.name not in _WHOLE:
        return ()
    return tuple(c for each in present if each.name == _ARTICLES for c in each.columns)


def _lines(config: Config, tables: Sequence[str]) -> list[list[str]]:
    return [
        [
            f"`{each.path}`",
            f"rows as in `{each.name}`" if each.path in tables else each.type,
            each.column.description,
        ]
        for each in fields(config, tables)
    ]


def labels_glossary(present: Sequence[Config], codebook: Codebook) -> str:
    """A collapsed table of labels for each list that the columns draw on, in Markdown."""
    used = {each.column.inventory for config in present for each in fields(config)}
    wanted = [
        each
        for each in codebook.inventories.values()
        if each.name in used or (each.is_layer and SPAN_LABEL_LIST in used)
    ]
    parts = []
    if LAYER_LIST in used:
        layers = [[f"`{each.name}`", each.definition] for each in codebook.layers]
        parts.append(_collapsed(f"<code>{LAYER_LIST}</code>", [["layer", "means"], *layers]))
    for each in wanted:
        head = f"<code>{each.name}</code>{' (labels of spans)' if each.is_layer else ''}"
        labels = [[f"`{label.name}`", label.definition] for label in each.labels.values()]
        parts.append(_collapsed(head, [["label", "means"], *labels]))
    return "\n\n".join(parts)


def _collapsed(head: str, lines: list[list[str]], before: str = "") -> str:
    return f"<details><summary>{head}</summary>\n\n{before}{as_markdown(lines)}\n\n</details>"
