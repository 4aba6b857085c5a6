"""``tellings schema list|show``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tellings.commands.shared import echo_json, json_option, seeds_option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tellings.codebook import Inventory, Label
    from tellings.publish.glossary import Field
    from tellings.schemas import Schemas


@click.group(name="schema")
def command() -> None:
    """List and explain record kinds, label lists and labels."""


@command.command(name="list")
@json_option
def list_all(as_json: bool) -> None:
    """List the record kinds and the label lists."""
    from tellings.records import RECORD_TYPES
    from tellings.store.schema_files import load_codebook, load_schemas

    schemas, codebook = load_schemas(), load_codebook()
    kinds = {kind: str(schemas[kind]["description"]) for kind in RECORD_TYPES}
    lists = {each.name: list(each.labels) for each in codebook.inventories.values()}
    if as_json:
        echo_json({"records": kinds, "labels": lists})
        return
    for kind, description in kinds.items():
        click.echo(f"{click.style(kind, bold=True)}  {description}")
    for name, labels in lists.items():
        click.echo(f"\n{click.style(name, bold=True)}  {', '.join(labels)}")


@command.command(name="show")
@click.argument("name")
@seeds_option
@json_option
def show(name: str, seeds: Path, as_json: bool) -> None:
    """Explain a record kind, a column, a label list or a label, with examples from gold.

    A column may be derived by the build, or be a field inside another one.
    """
    from tellings.publish.configs import configs
    from tellings.publish.glossary import fields, fields_named
    from tellings.schemas import nearest
    from tellings.store.schema_files import load_codebook, load_schemas

    schemas, codebook = load_schemas(), load_codebook()
    labels, tables = codebook.find(name), configs(schemas)
    columns = fields_named(name, tables)
    if not (name in schemas or name in codebook.inventories or labels or columns):
        known = [*schemas, *codebook.inventories]
        known += [each.name for table in tables for each in fields(table)]
        known += [label for each in codebook.inventories for label in codebook.labels(each)]
        message = f"there is no record kind, column, list or label {name!r}{nearest(name, known)}"
        raise click.BadParameter(message, param_hint="NAME")
    if as_json:
        echo_json(_as_json(name, schemas, columns))
        return
    if name in schemas:
        _tell_schema(schemas, name)
    if name in codebook.inventories:
        _tell_inventory(codebook.inventories[name])
    if columns:
        _tell_columns(name, columns)
    for inventory, label in labels:
        _tell_label(inventory, label, seeds)


def _as_json(name: str, schemas: "Schemas", columns: "Mapping[str, Sequence[Field]]") -> Any:
    from dataclasses import asdict

    codebook = schemas.codebook
    if name in schemas:
        return schemas.bundled(name)
    if name in codebook.inventories:
        return asdict(codebook.inventories[name])
    found = codebook.find(name)
    if found or not columns:
        return [{"inventory": each.name, **asdict(label)} for each, label in found]
    return [
        {"table": table, "column": each.path, "type": each.type, "means": each.column.description}
        for table, listed in columns.items()
        for each in listed
    ]


def _tell_schema(schemas: "Schemas", name: str) -> None:
    schema = schemas[name]
    click.echo(f"{click.style(name, bold=True)}  {schema.get('description', '')}\n")
    required = schema.get("required", ())
    for field, node in schema.get("properties", {}).items():
        values = node.get("$ref", "").rpartition("codebook#/$defs/")[2]
        known = values if values in schemas.codebook.inventories else ""
        note = ", ".join(filter(None, ("" if field in required else "optional", known)))
        shown = f" ({note})" if note else ""
        click.echo(f"  {click.style(field, bold=True)}{shown}: {node.get('description', '')}")
    _tell_derived(schemas, name)
    click.echo()


def _tell_derived(schemas: "Schemas", name: str) -> None:
    """The columns that the build adds to those of a record kind."""
    from tellings.publish.configs import configs, table_of

    own = schemas[name].get("properties", {})
    table = next((each for each in configs(schemas) if each.name == table_of(name)), None)
    derived = [each for each in table.columns if each.name not in own] if table else []
    if table and derived:
        click.echo(f"\n  The table {table.name} has besides:")
    for each in derived:
        click.echo(f"  {click.style(each.name, bold=True)}: {each.description}")


def _tell_columns(name: str, columns: "Mapping[str, Sequence[Field]]") -> None:
    click.echo(f"{click.style(name, bold=True)} (column)\n")
    for table, listed in columns.items():
        for each in listed:
            head = click.style(f"{table}.{each.path}", bold=True)
            click.echo(f"  {head} ({each.type}): {each.column.description}")
    click.echo()


def _tell_inventory(inventory: "Inventory") -> None:
    kind = "layer of spans" if inventory.is_layer else "vocabulary"
    source = f" After {inventory.source}." if inventory.source else ""
    head = click.style(inventory.name, bold=True)
    click.echo(f"{head} ({kind})  {inventory.definition}{source}\n")
    for label in inventory.labels.values():
        click.echo(f"  {click.style(label.name, bold=True)}: {label.definition}")


def _tell_label(inventory: "Inventory", label: "Label", seeds: Path) -> None:
    click.echo(f"{click.style(label.name, bold=True)} ({inventory.name})  {label.definition}\n")
    for head, text in (
        ("Rule", label.rule),
        ("Example (invented)", label.example),
        ("Not", label.counter_example),
    ):
        click.echo(f"  {head}: {text}")
    for line in _real_examples(inventory.name, label.name, seeds):
        click.echo(f"  From gold: {line}")
    click.echo()


def _real_examples(inventory: str, label: str, seeds: Path, most: int = 3) -> list[str]:
    from tellings.parts import load_story
    from tellings.stages.examples import examples
    from tellings.store.schema_files import load_schemas
    from tellings.store.seeds import story_names

    found: list[str] = []
    for story in story_names(seeds)[0]:
        data = load_story(seeds, story, load_schemas())[0]
        if data is not None:
            found += examples(data, inventory, label)
        if len(found) >= most:
            break
    return found[:most]
