"""A dataset named by a folder or by a git revision, as tables of records."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tellings.publish.rows import Row
from tellings.store.datasets import config_names, is_dataset, read_rows
from tellings.store.writing import StoreError

_NESTED = ("documents", "passes")
DATASET = "dataset"


@contextmanager
def dataset_at(name: str) -> Iterator[Path]:
    """The folder of a dataset; that of a git revision is unpacked for as long as it is needed.

    Raises:
        StoreError: if the name is neither a dataset folder nor a revision that holds one.
    """
    folder = Path(name)
    if is_dataset(folder):
        yield folder
        return
    if folder.is_dir():
        raise StoreError(f"{folder} is no dataset folder: it has no data/")
    with tempfile.TemporaryDirectory() as place:
        _unpack(name, Path(place))
        yield Path(place) / DATASET


def _unpack(revision: str, place: Path) -> None:
    if revision.startswith("-"):
        raise StoreError(f"{revision!r} is neither a dataset folder nor a git revision")
    try:
        packed = subprocess.run(  # noqa: S603
            ["git", "archive", "--format=tar", revision, DATASET],  # noqa: S607
            capture_output=True,
            check=True,
        )
    except FileNotFoundError as error:
        raise StoreError(f"{revision!r} is no dataset folder, and git is not installed") from error
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode(errors="replace").strip().splitlines()[0]
        message = f"{revision!r} is neither a dataset folder nor a git revision with {DATASET}/"
        raise StoreError(f"{message} ({reason})") from error
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(place, filter="data")


def tables_of(dataset: Path) -> dict[str, dict[str, Row]]:
    """Every record of a dataset by table and id.

    ``documents`` repeats the other tables and is left out; of ``passes`` each nested
    record is taken by itself, under the name of its pass.
    """
    tables: dict[str, dict[str, Row]] = {}
    for name in config_names(dataset):
        if name not in _NESTED:
            tables[name] = {row["id"]: row for row in read_rows(dataset, name)}
    if "passes" in config_names(dataset):
        tables["passes"] = dict(_pass_records(dataset))
    return tables


def _pass_records(dataset: Path) -> Iterator[tuple[str, Row]]:
    for row in read_rows(dataset, "passes"):
        own = {name: value for name, value in row.items() if not isinstance(value, list)}
        yield row["id"], {name: own[name] for name in own if name != "text"}
        if row["pass"] == "gold":
            continue  # published by itself in the other tables
        for value in row.values():
            for record in value if isinstance(value, list) else ():
                if isinstance(record, dict) and "pass" in record:
                    yield f"{row['pass']}/{record['id']}", record
