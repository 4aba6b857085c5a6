"""The archive of raw exports and the list of people, on a real disk."""

import json
import multiprocessing
import os
from pathlib import Path

import pytest

from tellings.store.archives import archived, keep_file, read_export
from tellings.store.people import read_people, write_people
from tellings.store.temporary import temporary_folder
from tellings.store.writing import StoreError
from tellings.studio.archive import Entry
from tellings.studio.pseudonyms import People, User
from tellings.text import sha256

TIMES = ("2031-02-03T04:05:06Z", "2031-02-03T05:05:06Z")
EXPORT = json.dumps([{"annotations": [{}, {}], "drafts": [{}], "predictions": []}]).encode()


def keep_export(folder: Path, data: bytes, time: str) -> Entry:
    """Archive an export that came with these bytes."""
    with temporary_folder() as place:
        export = place / "export.json"
        export.write_bytes(data)
        return keep_file(folder, export, time)


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def test_an_export_is_kept_byte_for_byte_under_its_hash(tmp_path: Path) -> None:
    folder = tmp_path / "archive" / "7"
    found = keep_export(folder, EXPORT, TIMES[0])
    name = f"{sha256(EXPORT)[:16]}.json"
    assert files(folder) == {"index.jsonl", name}
    assert (folder / name).read_bytes() == EXPORT == read_export(folder, found)
    assert (found.size, found.time) == (len(EXPORT), TIMES[0])
    assert found.counts == {"tasks": 1, "annotations": 2, "drafts": 1, "predictions": 0}


def test_the_index_says_when_what_and_how_much(tmp_path: Path) -> None:
    keep_export(tmp_path, EXPORT, TIMES[0])
    assert json.loads((tmp_path / "index.jsonl").read_bytes()) == {
        "time": TIMES[0],
        "sha256": sha256(EXPORT),
        "bytes": len(EXPORT),
        "counts": {"tasks": 1, "annotations": 2, "drafts": 1, "predictions": 0},
    }


def test_the_same_content_is_stored_once_and_told_each_time(tmp_path: Path) -> None:
    entries = [keep_export(tmp_path, EXPORT, time) for time in TIMES]
    assert len(files(tmp_path)) == 2
    assert archived(tmp_path) == entries
    assert [each.time for each in entries] == list(TIMES)


def test_what_has_the_name_already_is_never_overwritten(tmp_path: Path) -> None:
    short = tmp_path / f"{sha256(EXPORT)[:16]}.json"
    short.write_bytes(b"other")
    found = keep_export(tmp_path, EXPORT, TIMES[0])
    assert short.read_bytes() == b"other"
    assert read_export(tmp_path, found) == EXPORT
    (tmp_path / f"{sha256(EXPORT)}.json").write_bytes(b"damaged")
    with pytest.raises(StoreError, match="not what its name says"):
        keep_export(tmp_path, EXPORT, TIMES[1])
    with pytest.raises(StoreError, match="is not there as it was archived"):
        read_export(tmp_path, found)
    assert len(archived(tmp_path)) == 1


def test_a_line_cut_off_by_a_crash_is_no_entry_and_in_nobodys_way(tmp_path: Path) -> None:
    first = keep_export(tmp_path, EXPORT, TIMES[0])
    with (tmp_path / "index.jsonl").open("ab") as index:
        index.write(b'{"time": "20')
    assert archived(tmp_path) == [first]
    second = keep_export(tmp_path, b"[]", TIMES[1])
    assert archived(tmp_path) == [first, second]


def _keep_some(folder: Path, number: int) -> None:
    for at in range(20):
        keep_export(folder, f"[{number}, {at % 5}]".encode(), TIMES[0])


def test_several_writers_at_once_lose_no_line(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_keep_some, args=(tmp_path, each)) for each in range(3)]
    for each in writers:
        each.start()
    for each in writers:
        each.join(60)
    assert [each.exitcode for each in writers] == [0, 0, 0]
    entries = archived(tmp_path)
    assert len(entries) == 60
    assert len(files(tmp_path)) == 16
    assert all(read_export(tmp_path, each) for each in entries)


@pytest.mark.parametrize("data", [b"", b"not json", b"{}", b"[1]", b"\xff"])
def test_an_export_that_cannot_be_read_is_archived_all_the_same(
    data: bytes, tmp_path: Path
) -> None:
    found = keep_export(tmp_path, data, TIMES[0])
    assert found.counts == {}
    assert read_export(tmp_path, found) == data


def test_an_archive_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert archived(tmp_path / "nowhere") == []


def test_a_damaged_index_is_told(tmp_path: Path) -> None:
    (tmp_path / "index.jsonl").write_bytes(b"{}\n")
    with pytest.raises(StoreError, match="damaged line"):
        archived(tmp_path)


# People ---------------------------------------------------------------------------------------


def test_the_list_of_people_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "studio" / "people.json"
    assert read_people(path) == People()
    people, _ = People().with_user(User("http://127.0.0.1:8080", 1, "ada@example.org"))
    write_people(path, people)
    path.chmod(0o644)
    write_people(path, people)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_people(path) == people


def test_the_list_of_people_is_never_open_in_between(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    before = os.umask(0)
    try:
        write_people(path, People())
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_no_list_of_people_is_told(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text("[]")
    with pytest.raises(StoreError, match="no list of pseudonyms"):
        read_people(path)
