"""PolNeAR (brat stand-off files) as records in the form of predictions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

JSON = dict[str, Any]


def articles(folder: Path) -> Iterator[tuple[str, str, list[JSON]]]:
    """Name, text and attributions of each article; of several annotators the first counts.

    Args:
        folder: one part of the corpus, with ``text`` and ``attributions``.
    """
    for path in sorted((folder / "text").glob("*.txt")):
        notes = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        if notes:
            yield path.stem, path.read_bytes().decode(), records(path.stem, notes[0].read_text("utf-8"))


def records(article: str, notes: str) -> list[JSON]:
    """The attributions of an annotation file: ``T`` lines are spans, ``E`` lines join them."""
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
