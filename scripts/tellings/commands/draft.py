"""``tellings draft``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import (
    echo_json,
    failing_clearly,
    json_option,
    seeds_option,
    tally,
    tell,
)

if TYPE_CHECKING:
    from tellings.drafting.measuring import Measured
    from tellings.story import StoryData
    from tellings.suggesting import Suggested


@click.command(name="draft")
@click.argument("story", required=False)
@seeds_option
@click.option("--dry-run", is_flag=True, help="Write nothing; print what would be suggested.")
@click.option("--force", is_flag=True, help="Replace a drafted pass even if somebody edited it.")
@click.option("--score", is_flag=True, help="Write nothing; score the suggestions against gold.")
@json_option
def command(
    story: str | None, seeds: Path, dry_run: bool, force: bool, score: bool, as_json: bool
) -> None:
    """Suggest annotations by rules alone, as a pass named rules.

    Page furniture, e-mails and names of staff, who says what, times, mentions of the
    story's entities, text that articles share: a draft in
    seeds/<story>/annotations/rules/ for an annotator to correct. Without STORY, every
    story. docs/drafting.md says how good it is, and what it leaves to you.
    """
    if score and (dry_run or force):
        raise click.UsageError("--score writes nothing, so neither --dry-run nor --force fits it")
    stories = _stories(seeds, story)
    if score:
        _tell_scores(_measured(stories), as_json)
        return
    found = _suggested(seeds, stories, not dry_run, force)
    if as_json:
        from tellings.agreement.report import as_json as plain

        echo_json([{**plain(each), "spans": each.spans, "records": each.records} for each in found])
        return
    for each in found:
        _tell(each, dry_run)
    if not dry_run:
        _tell_next(found)


def _stories(seeds: Path, story: str | None) -> list["StoryData"]:
    from tellings.store.schema_files import load_schemas
    from tellings.suggesting import stories_to_draft

    with failing_clearly():
        stories, failed = stories_to_draft(seeds, story, load_schemas())
    if failed:
        tell(failed, err=True)
        raise click.ClickException(f"{tally(failed)}; mend them first")
    return stories


def _suggested(
    seeds: Path, stories: list["StoryData"], write: bool, force: bool
) -> list["Suggested"]:
    import datetime

    from tqdm import tqdm

    from tellings.store.schema_files import load_codebook
    from tellings.suggesting import suggest

    today, codebook = datetime.date.today(), load_codebook()
    with failing_clearly():
        return [
            suggest(seeds, data, codebook, today, write, force)
            for data in tqdm(stories, unit="story", delay=2, disable=None, leave=False)
        ]


def _tell(found: "Suggested", dry_run: bool) -> None:
    from tellings.publish.counting import counted

    where = found.folder if not dry_run else "nothing written"
    state = "" if found.written or dry_run else " (as it was)"
    articles = counted(found.articles, "articles")
    click.echo(click.style(f"{found.story}: {articles}, {where}{state}", bold=True))
    spans = ", ".join(f"{layer} {number}" for layer, number in found.spans.items())
    click.echo(f"  {counted(sum(found.spans.values()), 'spans')}: {spans}")
    attributions = counted(found.records["attribution"], "attributions")
    click.echo(f"  {attributions}, {found.records['reuse']} reuse")
    names = counted(found.records["entity"], "entities")
    click.echo(f"  {names} {_origin(found.registry_from)}")
    for name in found.lost:
        click.echo(f"  replaced although edited: {found.folder}/{name}", err=True)
    if found.without_words:
        click.echo(_NO_WORDS.format(", ".join(found.without_words)), err=True)


_NO_WORDS = (
    "  there are no words for the language {}: only page furniture, e-mails, staff, quotations,"
    " dates in figures, known names and shared text are suggested there"
)


def _origin(registry_from: str | None) -> str:
    if registry_from is None:
        return "found by rule: check them first, merge what is one, and give aliases"
    return f"taken from the pass {registry_from}"


def _tell_next(found: list["Suggested"]) -> None:
    if not found:
        return
    first = found[0]
    click.echo(
        "\nNext:\n"
        f"  tellings show {first.story}:ARTICLE --pass rules   # read an article with them\n"
        f"  tellings validate {Path(first.folder).parent.parent.as_posix()}\n"
        f"  copy {first.folder} to a pass of your own, write its name and you into pass.json,\n"
        "  and correct what is wrong: docs/drafting.md"
    )


# --score --------------------------------------------------------------------------------------


def _measured(stories: list["StoryData"]) -> list["Measured"]:
    from tellings.drafting.measuring import measure
    from tellings.store.schema_files import load_codebook
    from tellings.story import GOLD

    keyed = [data for data in stories if GOLD in data.passes]
    if not keyed:
        raise click.ClickException("no story here has a pass 'gold' to score against")
    layers = load_codebook().labels("layer")
    return [measure(data, GOLD, layers) for data in keyed]


def _tell_scores(found: list["Measured"], as_json: bool) -> None:
    from tellings.agreement.report import as_json as plain
    from tellings.drafting.report import as_document
    from tellings.publish.counting import as_text

    if as_json:
        echo_json(
            [
                {
                    "story": each.story,
                    "against": each.against,
                    "articles": plain(each.articles),
                    "registry_from": each.registry_from,
                    "scores": plain(each.scores.rows),
                    "identity": plain(each.scores.identity),
                    "without_registry": plain(each.unaided),
                }
                for each in found
            ]
        )
        return
    for each in found:
        click.echo(as_document(each, as_text, lambda head: click.style(head, bold=True)))
        click.echo()
