"""Folders that are written whole: all of what an import brings, or nothing."""

import errno
import os
from pathlib import Path

import pytest

from tellings.store import whole_folders
from tellings.store.whole_folders import write_folders
from tellings.store.writing import StoreError


def content(folder: Path) -> dict[str, bytes]:
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


def story(folder: Path, files: int) -> dict[str, bytes]:
    names = ["story.toml", *(f"articles/{number}.txt" for number in range(files))]
    return {f"{folder}/bay/{name}": name.encode() for name in names}


@pytest.mark.parametrize("files", [0, 3, 250])
def test_files_are_where_they_belong(files: int, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    beside = {f"{tmp_path}/there/a.txt": b"", f"{tmp_path}/new.toml": b"x"}
    wanted = story(tmp_path / "deep" / "seeds", files) | beside
    write_folders(wanted)
    assert {f"{tmp_path}/{name}": data for name, data in content(tmp_path).items()} == wanted
    rights = {each.stat().st_mode & 0o777 for each in tmp_path.rglob("*") if each.is_file()}
    assert rights == {0o644}


def test_what_stands_in_a_folder_stays(tmp_path: Path) -> None:
    write_folders(story(tmp_path, 2))
    write_folders(
        {f"{tmp_path}/bay/story.toml": b"new", f"{tmp_path}/bay/annotations/a/b.json": b""}
    )
    found = content(tmp_path / "bay")
    assert found["story.toml"] == b"new"
    assert list(found) == ["annotations/a/b.json", "articles/0.txt", "articles/1.txt", "story.toml"]


@pytest.mark.parametrize("files", [3, 250])
def test_a_disk_that_fails_leaves_nothing(
    files: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(whole_folders, "_syncfs", lambda: full)
    with pytest.raises(StoreError, match="no room left"):
        write_folders(story(tmp_path, files))
    assert list(tmp_path.iterdir()) == []


def test_where_no_call_syncs_all_each_file_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    monkeypatch.setattr(whole_folders, "_syncfs", lambda: None)
    write_folders(story(tmp_path, 250))
    assert len(synced) == 251


def test_a_name_that_is_taken_meanwhile_takes_all_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.rename

    def taken(path: Path, target: Path) -> Path:
        if target.name == "cove":
            raise OSError(errno.ENOTEMPTY, "not empty")
        return real(path, target)

    monkeypatch.setattr(Path, "rename", taken)
    with pytest.raises(StoreError, match="cove: not empty"):
        write_folders(story(tmp_path, 2) | {f"{tmp_path}/cove/story.toml": b""})
    assert list(tmp_path.iterdir()) == []
