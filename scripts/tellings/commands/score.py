"""``tellings score``."""

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from tellings.commands.agree import sound_stories
from tellings.commands.shared import echo_json, json_option, seeds_option, tally, tell

if TYPE_CHECKING:
    from tellings.agreement.predictions import Predictions
    from tellings.agreement.scoring import Mistake, Scores
    from tellings.story import StoryData


@click.command(name="score")
@click.argument("predictions", type=click.File("rb"))
@seeds_option
@click.option("--against", default="gold", show_default=True, help="The pass that is the key.")
@click.option("--article", "articles", multiple=True, help="Only this article; may be given again.")
@click.option("--errors", "show_errors", is_flag=True, help="List every error with its words.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    predictions: IO[bytes],
    seeds: Path,
    against: str,
    articles: tuple[str, ...],
    show_errors: bool,
    as_json: bool,
) -> None:
    """Score predicted records against a pass.

    PREDICTIONS is a JSON or JSONL file of records, in which most fields may be left out
    (docs/scoring.md); - reads standard input. What is wrong with the file is told with its
    line, and then nothing is scored.
    """
    from tellings.agreement.passes import annotated, pass_side
    from tellings.agreement.scoring import score_predictions
    from tellings.agreement.sides import side
    from tellings.store.schema_files import load_codebook

    stories = _keyed_stories(seeds, against)
    texts = {key: each.text for story in stories for key, each in story.articles.items()}
    found = _read(predictions, stories, texts)
    if found.findings:
        _tell_findings(found, as_json)
        ctx.exit(1)
    if found.not_scored:
        click.echo(f"{found.not_scored} records of kinds that are not scored", err=True)
    keyed = [key for story in stories for key in annotated(story, against)]
    wanted = [_article(each, keyed) for each in articles] or keyed
    gold, *others = [pass_side(story.passes[against], wanted) for story in stories]
    for each in others:
        gold.add(each)
    predicted = side(found.path, found.records, wanted)
    scores = score_predictions(predicted, gold, load_codebook().labels("layer"), texts)
    if as_json:
        echo_json(_as_json(scores, against, wanted, show_errors))
    else:
        _tell(scores, show_errors)


def _keyed_stories(seeds: Path, against: str) -> list["StoryData"]:
    """The stories that have the pass which is the key."""
    stories = [data for _, data in sound_stories(seeds) if against in data.passes]
    if not stories:
        raise click.ClickException(f"no story in {seeds} has a pass {against!r}")
    return stories


def _read(
    predictions: IO[bytes], stories: list["StoryData"], texts: dict[str, str]
) -> "Predictions":
    from tellings.agreement.predictions import read_predictions
    from tellings.store.schema_files import load_schemas

    schemas = load_schemas()
    added = tuple(label for each in stories for label in each.story.labels)
    own = schemas.with_labels(schemas.codebook.extended(added))
    targets = {target.id for story in stories for target in story.story.targets}
    return read_predictions(predictions.name, predictions.read(), own, texts, targets)


def _tell_findings(found: "Predictions", as_json: bool) -> None:
    if as_json:
        echo_json([finding.as_json() for finding in found.findings])
    else:
        tell(found.findings)
    click.echo(f"{found.path}: {tally(found.findings)}; nothing is scored", err=True)


def _article(wanted: str, known: list[str]) -> str:
    from tellings.schemas import nearest

    hits = [each for each in known if wanted in (each, each.partition(":")[2])]
    if len(hits) == 1:
        return hits[0]
    hint = nearest(wanted, known + [each.partition(":")[2] for each in known])
    raise click.ClickException(f"the key has no one article {wanted!r}{hint}")


def _as_json(
    scores: "Scores", against: str, articles: list[str], show_errors: bool
) -> dict[str, Any]:
    from tellings.agreement.report import as_json as plain

    found: dict[str, Any] = {
        "against": against,
        "articles": articles,
        "scores": plain(scores.rows),
        "identity": plain(scores.identity),
    }
    return found | ({"errors": plain(scores.mistakes)} if show_errors else {})


def _tell(scores: "Scores", show_errors: bool) -> None:
    from tellings.agreement.report import score_tables
    from tellings.publish.counting import as_text

    tables = score_tables(scores)
    if not tables:
        click.echo("nothing was predicted in these articles: every record there is missed")
    for table in tables:
        click.echo(click.style(table.title, bold=True))
        click.echo(f"\n{as_text(table.lines)}\n")
    if show_errors:
        click.echo(click.style("Errors", bold=True))
        click.echo()
        for mistake in scores.mistakes:
            click.echo(_line(mistake))


def _line(mistake: "Mistake", limit: int = 60) -> str:
    words = " ".join(mistake.words.split())
    words = words if len(words) <= limit else f"{words[: limit - 1]}…"
    place = "" if mistake.start is None else f":{mistake.start}-{mistake.end}"
    parts = [("gold", mistake.gold), ("predicted", mistake.predicted)]
    said = ", ".join(f"{name} {value}" for name, value in parts if value)
    kind = click.style(mistake.kind, fg="red")
    return f"{mistake.article}{place}: {kind}: {mistake.part}: {said}: {words!r}"
