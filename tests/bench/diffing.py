"""What is measured of ``tellings diff``: time and memory beside pandas on the same tables."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tellings.building import build, processes

from .corpus import ARTICLES, SPANS
from .measuring import Line, against, corpus, megabytes, ran

ROUNDS = 3
TELLINGS = Path(sys.executable).with_name("tellings").as_posix()
PANDAS = Path(__file__).with_name("pandas_diff.py").as_posix()


def diffing(stories: int) -> Iterator[Line]:
    """Two datasets of two and a half times as many stories, a few rows of each table changed."""
    stories = stories * 5 // 2
    with corpus(stories) as folder:
        old, new = folder / "dataset", folder / "changed"
        build(folder / "seeds", old, jobs=processes(folder / "seeds"))
        shutil.rmtree(folder / "seeds")
        (old / "MANIFEST.json").unlink()  # so that no table is passed over for its hash
        _change(old, new)
        yield from _beside_pandas("all tables", stories, old, new)
        for place in (old, new):
            for table in (place / "data").iterdir():
                if table.name != "spans":
                    shutil.rmtree(table)
        yield from _beside_pandas("the table `spans` alone", stories, old, new)


def _change(old: Path, new: Path) -> None:
    """A copy in which of a thousand rows of a table one is changed, one gone and one new."""
    shutil.copytree(old, new)
    for path in (new / "data").rglob("*.parquet"):
        if path.parent.name not in ("documents", "passes"):
            table = pq.read_table(path)
            pq.write_table(_changed(table), path, compression="zstd", store_schema=False)


def _changed(table: pa.Table) -> pa.Table:
    size, at = table.num_rows, table.schema.names.index("status")
    status = table["status"].to_pylist()
    status[::1_000] = ["reviewed"] * len(status[::1_000])
    table = table.set_column(at, "status", pa.array(status, pa.string()))
    kept = table.take(pa.array([n for n in range(size) if n % 1_000 != 1], pa.int64()))
    more = table.take(pa.array(range(2, size, 1_000), pa.int64()))
    ids = pa.array([f"{each}-new" for each in more["id"].to_pylist()], pa.string())
    more = more.set_column(more.schema.names.index("id"), "id", ids)
    return _sorted(pa.concat_tables([kept, more]))


def _sorted(table: pa.Table) -> pa.Table:
    ids = [str(each) for each in table["id"].to_pylist()]
    order = sorted(range(len(ids)), key=lambda n: ids[n].split(":"))
    return table.take(pa.array(order, pa.int64()))


def _beside_pandas(what: str, stories: int, old: Path, new: Path) -> Iterator[Line]:
    names = [old.as_posix(), new.as_posix()]
    ours, theirs = [TELLINGS, "diff", *names, "--json"], [sys.executable, PANDAS, *names]
    assert _ours(ours) == _theirs(theirs)
    runs: dict[str, list[tuple[float, int]]] = {"ours": [], "pandas": []}
    for _ in range(ROUNDS):
        for name, command in (("ours", ours), ("pandas", theirs)):
            runs[name].append(ran(command))
    (seconds, peak), (base, base_peak) = (
        tuple(map(min, zip(*runs[name], strict=True))) for name in ("ours", "pandas")
    )
    spans = stories * ARTICLES * SPANS
    said = f"`tellings diff` of two datasets with {spans:,} spans, {what}"
    yield against(said, seconds, base, 1, "outer join and comparison in pandas")
    ratio = peak / base_peak
    cells = (megabytes(int(peak)), megabytes(int(base_peak)), f"{ratio:.2f}", "≤ 0.5")
    yield Line(f"its peak memory, {what}", *cells, ratio <= 0.5)


def _ours(command: Sequence[str]) -> tuple[int, int, int]:
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    counts: dict[str, Any] = json.loads(done.stdout)["counts"]
    return counts["added"], counts["removed"], counts["changed"]


def _theirs(command: Sequence[str]) -> tuple[int, ...]:
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    rows = [line.split()[1:] for line in done.stdout.splitlines()]
    return tuple(sum(map(int, column)) for column in zip(*rows, strict=True))
