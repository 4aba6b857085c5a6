"""``tellings stats``."""

from pathlib import Path

import click

from tellings.commands.shared import echo_json, failing_clearly, json_option


@click.command(name="stats")
@click.argument("dataset", type=click.Path(path_type=Path), default=Path("dataset"), required=False)
@click.option("--labels", is_flag=True, help="Count each label too.")
@json_option
def command(dataset: Path, labels: bool, as_json: bool) -> None:
    """Count what a built dataset holds, by layer and article."""
    from tellings.publish.counting import as_text
    from tellings.store.datasets import count_dataset
    from tellings.store.schema_files import load_codebook

    with failing_clearly():
        counts = count_dataset(dataset)
    if as_json:
        echo_json(
            {
                "rows": dict(counts.rows),
                "by_article": {key: dict(each) for key, each in counts.by_article.items()},
                "labels": [[layer, label, n] for (layer, label), n in counts.labels.items()],
                "passes": [[*key, number] for key, number in counts.status.items()],
            }
        )
        return
    click.echo(as_text([["config", "rows"], *([k, str(n)] for k, n in counts.rows.items())]))
    layers = load_codebook().labels("layer")
    click.echo()
    click.echo(as_text(counts.table(layers)))
    if labels:
        click.echo()
        ranked = sorted(counts.labels.items(), key=lambda e: (layers.index(e[0][0]), -e[1]))
        lines = [[f"{layer}/{label}", str(number)] for (layer, label), number in ranked]
        click.echo(as_text([["label", "spans"], *lines]))
