"""``tellings diff``."""

from typing import TYPE_CHECKING, Any

import click

from tellings.commands.shared import echo_json, failing_clearly, json_option

if TYPE_CHECKING:
    from tellings.comparing import Comparison, Difference

_SIGNS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}
_MEANING = {
    "none": "nothing changed",
    "patch": "the same data in other bytes",
    "minor": "additions only",
    "major": "something that was there changed or went",
}


@click.command(name="diff")
@click.argument("old")
@click.argument("new", required=False, default="dataset")
@json_option
def command(old: str, new: str, as_json: bool) -> None:
    """Compare two datasets record by record, and say which version step that demands.

    OLD and NEW are dataset folders, or git revisions of this repository; NEW is the
    working tree's dataset/ unless given.
    """
    from tellings.store.revisions import dataset_at, tables_of

    with failing_clearly(), dataset_at(old) as left, dataset_at(new) as right:
        from tellings.comparing import compare
        from tellings.store.datasets import columns_of, same_bytes

        found = compare(tables_of(left), tables_of(right))
        before, after = columns_of(left), columns_of(right)
        found.added_columns = sorted(after - before)
        found.removed_columns = sorted(before - after)
        found.same_bytes = same_bytes(left, right)
    echo_json(_as_json(found)) if as_json else _tell(found)


def _as_json(found: "Comparison") -> dict[str, Any]:
    return {
        "step": found.step,
        "added_columns": found.added_columns,
        "removed_columns": found.removed_columns,
        "differences": [
            {
                "table": each.table,
                "id": each.id,
                "kind": each.kind,
                "changes": [
                    {"field": change.field, "old": change.old, "new": change.new}
                    for change in each.changes
                ],
            }
            for each in found.differences
        ],
    }


def _tell(found: "Comparison") -> None:
    table = ""
    for each in found.differences:
        if each.table != table:
            table = each.table
            click.echo(click.style(table, bold=True))
        _tell_one(each)
    for sign, columns in (("+", found.added_columns), ("-", found.removed_columns)):
        for column in columns:
            click.echo(f"{sign} column {column}")
    counts = [f"{sum(each.kind == kind for each in found.differences)} {kind}" for kind in _SIGNS]
    click.echo(f"{', '.join(counts)}; version step: {found.step} ({_MEANING[found.step]})")


def _tell_one(difference: "Difference") -> None:
    sign, colour = _SIGNS[difference.kind]
    words = _words(difference)
    click.echo(click.style(f"  {sign} {difference.id}{words}", fg=colour))
    for change in difference.changes:
        click.echo(f"      {change.field}: {_short(change.old)} -> {_short(change.new)}")


def _words(difference: "Difference") -> str:
    record = difference.record
    for name in ("text", "title", "name", "statement", "question"):
        if record.get(name):
            label = f"{record['layer']}/{record['label']} " if "layer" in record else ""
            return f"  {label}{_short(record[name])}"
    return ""


def _short(value: Any, limit: int = 80) -> str:
    text = repr(value)
    return text if len(text) <= limit else f"{text[: limit - 3]}..."
