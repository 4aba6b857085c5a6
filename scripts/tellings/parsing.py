"""Parsing TOML and JSON: a value, or findings that say where the fault is."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import orjson
import tomli

from tellings.findings import Finding
from tellings.positions import toml_line
from tellings.schemas import Schemas
from tellings.store.seeds import MadeJson, MadeToml, SourceFile
from tellings.text import decode


def not_utf8(source: SourceFile) -> list[Finding]:
    """Where a file's bytes are not UTF-8; nothing where they are."""
    try:
        decode(source.data)
    except UnicodeDecodeError as error:
        return [undecodable(source.path, error)]
    return []


def undecodable(path: str, error: UnicodeDecodeError) -> Finding:
    """The finding that bytes are not UTF-8."""
    message = (
        f"byte {error.start} (0x{error.object[error.start]:02x}) is not UTF-8;"
        " 'tellings add' names the encoding and converts it with --encoding"
    )
    return Finding("not-utf8", path, message)


def read_toml(file: SourceFile) -> tuple[dict[str, Any] | None, str, list[Finding]]:
    """A TOML file's table and text, or a finding with the line and column of the fault."""
    try:
        text = decode(file.data)
    except UnicodeDecodeError as error:
        return None, "", [undecodable(file.path, error)]
    if isinstance(file, MadeToml):
        return file.table, text, []
    try:
        return _days_as_text(tomli.loads(text)), text, []
    except RecursionError:
        return None, text, [Finding("toml-syntax", file.path, "nested too deeply")]
    except ValueError as error:  # TOMLDecodeError, and numbers that Python does not read
        message, line = _toml_place(str(error), text)
        return None, text, [Finding("toml-syntax", file.path, message, line)]


def _toml_place(message: str, text: str) -> tuple[str, int | None]:
    """A parser's message with line and column, also where it only says that the text ended."""
    if "end of document" in message:
        lines = text.split("\n")
        message = message.replace(
            "at end of document", f"at line {len(lines)}, column {len(lines[-1]) + 1}"
        )
    line = message.partition("at line ")[2].partition(",")[0]
    return message, int(line) if line.isdigit() else None


def _days_as_text(value: Any) -> Any:
    """Dates that TOML writes without quotation marks, as the schemas have them."""
    if isinstance(value, dict):
        return {
            key: each if type(each) is str else _days_as_text(each) for key, each in value.items()
        }
    if isinstance(value, list):
        return [_days_as_text(each) for each in value]
    return value.isoformat() if isinstance(value, (date, datetime, time)) else value


def check_table(
    schemas: Schemas, schema: str, table: Mapping[str, Any], path: str, text: str
) -> list[Finding]:
    """What in a TOML table does not fit its schema."""
    return [
        Finding(each.rule, path, each.message, toml_line(text, each.path))
        for each in schemas.violations(schema, table)
    ]


def parse_json(source: SourceFile) -> tuple[Any, list[Finding]]:
    """A JSON file's value, or a finding with line and column of the fault."""
    if isinstance(source, MadeJson):
        return source.value, []
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        if undecodable := not_utf8(source):
            return None, undecodable
        message = f"{error.msg} (column {error.colno})"
        return None, [Finding("json-syntax", source.path, message, error.lineno)]
    if data.count(b'"') != orjson.dumps(value).count(b'"'):
        return value, twice_in(source)  # a key that stands twice, or an unusual escape
    return value, []


def twice_in(source: SourceFile) -> list[Finding]:
    """Keys that stand twice in one object of a JSON file: all but the last would be lost."""
    twice: set[str] = set()

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in found]
        twice.update(name for name in names if names.count(name) > 1)
        return dict(found)

    json.loads(decode(source.data), object_pairs_hook=pairs)
    if not twice:
        return []
    message = "the same key stands twice in one object: " + ", ".join(sorted(twice))
    return [Finding("duplicate-key", source.path, message)]
