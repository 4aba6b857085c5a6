"""Many records of one shape against their schema, column by column instead of one by one.

A field that nothing but its own part of the schema speaks of is checked once for each value
that it has; what the schema ties together is checked once for each combination of values.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tellings.schemas import URN, Schemas

_FLAT = frozenset(
    (
        *("$schema", "$id", "title", "description", "examples", "type"),
        *("properties", "required", "additionalProperties", "allOf"),
    )
)
"""Keywords of a schema which say nothing of two fields at once, those under ``allOf`` aside."""


def columns_fit(kind: str, columns: Mapping[str, Sequence[Any]], schemas: Schemas) -> bool:
    """Whether all records fit their schema; no may also mean that columns cannot tell.

    Args:
        kind: the kind of the records.
        columns: the values of each field that the records have, in the order of the records;
            values that hold no others.
        schemas: hold the schema.
    """
    if not all(map(len, columns.values())):
        return True
    if any(len(set(map(type, values))) > 1 for values in columns.values()):
        return False  # a set takes True for 1
    apart = independent(kind, schemas)
    for name in columns.keys() & apart:
        if not schemas.fast_list(f"{kind}#/properties/{name}").is_valid([*set(columns[name])]):
            return False
    tied = [name for name in columns if name not in apart]
    combined = set(zip(*(columns[name] for name in tied), strict=True)) if tied else {()}
    sample = {name: values[0] for name, values in columns.items()}
    is_valid = schemas.fast(kind).is_valid
    return all(is_valid({**sample, **dict(zip(tied, values, strict=True))}) for values in combined)


def independent(kind: str, schemas: Schemas) -> frozenset[str]:
    """The fields of records of a kind of which only their own part of the schema speaks."""
    schema = schemas[kind]
    if not _FLAT.issuperset(schema):
        return frozenset()
    return frozenset(schema["properties"]) - set(_words(schema.get("allOf", []), kind, schemas))


def _words(node: Any, document: str, schemas: Schemas) -> Iterator[str]:
    """Every name in a part of a schema, and in what it refers to."""
    if isinstance(node, list):
        for each in node:
            yield from _words(each, document, schemas)
    elif isinstance(node, dict):
        for name, each in node.items():
            yield name
            if name == "$ref":
                yield from _words(*_referred(each, document, schemas), schemas)
            else:
                yield from _words(each, document, schemas)
    elif isinstance(node, str):
        yield node


def _referred(reference: str, document: str, schemas: Schemas) -> tuple[Any, str]:
    """What a reference leads to, and the document in which that stands."""
    urn, _, pointer = reference.partition("#")
    document = urn.removeprefix(URN) or document
    node: Any = schemas[document]
    for part in pointer.strip("/").split("/"):
        node = node[part] if part else node
    return node, document
