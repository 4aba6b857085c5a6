"""``tellings stats``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import echo_json, failing_clearly, json_option, seeds_option

if TYPE_CHECKING:
    from tellings.publish.counting import Counts
    from tellings.stages.ledger import Entry


@click.command(name="stats")
@click.argument("dataset", type=click.Path(path_type=Path), default=Path("dataset"))
@click.option("--labels", is_flag=True, help="Count each label too.")
@click.option(
    "--ledger",
    is_flag=True,
    help="Instead, list every body sentence in the seeds with the gold records that rest on it;"
    " exit 1 if one has neither a record nor a reason.",
)
@seeds_option
@json_option
@click.pass_context
def command(
    ctx: click.Context, dataset: Path, labels: bool, ledger: bool, seeds: Path, as_json: bool
) -> None:
    """Count what a built dataset holds, by layer and article."""
    if ledger:
        entries = _entries(seeds)
        _tell_ledger(entries, as_json)
        ctx.exit(0 if all(entry.settled for entry in entries) else 1)
    from tellings.store.datasets import count_dataset

    with failing_clearly():
        counts = count_dataset(dataset)
    if as_json:
        echo_json(_as_json(counts))
    else:
        _tell(counts, labels)


def _as_json(counts: "Counts") -> dict[str, object]:
    return {
        "rows": dict(counts.rows),
        "by_article": {key: dict(each) for key, each in counts.by_article.items()},
        "labels": [[layer, label, n] for (layer, label), n in counts.labels.items()],
        "passes": [[*key, number] for key, number in counts.status.items()],
    }


def _tell(counts: "Counts", labels: bool) -> None:
    from tellings.publish.counting import as_text
    from tellings.store.schema_files import load_codebook

    click.echo(as_text([["config", "rows"], *([k, str(n)] for k, n in counts.rows.items())]))
    layers = load_codebook().labels("layer")
    click.echo(f"\n{as_text(counts.table(layers))}")
    if labels:
        ranked = sorted(counts.labels.items(), key=lambda e: (layers.index(e[0][0]), -e[1]))
        lines = [[f"{layer}/{label}", str(number)] for (layer, label), number in ranked]
        click.echo(f"\n{as_text([['label', 'spans'], *lines])}")


def _entries(seeds: Path) -> list["Entry"]:
    from tellings.parts import load_story
    from tellings.stages.ledger import ledger
    from tellings.store.schema_files import load_schemas
    from tellings.store.seeds import story_names
    from tellings.story import GOLD

    found: list[Entry] = []
    for name in story_names(seeds)[0]:
        data = load_story(seeds, name, load_schemas())[0]
        if data is not None and GOLD in data.passes:
            records = list(data.passes[GOLD].records())
            for article in data.articles.values():
                found += ledger(article, records)
    return found


def _tell_ledger(entries: list["Entry"], as_json: bool) -> None:
    from dataclasses import asdict

    if as_json:
        echo_json([asdict(entry) for entry in entries])
        return
    article = ""
    for entry in entries:
        if entry.article_id != article:
            article = entry.article_id
            click.echo(click.style(f"\n{article}", bold=True))
        counted = ", ".join(f"{kind} {number}" for kind, number in entry.records.items())
        what = counted or entry.reason or "NOTHING RESTS ON THIS SENTENCE"
        click.echo(f"{entry.start}-{entry.end}  {' '.join(entry.text.split())}")
        click.echo(click.style(f"    {what}", fg="green" if entry.settled else "red"))
    open_ones = sum(not entry.settled for entry in entries)
    click.echo(f"\n{len(entries)} sentences, {open_ones} without record or reason", err=True)
