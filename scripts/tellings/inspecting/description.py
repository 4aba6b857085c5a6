"""The Croissant description: its files are those that are there, its records the Parquet rows."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import zip_longest
from typing import Any

import pyarrow as pa

from tellings.findings import Finding
from tellings.inspecting.card import link_problem
from tellings.publish.rows import Row

CROISSANT = "croissant.json"


def _wrong(rule: str, message: str) -> Finding:
    return Finding(rule, CROISSANT, message)


# Files ---------------------------------------------------------------------------------------


def check_files(
    described: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]], tables: Collection[str]
) -> Iterator[Finding]:
    """Are the files of a description those of the folder, and every table a record set?

    Args:
        described: the description.
        files: path, size and hash of the Parquet files that are there, by path.
        tables: the tables that are there.
    """
    listed: dict[str, Mapping[str, Any]] = {}
    for each in _nodes(described, "distribution"):
        if each.get("@type") == "cr:FileObject":
            listed[str(each.get("contentUrl"))] = each
    for url, each in listed.items():
        if problem := link_problem(url, files) or _absolute(url):
            yield _wrong("broken-link", f"{url}: {problem}")
        elif (wrong := _differs(each, files[url])) is not None:
            yield _wrong("croissant-files", f"{url}: {wrong} is not that of the file")
    for path in sorted(set(files) - set(listed)):
        yield _wrong("croissant-files", f"{path} is not described")
    described_tables = {str(each.get("@id")) for each in _nodes(described, "recordSet")}
    for table in sorted(set(tables) - described_tables):
        yield _wrong("croissant-records", f"table {table!r} has no record set")


def _nodes(described: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = described.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _absolute(url: str) -> str | None:
    return (
        "a link out of the folder; others than the files beside it may come"
        if "://" in url
        else None
    )


def _differs(described: Mapping[str, Any], file: Mapping[str, Any]) -> str | None:
    if described.get("sha256") != file["sha256"]:
        return "sha256"
    return "contentSize" if described.get("contentSize") != f"{file['bytes']} B" else None


# Records -------------------------------------------------------------------------------------


def check_records(
    table: str, schema: pa.Schema, records: Iterator[Row], rows: Iterator[Row]
) -> Iterator[Finding]:
    """Does a table come back through Croissant as it stands in Parquet? Names the first row.

    Args:
        table: its name.
        schema: its Arrow schema.
        records: what mlcroissant reads.
        rows: the Parquet rows.
    """
    missing = object()
    for number, (record, row) in enumerate(zip_longest(records, rows, fillvalue=missing)):
        if record is missing or row is missing:
            yield _wrong("croissant-records", f"{table}: the number of rows differs at {number}")
            return
        assert isinstance(record, dict)
        assert isinstance(row, dict)
        if plain(record) != (wanted := as_record(table, schema, row)):
            fields = {key for key in wanted if plain(record).get(key) != wanted[key]}
            told = ", ".join(sorted(fields)) or "more fields than it has"
            yield _wrong("croissant-records", f"{table}: {row.get('id', number)} differs in {told}")
            return


def plain(value: Any) -> Any:
    """A value from mlcroissant, with its text and days as Parquet has them."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime().date()
    assert value is None or type(value) in (str, int, bool, date), type(value)
    return value


def _lists_structs(kind: pa.DataType) -> bool:
    return pa.types.is_list(kind) and pa.types.is_struct(kind.value_type)


def _leaves(path: str, kind: Any, value: Row | None) -> Row:
    """What of a struct comes back in one mapping: by path, without the lists of structs in it."""
    found: Row = {}
    for field in kind:
        inner, own = f"{path}/{field.name}", value and value[field.name]
        if pa.types.is_struct(field.type):
            found |= _leaves(inner, field.type, own)
        elif not _lists_structs(field.type):
            found[inner] = own
    return found


def _items(path: str, kind: Any, value: list[Row] | None) -> list[Row]:
    # mlcroissant can't tell a list that is null from one that holds a single null.
    return [_leaves(path, kind.value_type, each) for each in ([None] if value is None else value)]


def as_record(table: str, schema: pa.Schema, row: Row) -> Row:
    """A Parquet row as mlcroissant gives it back: fields by id, lists in structs beside them."""
    found: Row = {}
    for field in schema:
        path, value = f"{table}/{field.name}", row[field.name]
        if pa.types.is_struct(field.type):
            found[path] = _leaves(path, field.type, value)
            for part in field.type:
                if _lists_structs(part.type):
                    inner = f"{path}/{part.name}"
                    found[inner] = _items(inner, part.type, value and value[part.name])
        elif _lists_structs(field.type):
            found[path] = _items(path, field.type, value)
        else:
            found[path] = value
    return found
