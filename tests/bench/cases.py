"""What is measured: checking, building, memory, and how fast a command answers."""

import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from tellings.building import build, processes
from tellings.checks import check_story
from tellings.drafting.stories import draft_story
from tellings.parts import load_story
from tellings.publish.configs import configs
from tellings.publish.rows import Rows, story_rows
from tellings.reading import read_story
from tellings.records import ARTICLE_KINDS, STORY_KINDS
from tellings.schemas import Schemas
from tellings.store.schema_files import load_schemas
from tellings.store.seeds import StoryFiles, read_story_files, story_names
from tellings.working import collecting_rarely

from . import exchanging
from .corpus import ARTICLES, generate
from .diffing import diffing
from .long_story import long_story
from .measuring import MEGABYTE, Line, against, below, best_of, corpus, megabytes, once, ran
from .studio import studio
from .studio_load import syncing
from .teaching import teaching

ARTICLES_TO_DRAFT, CHARACTERS = 1_000, 3_000
KINDS = (*ARTICLE_KINDS, *STORY_KINDS)
CHECKED, REFERENCE = 100, 10
"""How many stories are checked by us, and how many of them by the slow reference."""

PROJECT = Path(__file__).parents[2]
TELLINGS = Path(sys.executable).with_name("tellings").as_posix()


def _stories(folder: Path) -> list[StoryFiles]:
    seeds = folder / "seeds"
    return [read_story_files(seeds, name) for name in story_names(seeds)[0]]


def _records(stories: list[StoryFiles]) -> list[dict[str, Any]]:
    return [
        record
        for story in stories
        for stem, file in story.passes["gold"].items()
        if stem != "pass"
        for record in orjson.loads(file.data)["records"]
    ]


# Checking -----------------------------------------------------------------------------------


def _ours(schemas: Schemas, records: list[Any]) -> bool:
    """Find the kind of each record and ask its validator, as ``tellings.reading`` does."""
    for item in records:
        kind = item.get("record") if isinstance(item, dict) else None
        if kind not in KINDS or not schemas.fast(kind).is_valid(item):
            return False
    return True


def _bare(by_kind: list[tuple[jsonschema_rs.Draft202012Validator, list[Any]]]) -> bool:
    for validator, records in by_kind:
        for record in records:
            if not validator.is_valid(record):
                return False
    return True


def schema(stories: int) -> Iterator[Line]:
    """Schema check of parsed records: ours against jsonschema-rs alone."""
    schemas = load_schemas()
    with corpus(min(stories, CHECKED)) as folder:
        records = _records(_stories(folder))
    by_kind = [
        (schemas.fast(kind), [each for each in records if each["record"] == kind]) for kind in KINDS
    ]
    assert _ours(schemas, records)
    assert _bare(by_kind)
    best = best_of(7, {"ours": lambda: _ours(schemas, records), "rs": lambda: _bare(by_kind)})
    what = f"schema check of {len(records):,} parsed records"
    yield against(what, best["ours"], best["rs"], 2, "`jsonschema-rs` alone")


def _check(stories: list[StoryFiles], schemas: Schemas) -> None:
    with collecting_rarely():  # as `tellings validate` does
        for files in stories:
            data, findings = read_story(files, schemas)
            assert data is not None
            assert not [*findings, *check_story(data, schemas.codebook)]


def levels(stories: int) -> Iterator[Line]:
    """All levels, from bytes to findings, against the reference validator alone."""
    schemas = load_schemas()
    with corpus(min(stories, CHECKED)) as folder:
        read = _stories(folder)
    records, sample = _records(read), _records(read[:REFERENCE])
    reference = {kind: schemas.reference(kind) for kind in KINDS}

    def slow() -> None:
        assert not [e for r in sample for e in reference[r["record"]].iter_errors(r)]

    best = best_of(7, {"ours": lambda: _check(read, schemas), "slow": slow})
    scaled = best["slow"] * len(records) / len(sample)
    what = f"all levels over {len(read):,} stories ({len(records):,} records), from their bytes"
    named = f"`jsonschema` alone, on {len(sample):,} of the records, scaled"
    yield against(what, best["ours"], scaled, 1 / 20, named)


# Building -----------------------------------------------------------------------------------


def _all_rows(seeds: Path, schemas: Schemas) -> Rows:
    rows: Rows = {}
    for name in story_names(seeds)[0]:
        data, _, _ = load_story(seeds, name, schemas)
        assert data is not None
        for table, found in story_rows(data).items():
            rows.setdefault(table, []).extend(found)
    return rows


def _write_plainly(seeds: Path, out: Path, rows: Rows, tables: Mapping[str, pa.Schema]) -> None:
    for path in seeds.glob("*/annotations/*/*.json"):
        orjson.loads(path.read_bytes())
    for name, found in rows.items():
        table = pa.Table.from_pylist(found, tables[name])
        pq.write_table(table, out / f"{name}.parquet", compression="zstd")


def building(stories: int) -> Iterator[Line]:
    """The build against reading the JSON and writing the same rows with pyarrow."""
    schemas = load_schemas()
    tables = {config.name: config.schema for config in configs(schemas)}
    with corpus(stories) as folder:
        seeds = folder / "seeds"
        rows, jobs = _all_rows(seeds, schemas), processes(seeds)
        gc.collect()
        gc.freeze()  # the prepared rows are not to slow either side down
        works = {
            "plain": lambda: _write_plainly(seeds, folder, rows, tables),
            "ours": lambda: build(seeds, folder / "dataset", jobs=jobs),
            "alone": lambda: build(seeds, folder / "dataset"),
        }
        best = best_of(3, works)
        gc.unfreeze()
    what = f"build of {stories * ARTICLES:,} articles"
    named = "`orjson` and `pyarrow` alone"
    yield against(f"{what}, {jobs} processes", best["ours"], best["plain"], 2, named)
    ratio = best["alone"] / best["plain"]
    yield Line(f"{what}, one process", f"{best['alone']:.2f} s", named, f"{ratio:.2f}", "", None)


def memory(stories: int) -> Iterator[Line]:
    """Peak memory of ``tellings build``, and how it grows with four times the articles."""
    peaks = []
    for number in (stories, 4 * stories):
        with corpus(number) as folder:
            seeds, out = (folder / "seeds").as_posix(), (folder / "dataset").as_posix()
            seconds, peak = ran([TELLINGS, "build", "--seeds", seeds, "--out", out])
        peaks.append(peak)
        what = f"peak memory of `tellings build`, {number * ARTICLES:,} articles ({seconds:.0f} s)"
        yield Line(what, megabytes(peak), "", "", "< 600 MB", peak < 600 * MEGABYTE)
    ratio = peaks[1] / peaks[0]
    what = "growth of peak memory over four times the articles"
    yield Line(what, megabytes(peaks[1]), megabytes(peaks[0]), f"{ratio:.2f}", "< 1.2", ratio < 1.2)


# Answering ----------------------------------------------------------------------------------


def answering(stories: int) -> Iterator[Line]:
    """Times that a user feels; ``stories`` does not matter here."""
    with tempfile.TemporaryDirectory(prefix="tellings-bench-") as folder:
        out = f"{folder}/dataset"
        command = [TELLINGS, "build", "--seeds", f"{PROJECT}/seeds", "--out", out]
        yield below("`tellings build` of the five articles, warm", _warm(command), 2)
    yield below("`tellings --help`", _warm([TELLINGS, "--help"]), 0.3)
    code = "import sys, tellings; print(*({'datasets', 'pandas'} & set(sys.modules)))"
    found = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True
    )
    loaded = found.stdout.strip() or "neither"
    what = "`import tellings` loads of datasets, pandas"
    yield Line(what, loaded, "", "", "neither", loaded == "neither")


def _warm(command: list[str]) -> float:
    """The median of five runs after one that warms up."""
    return sorted([ran(command)[0] for _ in range(6)][1:])[2]


def making(stories: int) -> Iterator[Line]:
    """How long the corpus itself takes."""
    with tempfile.TemporaryDirectory(prefix="tellings-bench-") as folder:
        seconds = once(lambda: generate(Path(folder) / "seeds", stories))
    yield below(f"making the corpus of {stories:,} stories", seconds, 60)


def drafting(_stories: int) -> Iterator[Line]:
    """Suggestions for a thousand articles of three thousand characters in one story."""
    files = long_story(ARTICLES_TO_DRAFT, CHARACTERS)
    schemas = load_schemas()
    data = read_story(files, schemas)[0]
    assert data is not None
    begin = time.process_time()
    draft_story(data)
    drafted = time.process_time() - begin
    read_story(files, schemas)
    read = time.process_time() - begin - drafted
    what = f"drafting {len(data.articles):,} articles of {CHARACTERS:,} characters (CPU time)"
    yield against(what, drafted, read, 200, "reading them")
    yield below(what, drafted, 30)


CASES: Mapping[str, Callable[[int], Iterable[Line]]] = {
    "corpus": making,
    "answering": answering,
    "schema": schema,
    "levels": levels,
    "build": building,
    "memory": memory,
    "brat": exchanging.brat,
    "label-studio": exchanging.label_studio,
    "drafting": drafting,
    "diff": diffing,
    "server": studio,
    "sync": syncing,
    "lessons": teaching,
}
