"""What the documents say is so: commands have help and a place, blocks run, output is real."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tellings.cli import COMMANDS, cli
from tellings.documenting import refresh

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BY_MAKE_OR_PIP = ("make ", ".venv/bin/pip ")
"""Lines of the README that the gate runs itself, not this test."""


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.S)


def every_command() -> list[tuple[str, click.Command]]:
    context = click.Context(cli)
    found = []
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                each = command.get_command(context, inner)
                assert each is not None
                found.append((f"{name} {inner}", each))
    return found


@pytest.mark.parametrize(("name", "command"), every_command())
def test_every_command_has_help_and_stands_in_the_docs(name: str, command: click.Command) -> None:
    assert command.help, f"{name} has no help"
    assert f"## tellings {name}" in (ROOT / "docs" / "commands.md").read_text("utf-8")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name}: {parameter.name} has no help"


def test_the_modules_of_commands_are_the_commands() -> None:
    folder = ROOT / "scripts" / "tellings" / "commands"
    stems = {path.stem for path in folder.glob("*.py")} - {"__init__", "shared"}
    modules = {stem.removesuffix("_") for stem in stems}  # import is a word of Python
    assert modules == set(COMMANDS)


def test_generated_blocks_are_fresh() -> None:
    assert refresh(ROOT, write=False) == []


def test_a_stale_block_is_rewritten_and_a_strange_one_told(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text("<!-- begin codebook-version -->\nold\n<!-- end codebook-version -->\n")
    (tmp_path / "docs").mkdir()
    assert refresh(tmp_path, write=False) == ["README.md"]
    assert "old" in page.read_text()
    assert refresh(tmp_path, write=True) == ["README.md"]
    assert "Codebook version" in page.read_text()
    assert refresh(tmp_path, write=True) == []
    page.write_text("<!-- begin no-such -->\n<!-- end no-such -->\n")
    done = CliRunner().invoke(cli, ["docs", "--root", str(tmp_path)])
    assert done.exit_code == 1
    assert "no-such" in done.output


@pytest.mark.parametrize("code", blocks(README, "python"))
def test_python_in_the_readme_runs(code: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "dataset", tmp_path / "dataset")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        env={"HF_HOME": str(tmp_path / "hf"), "PATH": "", "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_python_in_the_card_runs(tmp_path: Path) -> None:
    for code in blocks((ROOT / "dataset" / "README.md").read_text("utf-8"), "python"):
        test_python_in_the_readme_runs(code, tmp_path)
        shutil.rmtree(tmp_path / "dataset")


def test_commands_in_the_readme_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "dataset", tmp_path / "dataset")
    for name in ("first", "second"):
        text = f"A title\n\nA sentence of the {name} article.\n"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    lines = [line for block in blocks(README, "sh") for line in block.splitlines() if line]
    ours = [line for line in lines if not line.startswith(BY_MAKE_OR_PIP)]
    assert len(ours) >= 4
    for line in ours:
        words = line.partition("#")[0].split()
        assert words.pop(0) == ".venv/bin/tellings"
        done = subprocess.run(
            [sys.executable, "-m", "tellings", *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def test_the_output_in_the_readme_is_what_build_prints(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    done = subprocess.run(
        [sys.executable, "-m", "tellings", "build"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    bin_folder = f"{Path(sys.executable).parent}/"
    printed = done.stdout.replace(bin_folder, ".venv/bin/")
    python = ".venv/bin/python -"
    load = f"{python}m pip install datasets && {python}c"  # as it is before the tests' extras
    printed = re.sub(rf"(?m)^  {re.escape(python)}c", f"  {load}", printed)
    assert printed in blocks(README, "text")


def test_the_readme_names_every_config() -> None:
    data = {path.name for path in (ROOT / "dataset" / "data").iterdir()}
    assert data <= set(re.findall(r"`([a-z_]+)`", README))


def test_the_datasheet_keeps_the_questions_in_their_order() -> None:
    text = (ROOT / "DATASHEET.md").read_text("utf-8")
    order = (
        "Motivation",
        "Composition",
        "Collection",
        "Preprocessing",
        "Uses",
        "Distribution",
        "Maintenance",
    )
    places = [text.index(f"## {head}") for head in order]
    assert places == sorted(places)
    assert len(re.findall(r"^\*\*[^*]+\*\*", text, re.M)) >= 50


def test_every_path_that_a_document_names_is_there() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")]
    for page in pages:
        text = page.read_text("utf-8")
        links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
        for link in links:
            assert (page.parent / link).exists(), f"{page.name} links to {link}"
        for name in re.findall(r"`?(docs/[a-z-]+\.md)`?", text):
            assert (ROOT / name).exists(), f"{page.name} names {name}"


def test_no_worked_question_is_answered_by_nothing() -> None:
    assert "Empty DataFrame" not in (ROOT / "docs" / "reading-the-data.md").read_text("utf-8")
