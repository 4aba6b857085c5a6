"""Parts of a build: the same dataset however many processes make them, in shards, in order."""

import os
import subprocess
import sys
from operator import neg
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tellings.building import STORIES_A_PART, build
from tellings.publish.configs import configs
from tellings.store.datasets import TableWriter, read_rows, table_files
from tellings.store.schema_files import load_schemas
from tellings.store.writing import StoreError
from tellings.working import in_order

from .bench.corpus import generate
from .conftest import PATIENCE, snapshot


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(jobs: int) -> None:
    assert list(in_order(neg, range(20), jobs)) == [-number for number in range(20)]


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(StoreError, match="nothing was changed"):
        list(in_order(os._exit, [1, 2, 3], 2))


def test_two_processes_write_what_one_writes(tmp_path: Path) -> None:
    generate(tmp_path / "seeds", STORIES_A_PART + 3)
    for jobs in (1, 2):
        report = build(tmp_path / "seeds", tmp_path / f"dataset-{jobs}", jobs=jobs)
        assert report.written, report.findings
    assert snapshot(tmp_path / "dataset-1") == snapshot(tmp_path / "dataset-2")


def test_a_large_table_is_written_in_shards(tmp_path: Path) -> None:
    config = next(each for each in configs(load_schemas()) if each.name == "documents")
    writer = TableWriter(tmp_path / "data" / "documents", config, shard_bytes=1)
    ids = [f"s:{number:04}" for number in range(1_200)]
    for at in range(0, len(ids), 100):
        rows = [{"id": each} for each in ids[at : at + 100]]
        array: Any = pa.array(rows, pa.struct(list(config.schema)))
        writer.add(pa.RecordBatch.from_struct_array(array), ["hash"])
    writer.close()
    names = [path.name for path in table_files(tmp_path, "documents")]
    assert names == [f"train-{number:05}-of-00003.parquet" for number in range(3)]
    assert [row["id"] for row in read_rows(tmp_path, "documents")] == ids


def test_a_killed_build_leaves_no_process_behind(tmp_path: Path) -> None:
    """The pipe that all processes hold closes only when the last one has ended."""
    generate(tmp_path / "seeds", 3 * STORIES_A_PART)
    running = subprocess.Popen(
        [sys.executable, "-m", "tellings", "build", "--jobs", "2"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    while not any(tmp_path.glob(".dataset.building-*")):
        assert running.poll() is None, "it ended before it could be killed"
    running.kill()
    running.communicate(timeout=PATIENCE)
    done = subprocess.run(
        [sys.executable, "-m", "tellings", "build"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert not list(tmp_path.glob(".dataset.building-*"))
