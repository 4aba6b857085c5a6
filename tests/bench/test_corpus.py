"""The generator of the benchmark's corpus must not rot."""

from pathlib import Path

import orjson

from tellings.building import check_seeds

from .corpus import ARTICLES, SPANS, generate


def _bytes_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_two_stories_have_no_findings(tmp_path: Path) -> None:
    generate(tmp_path, 2)
    assert check_seeds(tmp_path) == []


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 0), ("two", 0), ("three", 1)):
        generate(tmp_path / name, 2, seed)
    one, two, three = (_bytes_of(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert one != three


def test_articles_are_as_large_as_announced(tmp_path: Path) -> None:
    generate(tmp_path, 2)
    texts = list(tmp_path.glob("*/articles/*.txt"))
    assert len(texts) == 2 * ARTICLES
    assert all(2_400 <= len(text.read_text("utf-8")) <= 3_100 for text in texts)
    for path in tmp_path.glob("*/annotations/gold/*.json"):
        records = orjson.loads(path.read_bytes()).get("records", [])
        if path.stem not in ("story", "pass"):
            assert sum(record["record"] == "span" for record in records) == SPANS
