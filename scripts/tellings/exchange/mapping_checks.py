"""What in a mapping file cannot be meant, told before any foreign file is read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tellings.exchange.portable import LINKS
from tellings.exchange.quotation import QUOTATION_MARKS
from tellings.exchange.settlement import SETTLED
from tellings.exchange.templates import Named, names_in, required_names
from tellings.findings import Finding
from tellings.positions import toml_line
from tellings.schemas import Schemas, nearest

JSON = Mapping[str, Any]
Fault = tuple[str, str, str]
"""A rule, where it is broken (keys joined by points), and what is to be said."""
_STRAY = re.compile(r"unknown field '([^']+)'")
_MADE = ("record", "id", "article_id", *SETTLED)
"""Fields that no mapping sets."""


def mapping_faults(
    table: JSON, schemas: Schemas, path: str, text: str, named: Named | None
) -> list[Finding]:
    """What in a mapping that fits its schema no import could use.

    Args:
        table: the mapping, as its TOML says.
        schemas: hold our labels and fields.
        path: of the file.
        text: its text, for the lines.
        named: the names that documents of the format have; None if their data say it.
    """
    faults = [*_labels(table, schemas), *_relations(table, schemas)]
    if named is not None:
        faults += _names(table, named)
    return [Finding(rule, path, said, toml_line(text, where)) for rule, where, said in faults]


def stray_lines(findings: Iterable[Finding], text: str) -> list[Finding]:
    """The findings, those on unknown keys of a TOML text each at the line of its key."""
    found = []
    for each in findings:
        key = _STRAY.search(each.message) if each.rule == "unknown-field" else None
        if key is None:
            found.append(each)
            continue
        within = text.splitlines()[each.line - 1 :] if each.line else text.splitlines()
        at = next((n for n, line in enumerate(within) if _gives(line, key[1])), 0)
        found.append(replace(each, line=(each.line or 1) + at))
    return found


def _gives(line: str, key: str) -> bool:
    """Whether a line of TOML gives a key, or opens a table, of this name."""
    word = re.escape(key)
    return bool(re.match(rf"\s*(\[+\s*)?([^#]*[{{,.]\s*)?{word}\s*[=\].]", line))


def _labels(table: JSON, schemas: Schemas) -> Iterator[Fault]:
    layers = {layer.name: [*layer.labels] for layer in schemas.codebook.layers}
    span = schemas["span"]["properties"]
    for name, rule in table.get("labels", {}).items():
        label, known = rule["label"], layers[rule["layer"]]
        if "{" not in label and label not in known:
            hint = nearest(label, known) or f"; known are {', '.join(known)}"
            said = f"{label!r} is no label of the layer {rule['layer']!r}{hint}"
            yield "unknown-label", f"labels.{name}.label", said
        for part in ("timex", "wording"):
            given = {key: each for key, each in rule.get(part, {}).items() if "{" not in each}
            fields = [*span[part]["properties"]]
            for key in rule.get(part, {}):
                if key not in fields:
                    said = f"{part} has no field {key!r}{nearest(key, fields)}"
                    yield "unknown-field", f"labels.{name}.{part}.{key}", said
            where = f"labels.{name}"
            yield from _values(schemas, "span", {part: given}, where)


def _relations(table: JSON, schemas: Schemas) -> Iterator[Fault]:
    for name, rule in table.get("relations", {}).items():
        kind, where = rule["record"], f"relations.{name}"
        links = [*LINKS[kind]]
        for role, field in rule["roles"].items():
            if field not in links:
                hint = nearest(field, links) or f"; known are {', '.join(links)}"
                said = f"{field!r} is no role of {kind}{hint}"
                yield "unknown-field", f"{where}.roles.{role}", said
        if (group := rule.get("group")) is not None and group not in rule["roles"]:
            said = f"group: {group!r} is none of the roles{nearest(group, [*rule['roles']])}"
            yield "unknown-field", f"{where}.group", said
        known = [each for each in schemas[kind]["properties"] if each not in _MADE]
        fixed = {}
        for field, value in rule.get("fields", {}).items():
            if field not in known:
                said = f"{kind} has no field {field!r}{nearest(field, known)}"
                yield "unknown-field", f"{where}.fields.{field}", said
            elif isinstance(value, dict):
                yield from _rule(value, f"{where}.fields.{field}")
            elif isinstance(value, str) and "{" not in value:
                fixed[field] = value
        yield from _values(schemas, kind, fixed, f"{where}.fields")


def _rule(value: JSON, where: str) -> Iterator[Fault]:
    if [*value] != ["rule"]:
        stray = next((key for key in value if key != "rule"), "")
        said = f"a value by rule is {{ rule = {QUOTATION_MARKS!r} }}, without {stray!r}"
        yield "unknown-field", where, said
    elif value["rule"] != QUOTATION_MARKS:
        hint = nearest(str(value["rule"]), [QUOTATION_MARKS]) or f"; known is {QUOTATION_MARKS}"
        yield "unknown-label", where, f"{value['rule']!r} is no rule{hint}"


def _values(schemas: Schemas, kind: str, given: JSON, where: str) -> Iterator[Fault]:
    """Values set for all records that are no label of their field."""
    for each in schemas.violations(kind, {"record": kind, **given}):
        if each.rule == "unknown-label" and each.path.partition(".")[0] in given:
            yield each.rule, f"{where}.{each.path}", each.message


def _names(table: JSON, named: Named) -> Iterator[Fault]:
    """Names in templates about a document that nothing gives."""
    template = table.get("files", {}).get("annotations", named.files)
    known = sorted({*named.others, *names_in(template)})
    for where, template in _of_documents(table):
        for name in required_names(template):
            if name not in known:
                hint = nearest(name, known) or f"; known are {', '.join(known)}"
                said = f"nothing gives {{{name}}}{hint}; {{{name}|...}} is what may be missing"
                yield "unknown-field", where, said


def _of_documents(table: JSON) -> Iterator[tuple[str, str]]:
    yield from ((key, table[key]) for key in ("story", "title") if key in table)
    for part in ("pass", "article"):
        for key, value in table.get(part, {}).items():
            yield f"{part}.{key}", str(value)
