"""Comparing two dataset folders: what differs, and the words that it is about."""

from collections.abc import Iterable
from pathlib import Path

from tellings.columnwise import NotRisingError, RowPair, differing, leaves
from tellings.comparing import (
    Comparison,
    Difference,
    Kind,
    Record,
    changes,
    label_changes,
    spans_of,
)
from tellings.store.datasets import same_bytes
from tellings.store.tables import PASSES, Table, card_labels, same_rows, span_words, tables_of
from tellings.store.writing import StoreError
from tellings.story import id_key


def compare_datasets(old: Path, new: Path) -> Comparison:
    """Everything in which two dataset folders differ.

    Raises:
        StoreError: if one of them is no dataset that can be compared.
    """
    before, after = tables_of(old), tables_of(new)
    result = Comparison(same_bytes=same_bytes(old, new))
    equal = same_rows(old, new)
    for name in dict.fromkeys((*before, *after)):
        if name.partition("/")[0] not in equal:
            result.differences += _differences(before.get(name), after.get(name))
    both = [(before[name], after[name]) for name in before if name in after]
    was, now = (_columns(pair[at] for pair in both) for at in (0, 1))
    result.added_columns, result.removed_columns = sorted(now - was), sorted(was - now)
    result.labels = list(label_changes(card_labels(old), card_labels(new)))
    _find_words(result, old, new)
    return result


def _find_words(result: Comparison, old: Path, new: Path) -> None:
    """Look up the words of every span that a difference speaks of."""
    ids = {each for difference in result.published() for each in spans_of(difference)}
    result.words = span_words(new, ids)
    result.words |= span_words(old, ids - set(result.words))


def _columns(tables: Iterable[Table]) -> set[str]:
    """Columns and nested fields; those of records in passes are those of their own tables."""
    return {leaf for each in tables if not each.in_pass for leaf in leaves(each.schema, each.name)}


def _differences(old: Table | None, new: Table | None) -> list[Difference]:
    table = old or new
    assert table is not None
    found = [_difference(table, *pair) for pair in _pairs(old, new)]
    return sorted((each for each in found if each), key=lambda each: id_key(each.id))


def _pairs(old: Table | None, new: Table | None) -> list[RowPair]:
    try:
        return list(differing(*(each.batches() if each else () for each in (old, new))))
    except NotRisingError:  # rows in another order than tellings writes them
        pass
    try:
        return list(differing(*(each.sorted_batches() if each else () for each in (old, new))))
    except NotRisingError as error:
        record_id = error.key.replace("\0", ":")
        name = (old or new).name  # type: ignore[union-attr]
        raise StoreError(f"{name}: two rows have the same id, {record_id} or near it") from error


def _difference(table: Table, old: Record | None, new: Record | None) -> Difference | None:
    record = new if new is not None else old
    assert record is not None
    name = table.name.removeprefix(f"{PASSES}/")
    of_pass = str(record["pass"]) if table.in_pass or name == PASSES else None
    if old is None or new is None:
        kind: Kind = "added" if old is None else "removed"
        return Difference(name, record["id"], kind, record, in_pass=of_pass)
    found = tuple(changes(old, new))
    return Difference(name, record["id"], "changed", record, found, of_pass) if found else None
