"""``tellings diff``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tellings.commands.shared import (
    echo_json,
    failing_clearly,
    json_option,
    progress,
    seeds_option,
)

if TYPE_CHECKING:
    from tellings.comparing import Comparison, Difference
    from tellings.revisions import Revision
    from tellings.stages.difference_text import Line

_COLOURS = {"added": "green", "removed": "red", "changed": "yellow"}


@click.command(name="diff")
@click.argument("old")
@click.argument("new", required=False, default="worktree")
@click.option("--passes", is_flag=True, help="List the records of passes too, not only how many.")
@seeds_option
@json_option
def command(old: str, new: str, passes: bool, seeds: Path, as_json: bool) -> None:
    """Compare two datasets record by record, and say which version step that demands.

    OLD and NEW each name a dataset: a folder; `worktree`, what the seeds would give if they
    were built now (NEW unless given); a git revision; a released version (1.0.0), found by
    its tag or in the history; or, on the Hub, hf://NAME@REVISION or NAME@REVISION.
    """
    from tellings.revisions import dataset_at

    with (
        failing_clearly(),
        dataset_at(old, seeds, progress) as left,
        dataset_at(new, seeds, progress) as right,
    ):
        from tellings.store.comparisons import compare_datasets

        found = compare_datasets(left.folder, right.folder, (left.name, right.name))
        sides = {"old": _side(left), "new": _side(right)}
    if as_json:
        echo_json(sides | _as_json(found, passes))
    else:
        click.echo(f"{_named(left)} -> {_named(right)}", err=True)
        _tell(found, passes)


def _side(revision: "Revision") -> dict[str, Any]:
    return {"name": revision.name, "what": revision.what, "version": revision.version}


def _named(revision: "Revision") -> str:
    return f"{revision.name} ({revision.what})"


def _tell(found: "Comparison", passes: bool) -> None:
    from tellings.stages.difference_text import closing_line, difference_lines

    for line in difference_lines(found, passes):
        tell_line(line)
    click.echo(closing_line(found))


def tell_line(line: "Line") -> None:
    """Print a line of a comparison, in its colour."""
    click.echo(click.style(line.text, fg=_COLOURS.get(line.style), bold=line.style == "head"))


def _as_json(found: "Comparison", passes: bool) -> dict[str, Any]:
    from tellings.comparing import tally

    listed = found.differences if passes else found.published()
    return {
        "step": found.step,
        "counts": tally(found.published()),
        "added_columns": found.added_columns,
        "removed_columns": found.removed_columns,
        "labels": [
            {
                "column": each.column,
                "added": each.added,
                "removed": each.removed,
                "renumbered": each.renumbered,
            }
            for each in found.labels
        ],
        "passes": {name: tally(each) for name, each in found.in_passes().items()},
        "differences": [_difference(each, found) for each in listed],
    }


def _difference(each: "Difference", found: "Comparison") -> dict[str, Any]:
    from tellings.comparing import words_of
    from tellings.stages.difference_text import place_of

    story, article, _ = place_of(each)
    return {
        "story": story,
        "article": article or None,
        "table": each.table,
        "layer": each.record.get("layer"),
        "pass": each.record.get("pass"),
        "id": each.id,
        "kind": each.kind,
        "words": words_of(each, found.words),
        "changes": [
            {"field": change.field, "old": change.old, "new": change.new} for change in each.changes
        ],
    }
