"""Attributions suggested by rule against PolNeAR, news that the rules were not made on.

The command: ``.venv/bin/python -m tests.bench.polnear FOLDER``, with the folder of one part of
the corpus. PolNeAR marks more than we do (wishes, plans, accusations), and its contents begin
with "that".
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tellings.agreement.report import score_tables
from tellings.agreement.scoring import Scores, score_predictions
from tellings.agreement.sides import side
from tellings.drafting.paragraphs import attributions
from tellings.drafting.speech import Saying
from tellings.drafting.words import ENGLISH
from tellings.publish.counting import as_markdown
from tellings.stages.sentences import paragraphs, sentences

JSON = dict[str, Any]


def measure(folder: Path) -> Scores:
    """The scores on one part of the corpus.

    Suggestions without a cue are left out: where a quotation goes on, PolNeAR adds it to the
    attribution before, and we begin a new one.
    """
    texts: dict[str, str] = {}
    gold: list[JSON] = []
    ours: list[JSON] = []
    for name, text, records in articles(folder):
        texts[name] = text
        gold += records
        ours += [_prediction(name, each) for each in _suggested(text) if each.cue is not None]
    names = list(texts)
    return score_predictions(side("rules", ours, names), side("PolNeAR", gold, names), (), texts)


def _suggested(text: str) -> list[Saying]:
    lines = paragraphs(text)
    return attributions(text, lines, sentences(text, "en", lines), ENGLISH)


def _prediction(article: str, saying: Saying) -> JSON:
    record: JSON = {"record": "attribution", "article_id": article}
    if saying.source is not None:
        record["source_span"] = list(saying.source)
    if saying.cue is not None:
        record["cue_span"] = list(saying.cue)
    return record | {"content_spans": [list(each) for each in saying.contents]}


# The corpus ---------------------------------------------------------------------------------


def articles(folder: Path) -> Iterator[tuple[str, str, list[JSON]]]:
    """Name, text and attributions of each article; of several annotators the first counts."""
    for path in sorted((folder / "text").glob("*.txt")):
        notes = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        if notes:
            text = path.read_bytes().decode()
            yield path.stem, text, _records(path.stem, notes[0].read_text("utf-8"))


def _records(article: str, notes: str) -> list[JSON]:
    """The attributions of a brat file: ``T`` lines are spans, ``E`` lines join them."""
    places: dict[str, list[list[int]]] = {}
    joined: list[str] = []
    for line in notes.splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            ranges = rest.partition("\t")[0].partition(" ")[2]
            places[key] = [[int(n) for n in each.split()] for each in ranges.split(";")]
        elif key.startswith("E"):
            joined.append(rest)
    found = (_attribution(article, line, places) for line in joined)
    return [each for each in found if each["content_spans"]]


def _attribution(article: str, line: str, places: dict[str, list[list[int]]]) -> JSON:
    parts: dict[str, list[list[int]]] = {"Source": [], "Cue": [], "Content": []}
    for each in line.split():
        role, _, key = each.partition(":")
        name = role.rstrip("0123456789")
        if name in parts:
            parts[name] += places[key]
    record: JSON = {"record": "attribution", "article_id": article}
    for name, field in (("Source", "source_span"), ("Cue", "cue_span")):
        if parts[name]:
            record[field] = [min(s for s, _ in parts[name]), max(e for _, e in parts[name])]
    return record | {"content_spans": parts["Content"]}


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Score the attributions that rules suggest on one part of PolNeAR."""
    for table in score_tables(measure(folder)):
        click.echo(as_markdown(table.lines))


if __name__ == "__main__":
    main()
