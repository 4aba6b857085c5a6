"""``tellings show``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tellings.commands.shared import echo_json, json_option, seeds_option, tally, tell

if TYPE_CHECKING:
    from tellings.records import Article, Span
    from tellings.story import StoryData

SEGMENTS = "segment"


@click.command(name="show")
@click.argument("article")
@seeds_option
@click.option("--layer", "layers", multiple=True, help="Only this layer; may be given again.")
@click.option("--pass", "pass_name", default="gold", show_default=True, help="Whose records.")
@json_option
def command(
    article: str, seeds: Path, layers: tuple[str, ...], pass_name: str, as_json: bool
) -> None:
    """Print an article with its spans in colour and their labels.

    ARTICLE is <story>:<article>, or the last part alone where only one story has it.
    Without --layer all layers but segment are shown, so that the text stays legible;
    the segments are shown where there is nothing else.
    """
    known = known_layers(layers)
    data, found = _find(seeds, article)
    every = _spans(data, found, pass_name)
    wanted = layers or tuple(layer for layer in known if layer != SEGMENTS)
    spans = [span for span in every if span.layer in wanted] or (
        [] if layers else [span for span in every if span.layer == SEGMENTS]
    )
    if as_json:
        from tellings.records import to_json

        echo_json([to_json(span) for span in spans])
        return
    _print(found, spans)
    if pass_name not in data.passes and data.passes:
        others = " or ".join(f"--pass {name}" for name in data.passes)
        click.echo(f"there is no pass {pass_name!r} of this story; see {others}", err=True)


def known_layers(layers: tuple[str, ...]) -> tuple[str, ...]:
    """The layers that there are; wrong usage if one that is wanted is not among them."""
    from tellings.schemas import nearest
    from tellings.store.schema_files import load_codebook

    known = load_codebook().labels("layer")
    for layer in layers:
        if layer not in known:
            hint = nearest(layer, list(known)) or f"; known are {', '.join(known)}"
            raise click.BadParameter(f"{layer!r} is no layer{hint}", param_hint="--layer")
    return known


def _find(seeds: Path, wanted: str) -> tuple["StoryData", "Article"]:
    """The story and the article that an id or the last part of one names."""
    from tellings.parts import load_story
    from tellings.schemas import nearest
    from tellings.store.schema_files import load_schemas
    from tellings.store.seeds import article_slugs, story_names

    names, findings = story_names(seeds)
    if findings and not names:
        raise click.ClickException("; ".join(map(str, findings)))
    known = [f"{story}:{slug}" for story in names for slug in article_slugs(seeds, story)]
    hits = [each for each in known if wanted in (each, each.partition(":")[2])]
    if len(hits) != 1:
        several = f"; it may be {' or '.join(hits)}" if hits else ""
        hint = several or nearest(wanted, known + [each.partition(":")[2] for each in known])
        raise click.ClickException(f"there is no one article {wanted!r}{hint}")
    data, faults, _ = load_story(seeds, hits[0].partition(":")[0], load_schemas())
    if data is None or hits[0] not in data.articles:
        tell(faults, err=True)
        raise click.ClickException(f"{hits[0]} cannot be read: {tally(faults)}")
    return data, data.articles[hits[0]]


def _spans(data: "StoryData", article: "Article", pass_name: str) -> list["Span"]:
    from tellings.records import Span
    from tellings.stages.rules_pass import missing
    from tellings.story import GOLD, RULES_PASS, of_type

    found: list[Span] = []
    if pass_name in data.passes:
        found = of_type(data.passes[pass_name].of_article(article.id), Span)
    elif pass_name not in (GOLD, RULES_PASS):
        known = ", ".join([*data.passes, RULES_PASS])
        raise click.ClickException(f"there is no pass {pass_name!r}; there are {known}")
    if pass_name in (GOLD, RULES_PASS):
        by_rule = data.passes.get(RULES_PASS)
        written = of_type(by_rule.of_article(article.id), Span) if by_rule else []
        found = [*found, *missing(article, data.masked[article.id], found, written)]
    return [span for span in found if article.text[span.start : span.end] == span.text]


def _print(article: "Article", spans: list["Span"]) -> None:
    from tellings.publish.counting import counted
    from tellings.stages.render import marked
    from tellings.store.schema_files import load_codebook

    colours = {layer.name: _rgb(layer.colour) for layer in load_codebook().layers}
    published = article.published.edtf or "date unknown"
    head = f"{article.id}  {article.outlet.value or 'outlet unknown'}, {published}"
    click.echo(click.style(head, bold=True))
    used = dict.fromkeys(span.layer for span in spans)
    legend = [click.style(layer, fg=colours[layer]) for layer in colours if layer in used]
    click.echo(f"{counted(len(spans), 'spans')}: {', '.join(legend)}\n")
    painted = marked(article, spans, lambda text, layer: click.style(text, fg=colours[layer]))
    click.echo(painted)


def _rgb(colour: str | None) -> tuple[int, int, int]:
    """The layer's colour, made lighter: terminals are mostly dark, pages light."""
    if colour is None:
        return (200, 200, 200)
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return tuple((part + 255) // 2 for part in (red, green, blue))  # type: ignore[return-value]
