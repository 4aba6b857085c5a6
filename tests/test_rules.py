"""Every rule has examples in schema/examples: what breaks it, and what comes close and does not.

An example is a seeds folder, told as changes to the story of ``base.json``:

- ``files``: path to content. A string, or ``{"lines": [...]}``, is text; another object or
  list is JSON; ``{"hex": ...}`` bytes; ``{"folder": true}``; ``{"link": target}``;
  ``{"size": n}`` that many ``a``; null takes a file or folder away.
- ``{"edit": ...}`` changes a file of the base: ``replace`` and ``append`` in text, ``set``
  for the header of an annotation file, ``records`` by id (null takes a field or the record
  away), ``add`` for more records.
- ``"auto"`` as a hash is filled in from the article's bytes.
- ``dataset``: the folder is built, and what ``then`` names is done to the dataset.
- ``import``: ``files`` are a folder of another format, which is brought into the base's seeds
  with the ``mapping`` and the ``format`` named.

An invalid example says in ``finding`` which file, record and line (by a part of its text)
is to be named, and in ``also`` which other errors follow. Adding a file adds a test.
"""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tellings.building import build
from tellings.cli import main
from tellings.exchange.importing import Choices, import_folder
from tellings.exchange.mapping import read_mapping
from tellings.exchange.registry import reader
from tellings.findings import RULES, Finding, errors
from tellings.formatting import format_seeds, record_schemas
from tellings.stages.canonical import canonical
from tellings.store.schema_files import load_schemas
from tellings.store.seeds import SourceFile
from tellings.text import decode, mask_emails, sha256
from tellings.validating import validate

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "schema" / "examples"
FOUND_BY_FMT_TOO = {"duplicate-key"}
_TOML_HASH = re.compile(r'(slug = "([^"]+)"\nsource_sha256 = )"auto"')
_JSON_HASH = '"text_sha256": "auto"'


@dataclass(frozen=True)
class Example:
    """One file of schema/examples."""

    path: Path

    @property
    def rule(self) -> str:
        return self.path.stem.partition("--")[0]

    @property
    def table(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.path.read_text("utf-8"))
        return found


def _examples(kind: str) -> list[Any]:
    paths = sorted((EXAMPLES / kind).glob("*.json"))
    return [pytest.param(Example(path), id=path.stem) for path in paths]


# From an example to a folder ------------------------------------------------------------------


def _plain(content: Any) -> Any:
    if isinstance(content, dict) and "lines" in content:
        return "".join(f"{line}\n" for line in content["lines"])
    return content


def _changed(record: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    merged = {**record, **changes}
    return {name: value for name, value in merged.items() if value is not None}


def _edited_text(text: str, edit: dict[str, Any]) -> str:
    for old, new in edit.get("replace", {}).items():
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text + "".join(f"{line}\n" for line in edit.get("append", ()))


def _edited_json(value: dict[str, Any], edit: dict[str, Any]) -> dict[str, Any]:
    changed = _changed(value, edit.get("set", {}))
    wanted = edit.get("records", {})
    if "records" not in changed:
        return changed
    known = {each["id"] for each in changed["records"]}
    assert set(wanted) <= known, f"no such record: {set(wanted) - known}"
    kept = [each for each in changed["records"] if wanted.get(each["id"], {}) is not None]
    records = [_changed(each, wanted.get(each["id"], {})) for each in kept]
    return {**changed, "records": records + edit.get("add", [])}


def _files(overlay: dict[str, Any]) -> dict[str, Any]:
    base = Example(EXAMPLES / "base.json").table["files"]
    files = {path: _plain(content) for path, content in base.items()}
    for path, content in overlay.items():
        if content is None:
            gone = [each for each in files if each == path or each.startswith(f"{path}/")]
            assert gone, f"there is no {path} to take away"
            files = {each: files[each] for each in files if each not in gone}
        elif isinstance(content, dict) and "edit" in content:
            edit = _edited_text if isinstance(files[path], str) else _edited_json
            files[path] = edit(files[path], content["edit"])
        else:
            files[path] = _plain(content)
    return files


def _text_hash(article: Path) -> str:
    return sha256(mask_emails(decode(article.read_bytes()))) if article.is_file() else "0" * 64


def _source_hash(article: Path) -> str:
    return sha256(article.read_bytes()) if article.is_file() else "0" * 64


def _with_hashes(text: str, path: Path) -> str:
    if path.suffix == ".toml":
        return _TOML_HASH.sub(
            lambda found: (
                f'{found[1]}"{_source_hash(path.parent / "articles" / f"{found[2]}.txt")}"'
            ),
            text,
        )
    if path.suffix == ".json" and _JSON_HASH in text:
        article = path.parents[2] / "articles" / f"{path.stem}.txt"
        return text.replace(_JSON_HASH, f'"text_sha256": "{_text_hash(article)}"')
    return text


def _json_text(value: Any) -> str:
    if isinstance(value, dict) and isinstance(value.get("records"), list):
        return canonical(value, record_schemas()).decode()
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    match content:
        case {"folder": True}:
            path.mkdir()
        case {"link": str(target)}:
            path.symlink_to(target)
        case {"hex": str(digits)}:
            path.write_bytes(bytes.fromhex(digits))
        case {"size": int(size)}:
            path.write_bytes(b"a" * size)
        case str():
            path.write_bytes(_with_hashes(content, path).encode())
        case _:
            path.write_bytes(_with_hashes(_json_text(content), path).encode())


def _name_in_manifest(dataset: Path, name: str) -> None:
    """Let the manifest name a file as it is now."""
    manifest = json.loads((dataset / "MANIFEST.json").read_bytes())
    (entry,) = (each for each in manifest["files"] if each["path"] == name)
    data = (dataset / name).read_bytes()
    entry |= {"bytes": len(data), "sha256": sha256(data)}
    (dataset / "MANIFEST.json").write_text(json.dumps(manifest), "utf-8")


def _damage(dataset: Path, how: dict[str, str]) -> None:
    for action, name in how.items():
        path = dataset / name
        match action:
            case "truncate":
                path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
            case "delete":
                path.unlink()
            case "folder":
                path.mkdir()
            case "drop_first_column":
                table = pq.ParquetFile(path).read()
                pq.write_table(table.drop_columns(table.column_names[:1]), path)
                _name_in_manifest(dataset, name)
            case "add":
                path.write_text("Not of this dataset.\n", "utf-8")
            case _:
                pytest.fail(f"unknown action {action!r}")


def materialise(example: Example, folder: Path) -> Path:
    """Write the folder that an example describes; the path that is to be validated."""
    seeds = folder / "seeds"
    seeds.mkdir()
    files = _files(example.table.get("files", {}))
    for path in sorted(files, key=lambda each: not each.endswith(".txt")):
        _write(seeds / path, files[path])
    dataset = example.table.get("dataset")
    if not dataset:
        return seeds
    built = build(seeds, folder / "dataset")
    assert built.written, built.findings
    _damage(folder / "dataset", dataset.get("then", {}))
    return folder / "dataset"


def _imported(example: Example, folder: Path) -> list[Finding]:
    """What an import of the example's files says."""
    wanted = example.table["import"]
    seeds = materialise(Example(EXAMPLES / "base.json"), folder)
    mapping = folder / "mapping.toml"
    _write(mapping, _plain(wanted["mapping"]))
    for path, content in example.table["files"].items():
        _write(folder / "foreign" / path, _plain(content))
    rules, faults = read_mapping(SourceFile(str(mapping), mapping.read_bytes()), load_schemas())
    assert rules is not None, faults
    choices = Choices(annotator_kind="human")
    module = reader(wanted["format"])
    foreign = folder / "foreign"
    return import_folder(module, foreign, seeds, rules, choices, "2031-02-03").findings


def _found(example: Example, folder: Path) -> tuple[Path, list[Finding]]:
    """The folder that an example is about, and every finding about it."""
    if "import" in example.table:
        return folder / "foreign", _imported(example, folder)
    path = materialise(example, folder)
    return path, validate(path)


def _formatted(path: Path) -> list[Finding]:
    return format_seeds(path, None, write=False, reanchor=False).findings


# The examples -----------------------------------------------------------------------------------


def _shown_line(finding: Finding) -> str | None:
    if finding.line is None:
        return None
    return Path(finding.file).read_text("utf-8", "replace").split("\n")[finding.line - 1]


def _fits(finding: Finding, wanted: dict[str, str], root: Path) -> bool:
    """Whether a finding names the file, the record and the line that it has to name."""
    path = root / wanted["file"]
    if finding.file != path.as_posix() or finding.record != wanted.get("record"):
        return False
    in_records = "annotations" in path.parts and "record" in wanted
    default = f'"id": {json.dumps(wanted["record"])}' if in_records else None
    part = wanted.get("line", default)
    line = _shown_line(finding)
    return line is None if part is None else line is not None and part in line


@pytest.mark.parametrize("example", _examples("invalid"))
def test_an_invalid_example_breaks_its_rule_where_it_says(example: Example, tmp_path: Path) -> None:
    path, findings = _found(example, tmp_path)
    found = [finding for finding in findings if finding.rule == example.rule]
    assert any(_fits(each, example.table["finding"], path) for each in found), findings
    if example.rule in FOUND_BY_FMT_TOO:
        assert [each.rule for each in _formatted(path)] == [example.rule]
    others = {finding.rule for finding in errors(findings)} - {example.rule}
    assert others == set(example.table.get("also", ())), findings


@pytest.mark.parametrize("example", _examples("valid"))
def test_a_valid_example_comes_close_and_breaks_nothing(example: Example, tmp_path: Path) -> None:
    path, findings = _found(example, tmp_path)
    assert errors(findings) == []
    assert example.rule not in {finding.rule for finding in findings}
    if example.rule in FOUND_BY_FMT_TOO:
        assert _formatted(path) == []


@pytest.mark.parametrize("kind", ["valid", "invalid"])
def test_every_rule_has_an_example(kind: str) -> None:
    assert {param.values[0].rule for param in _examples(kind)} == set(RULES)


def test_every_example_says_why() -> None:
    for kind in ("valid", "invalid"):
        for path in sorted((EXAMPLES / kind).iterdir()):
            assert path.suffix == ".json", path
            table = Example(path).table
            allowed = {
                "why",
                "files",
                "dataset",
                "import",
                *(("finding", "also") if kind == "invalid" else ()),
            }
            assert set(table) <= allowed, path
            assert table["why"].endswith("."), path
            assert table.get("files") or table.get("dataset"), path


def test_the_base_has_no_finding(tmp_path: Path) -> None:
    path = materialise(Example(EXAMPLES / "base.json"), tmp_path)
    assert validate(path) == []
    outcome = format_seeds(path, None, write=False, reanchor=False)
    assert (outcome.changed, outcome.findings) == ([], [])
    assert build(path, tmp_path / "dataset").written
    assert validate(tmp_path / "dataset") == []


def test_docs_list_every_rule() -> None:
    table = (ROOT / "docs" / "rules.md").read_text("utf-8").splitlines()
    listed = [row for row in table if row.startswith("|")]
    missing = [slug for slug in RULES if not any(f"`{slug}`" in row for row in listed)]
    assert not missing


# The command ------------------------------------------------------------------------------------


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    monkeypatch.setattr(sys, "argv", ["tellings", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def _example_folder(name: str, folder: Path) -> str:
    folder.mkdir()
    return str(materialise(Example(EXAMPLES / name), folder))


def test_validate_prints_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seeds = _example_folder("invalid/span-text.json", tmp_path / "bad")
    assert _run(monkeypatch, "validate", seeds, "--json") == 1
    out, _ = capsys.readouterr()
    listed = json.loads(out)
    fields = ["level", "severity", "rule", "file", "line", "record", "message"]
    assert [list(each) for each in listed] == [fields]
    expected = validate(Path(seeds))[0]
    assert listed[0] == {
        "level": 4,
        "severity": "error",
        "rule": "span-text",
        "file": f"{seeds}/example/annotations/gold/a.json",
        "line": expected.line,
        "record": expected.record,
        "message": expected.message,
    }


def test_validate_prints_file_line_rule_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seeds = _example_folder("invalid/span-text.json", tmp_path / "bad")
    assert _run(monkeypatch, "validate", seeds) == 1
    out, _ = capsys.readouterr()
    finding = validate(Path(seeds))[0]
    assert out == f"{finding.file}:{finding.line}: span-text: {finding.message}\n"


def test_validate_ends_with_0_1_or_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clean = _example_folder("base.json", tmp_path / "clean")
    warned = _example_folder("invalid/pass-article.json", tmp_path / "warned")
    assert _run(monkeypatch, "validate", clean) == 0
    assert capsys.readouterr().out == ""
    assert _run(monkeypatch, "validate", clean, "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert _run(monkeypatch, "validate", warned) == 0
    assert capsys.readouterr().out.endswith("(warning)\n")
    assert _run(monkeypatch, "validate", str(tmp_path / "nowhere")) == 1
    assert _run(monkeypatch, "validate", "--no-such-option") == 2
