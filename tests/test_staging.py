"""Files that get their names all together or none, on a real disk."""

from pathlib import Path

import pytest

from tellings.store.staging import Staged


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("number", [1, 350])
def test_nothing_has_its_name_before_all_are_written(tmp_path: Path, number: int) -> None:
    folder = tmp_path / "pass"
    with Staged(folder) as staged:
        for at in range(number):
            staged.put(f"{at}.json", f"{at}".encode())
        staged.put("pass.json", b"first")
        assert not list(folder.glob("[!.]*"))
        assert staged.read("0.json") == b"0"
        assert staged.name_all("pass.json")[0] == "pass.json"
    assert content(folder) == {"pass.json": b"first"} | {
        f"{at}.json": f"{at}".encode() for at in range(number)
    }


def test_what_is_not_named_leaves_nothing_behind(tmp_path: Path) -> None:
    with Staged(tmp_path / "deep" / "pass") as staged:
        for at in range(150):
            staged.put(f"{at}.json", b"new")
        assert staged.folder.is_dir()
    assert not (tmp_path / "deep" / "pass").exists()


def test_what_a_crash_left_is_thrown_away(tmp_path: Path) -> None:
    staged = Staged(tmp_path)
    for at in range(150):
        staged.put(f"{at}.json", b"old")
    with Staged(tmp_path) as other:
        other.put("pass.json", b"new")
        assert other.name_all("pass.json") == ("pass.json",)
    assert content(tmp_path) == {"pass.json": b"new"}


def test_a_file_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(0o664)
    with Staged(tmp_path) as staged:
        staged.put("a.json", b"new")
        staged.name_all("a.json")
    assert path.stat().st_mode & 0o777 == 0o664


def test_the_last_content_counts_and_the_same_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"old")
    (tmp_path / "b.json").write_bytes(b"same")
    with Staged(tmp_path) as staged:
        staged.put("b.json", b"same")
        for at in range(300):
            staged.put("a.json", f"{at}".encode())
            staged.put(f"{at}.txt", b"")
        assert "b.json" not in staged.name_all("a.json")
    found = content(tmp_path)
    assert (found["a.json"], found["b.json"], len(found)) == (b"299", b"same", 302)
