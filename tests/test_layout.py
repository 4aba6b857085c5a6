"""The house keeps its order: folders, imports, and what does not belong in a commit."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "scripts" / "tellings"
OPENING = re.compile(r"\bopen\(|\.(?:read|write)_(?:text|bytes)\(|\.unlink\(|\.mkdir\(")
OPENS_FILES = {"bringing_in.py", "documenting.py", "publish/card.py", "cli.py"}
"""Beside store/: what reads a file a person names, or reads
its own template."""


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_scripts_holds_one_package() -> None:
    found = {path.name for path in (ROOT / "scripts").iterdir() if path.name != "__pycache__"}
    assert found == {"README.md", "tellings"}


def test_every_top_folder_has_a_readme() -> None:
    folders = {path.relative_to(ROOT).parts[0] for path in tracked() if path.parent != ROOT}
    for folder in sorted(folders - {".ci"}):
        assert (ROOT / folder / "README.md").is_file(), f"{folder} has no README.md"


def test_files_are_opened_in_the_store_only() -> None:
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith("store/") and name not in OPENS_FILES:
            assert not OPENING.search(path.read_text("utf-8")), f"{name} opens files"


def test_stages_are_pure() -> None:
    forbidden = re.compile(r"^(?:from|import) (?:os|pathlib|time|random|tellings\.store)\b", re.M)
    for path in (*(PACKAGE / "stages").glob("*.py"), *(PACKAGE / "drafting").glob("*.py")):
        assert not forbidden.search(path.read_text("utf-8")), f"{path.name} is not pure"


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, tellings, tellings.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"datasets", "pandas", "pyarrow", "jsonschema"} & set(done.stdout.split())


def test_help_needs_nothing_heavy() -> None:
    code = (
        "import sys; from tellings.cli import cli\n"
        "cli.main(['--help'], standalone_mode=False); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Commands:" in done.stdout
    modules = done.stdout.splitlines()[-1].split()
    assert not {"datasets", "pandas", "pyarrow", "jsonschema", "orjson"} & set(modules)


def test_locks_name_no_host_and_carry_hashes() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text("utf-8")
        assert "://" not in text, f"{path.name} names a host"
        assert len(re.findall(r"^\S+==", text, re.M)) <= text.count("--hash=sha256:")


def test_no_path_of_a_machine_is_committed() -> None:
    machine = re.compile("/" + "|/".join(("work/", "root/", "home/[a-z]", "farm/")))
    for path in tracked():
        if path.suffix in (".py", ".md", ".toml", ".json", ".txt", ".cff", ""):
            assert not machine.search(path.read_text("utf-8")), f"{path} names a machine's path"
