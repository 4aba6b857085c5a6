"""Comparing two dataset folders: what differs, and the words that it is about."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tellings.columnwise import NotRisingError, RowPair, differing, leaves
from tellings.comparing import (
    Change,
    Comparison,
    Difference,
    Kind,
    Record,
    changes,
    label_changes,
    spans_of,
)
from tellings.publish.terms import mode_of
from tellings.store.datasets import same_bytes
from tellings.store.manifests import MANIFEST, damaged_files, read_manifest
from tellings.store.tables import PASSES, Table, card_labels, same_rows, span_words, tables_of
from tellings.store.writing import StoreError
from tellings.story import id_key

_QUOTED = ("text", "prefix", "suffix")
_MADE_OF = ("version", "schema", "inputs")
"""What of two manifests is the same where the same seeds went in."""


def compare_datasets(old: Path, new: Path, names: tuple[str, str] | None = None) -> Comparison:
    """Everything in which two dataset folders differ.

    Args:
        old: the one folder.
        new: the other.
        names: what messages call them, if not by their folders.

    Raises:
        StoreError: if one of them is no dataset that can be compared, or is not whole, or if
            they carry different parts of the articles' texts.
    """
    called = names or (str(old), str(new))
    for folder, name in zip((old, new), called, strict=True):
        _check_whole(folder, name)
    _check_texts((old, new), called)
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


def _check_whole(folder: Path, name: str) -> None:
    """Whether the files are those that the manifest lists; without a manifest nobody knows."""
    manifest = read_manifest(folder)
    if manifest is None or not (damaged := damaged_files(folder, manifest)):
        return
    first = damaged[0]
    wrong = "is not the file that" if (folder / first).is_file() else "is missing though"
    listed = f"{first} {wrong} {MANIFEST} lists" + ("" if (folder / first).is_file() else " it")
    more = f" (and {len(damaged) - 1} more)" if len(damaged) > 1 else ""
    raise StoreError(f"{name} is damaged: {listed}{more}; get or build it again")


def _check_texts(folders: tuple[Path, Path], names: tuple[str, str]) -> None:
    """Whether both carry as much of the texts: else every record with words would differ."""
    found = [read_manifest(folder) or {} for folder in folders]
    old, new = (mode_of(each) for each in found)
    if old == new:
        return
    same = all(name in found[0] and found[0][name] == found[1].get(name) for name in _MADE_OF)
    raise StoreError(
        f"{names[0]} carries the texts in mode {old}, {names[1]} in mode {new}, and two text modes"
        " cannot be compared record by record"
        + ("; both are made of the same seeds, so that only the texts differ" if same else "")
        + "; compare two in one mode, such as the full datasets that they were made of"
    )


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
    with suppress(NotRisingError):  # rows in another order than tellings writes them: sort them
        return list(differing(*(each.batches() if each else () for each in (old, new))))
    try:
        return list(differing(*(each.sorted_batches() if each else () for each in (old, new))))
    except NotRisingError as error:
        record_id = error.key.replace("\0", ":")
        name = (old or new).name  # type: ignore[union-attr]
        raise StoreError(f"{name}: two rows have the same id, {record_id} or near it") from error


def _only_quoted(change: Change) -> bool:
    """Whether words are merely quoted in one release and withheld in another.

    How much is quoted has a cap for a whole article, so that a new span may take the room of
    another one; where the words stand, and their hash, are compared all the same.
    """
    return change.field in _QUOTED and None in (change.old, change.new)


def _difference(table: Table, old: Record | None, new: Record | None) -> Difference | None:
    record = new if new is not None else old
    assert record is not None
    name = table.name.removeprefix(f"{PASSES}/")
    of_pass = str(record["pass"]) if table.in_pass or name == PASSES else None
    if old is None or new is None:
        kind: Kind = "added" if old is None else "removed"
        return Difference(name, record["id"], kind, record, in_pass=of_pass)
    found = tuple(each for each in changes(old, new) if not _only_quoted(each))
    return Difference(name, record["id"], "changed", record, found, of_pass) if found else None
