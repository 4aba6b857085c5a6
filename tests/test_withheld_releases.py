"""Releases with withheld texts: the same rows, and no passage of an article in any byte."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tellings.findings import errors
from tellings.publish.terms import QuoteCaps, TextMode
from tellings.release_folders import write_release
from tellings.store.datasets import config_names, read_rows
from tellings.store.writing import StoreError
from tellings.text import sha256
from tellings.validating import validate

from .conftest import Project, edit, snapshot
from .test_generations import GENERATIONS, READER, environment

ROOT = Path(__file__).parents[1]
DATASET = ROOT / "dataset"
WITHHELD = (TextMode.NONE, TextMode.QUOTES)
RUN = 9
JSON = dict[str, Any]


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> dict[TextMode, Path]:
    """The committed dataset in every mode."""
    folder = tmp_path_factory.mktemp("releases")
    for mode in TextMode:
        write_release(DATASET, folder / mode.value, mode)
    return {mode: folder / mode.value for mode in TextMode}


# A second way of finding passages, that knows nothing of the one in the package -----------------


def letters(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def chunks(text: str) -> list[str]:
    return text.casefold().split()


def runs(text: str) -> set[tuple[str, ...]]:
    return {
        tuple(words[at : at + RUN])
        for words in (letters(text), chunks(text))
        for at in range(len(words) - RUN + 1)
    }


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from strings(key)
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def published_strings(folder: Path) -> Iterator[tuple[str, str]]:
    """Everything that a reader of a release may see, with where it stands."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = path.relative_to(folder).as_posix()
        raw = path.read_bytes()
        for encoding in ("latin-1", "utf-8", "utf-16-le", "utf-16-be"):
            yield f"{name} as {encoding}", raw.decode(encoding, "ignore")
        if path.suffix == ".json":
            for each in strings(json.loads(raw)):
                yield f"{name}, decoded", each
        if path.suffix == ".parquet":
            yield from ((f"{name}, a value", each) for each in set(in_parquet(path)))


def in_parquet(path: Path) -> Iterator[str]:
    """Every value of every column, and what its footer says, statistics included."""
    with pq.ParquetFile(path) as source:
        yield from strings(source.read().to_pylist())
        yield str(source.metadata.metadata)
        yield str(source.schema_arrow.metadata)
        for group in range(source.metadata.num_row_groups):
            for column in range(source.metadata.num_columns):
                found = source.metadata.row_group(group).column(column).statistics
                if found is not None and found.has_min_max:
                    yield from (str(found.min), str(found.max))


def quotations(folder: Path) -> set[tuple[str, ...]]:
    """The runs of words that a release quotes: each span's words with what is around them."""
    texts = {row["id"]: row["text"] for row in read_rows(DATASET, "articles")}
    covered = {name: bytearray(len(text)) for name, text in texts.items()}
    for article, row in spans(folder):
        for start, end in quoted_ranges(row):
            covered[article][start:end] = b"\x01" * (end - start)
    found: set[tuple[str, ...]] = set()
    for name, text in texts.items():
        for each in re.finditer(rb"\x01+", bytes(covered[name])):
            found |= runs(text[each.start() : each.end()])
    return found


def quoted_ranges(row: JSON) -> Iterator[tuple[int, int]]:
    start, end = row["start"], row["end"]
    if row["text"] is not None:
        yield start, end
    if row["prefix"] is not None:
        yield start - len(row["prefix"]), start
    if row["suffix"] is not None:
        yield end, end + len(row["suffix"])


def spans(folder: Path) -> Iterator[tuple[str, JSON]]:
    for row in read_rows(folder, "spans"):
        yield row["article_id"], row
    for row in read_rows(folder, "passes"):
        for each in row["spans"]:
            yield row["article_id"], each


def leaks(folder: Path, quoted: set[tuple[str, ...]]) -> list[str]:
    """Where a release repeats a passage that may not be quoted."""
    articles: set[tuple[str, ...]] = set()
    for row in read_rows(DATASET, "articles"):
        articles |= runs(row["text"])
    withheld = articles - quoted
    return [
        f"{place}: {' '.join(min(found))}"
        for place, text in published_strings(folder)
        if (found := runs(text) & withheld)
    ]


# The tests ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", WITHHELD)
def test_no_passage_of_an_article_stands_in_any_byte(
    releases: dict[TextMode, Path], mode: TextMode
) -> None:
    folder = releases[mode]
    assert leaks(folder, quotations(folder)) == []


def test_the_search_for_passages_finds_them(releases: dict[TextMode, Path]) -> None:
    found = leaks(releases[TextMode.FULL], set())
    for place in ("documents", "passes", "facts", "divergences", "entities", "articles"):
        assert any(each.startswith(f"data/{place}/") for each in found), place
    assert any("a value" in each for each in found)


def test_no_quotation_in_none_and_every_cap_kept_in_quotes(
    releases: dict[TextMode, Path],
) -> None:
    assert all(not list(quoted_ranges(row)) for _, row in spans(releases[TextMode.NONE]))
    texts = {row["id"]: row["text"] for row in read_rows(DATASET, "articles")}
    covered: dict[str, set[int]] = {name: set() for name in texts}
    told = 0
    for article, row in spans(releases[TextMode.QUOTES]):
        for start, end in quoted_ranges(row):
            covered[article].update(range(start, end))
        if row["text"] is not None:
            told += 1
            assert row["layer"] != "segment"
            assert len(row["text"]) <= QuoteCaps().span
            assert row["text"] == texts[article][row["start"] : row["end"]]
    assert told > 500
    for name, places in covered.items():
        assert len(places) <= len(texts[name]) * QuoteCaps().share, name


@pytest.mark.parametrize("mode", WITHHELD)
def test_every_row_stays_with_its_labels_and_places(
    releases: dict[TextMode, Path], mode: TextMode
) -> None:
    folder = releases[mode]
    assert config_names(folder) == config_names(DATASET)
    for name in config_names(DATASET):
        whole, rows = list(read_rows(DATASET, name)), list(read_rows(folder, name))
        assert [row["id"] for row in rows] == [row["id"] for row in whole], name
        assert [row.get("label") for row in rows] == [row.get("label") for row in whole], name
    for full, row in zip(read_rows(DATASET, "spans"), read_rows(folder, "spans"), strict=True):
        assert (row["start"], row["end"]) == (full["start"], full["end"])
        assert row["text_sha256"] == sha256(full["text"])
    assert all(row["text"] is None for row in read_rows(folder, "articles"))
    assert errors(validate(folder)) == []


def test_full_has_the_tables_byte_for_byte(releases: dict[TextMode, Path]) -> None:
    def tables(folder: Path) -> dict[str, bytes]:
        return {name: raw for name, raw in snapshot(folder).items() if name.endswith(".parquet")}

    assert tables(releases[TextMode.FULL]) == tables(DATASET)
    assert errors(validate(releases[TextMode.FULL])) == []


def test_a_release_made_twice_is_the_same(releases: dict[TextMode, Path], tmp_path: Path) -> None:
    write_release(DATASET, tmp_path / "again", TextMode.QUOTES)
    assert snapshot(tmp_path / "again") == snapshot(releases[TextMode.QUOTES])


@pytest.mark.parametrize("name", GENERATIONS)
@pytest.mark.parametrize("mode", WITHHELD)
def test_a_release_loads_under_every_generation(
    releases: dict[TextMode, Path],
    name: str,
    mode: TextMode,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    commands: tuple[list[str | Path], ...] = (
        [environment(name), "-W", "error", READER, releases[mode]],
        [sys.executable, READER, "--parquet", releases[mode]],
    )
    loaded, held = (
        subprocess.run(words, capture_output=True, text=True, check=True) for words in commands
    )
    assert loaded.stderr.strip() == "", "datasets complained"
    assert json.loads(loaded.stdout) == json.loads(held.stdout)


def test_the_card_states_mode_and_caps(releases: dict[TextMode, Path]) -> None:
    none, quotes, full = ((releases[mode] / "README.md").read_text("utf-8") for mode in TextMode)
    assert "No span is quoted" in none
    assert "up to 200 code points each" in quotes
    assert "at most 30%" in quotes
    assert "in full" in full


def test_the_card_speaks_of_the_texts_as_the_release_has_them(
    releases: dict[TextMode, Path],
) -> None:
    cards = {mode: (releases[mode] / "README.md").read_text("utf-8") for mode in TextMode}
    built = (DATASET / "README.md").read_text("utf-8")
    for mode in WITHHELD:
        assert "does not carry the articles' texts" in cards[mode]
        assert not re.search(r"[Tt]hey are included|texts in full|passes the texts on", cards[mode])
        described = (releases[mode] / "croissant.json").read_text("utf-8")
        assert "are included" not in described
    assert "outside these quotations" not in cards[TextMode.NONE]
    assert "outside these quotations" in cards[TextMode.QUOTES]
    for card in (built, cards[TextMode.FULL]):
        assert "texts in full" in card
        assert "Whoever passes the texts on" in card


@pytest.mark.parametrize("mode", WITHHELD)
def test_the_code_of_the_card_shows_what_the_release_has(
    releases: dict[TextMode, Path], mode: TextMode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dataset").symlink_to(releases[mode])
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    card = (releases[mode] / "README.md").read_text("utf-8")
    for code in re.findall(r"```python\n(.*?)```", card, re.S):
        words = [sys.executable, "-c", code]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "None" not in done.stdout
        assert mode is TextMode.QUOTES or "NaN" not in done.stdout


# What stands in the way --------------------------------------------------------------------------


def test_a_release_of_a_release_is_refused(releases: dict[TextMode, Path], tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="a release without texts"):
        write_release(releases[TextMode.NONE], tmp_path / "out", TextMode.NONE)
    assert not (tmp_path / "out").exists()


def test_an_id_that_repeats_a_passage_is_refused(project: Project) -> None:
    slug = "the-tunnel-under-the-bay-will-open-a-year-late"
    edit(project.gold / "story.json", "tunnel:entity:ada-lund", f"tunnel:entity:{slug}")
    for _ in range(3):
        edit(project.records, "tunnel:entity:ada-lund", f"tunnel:entity:{slug}")
    built = project.call("build")
    assert built.status == 0, built.err
    with pytest.raises(StoreError, match=slug):
        write_release(project.dataset, project.root / "out", TextMode.NONE)
    assert not (project.root / "out").exists()
