"""`tellings publish check`: a folder in order has no finding, and each fault is found."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tellings.findings import PUBLICATION_RULES, RULES
from tellings.inspecting.card import link_problem
from tellings.inspecting.exposures import exposures
from tellings.publish.terms import TextMode
from tellings.release_folders import write_release
from tellings.store.loading import Loading
from tellings.store.manifests import file_entry

from .conftest import PATIENCE, Project, edit

ROOT = Path(__file__).parents[1]
JSON = dict[str, Any]
Change = Callable[[Path], None]
FILES = [
    f"checking {part} ..."
    for part in (
        "files, columns and records",
        "card and Croissant",
        "e-mail addresses, paths and secrets",
    )
]
LOADING = [
    f"checking {part} ..."
    for part in ("croissant.json, through mlcroissant", "every config, through datasets")
]
UNRELIABLE = "checking links, e-mail addresses, paths and secrets ..."


# A folder and what is done to it ---------------------------------------------------------------


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory, _built_once: Path) -> dict[str, Path]:
    """The harbour tunnel in every text mode."""
    place = tmp_path_factory.mktemp("releases")
    for mode in TextMode:
        write_release(_built_once / "dataset", place / mode.value, mode)
    return {mode.value: place / mode.value for mode in TextMode}


def listed_anew(folder: Path) -> None:
    """Have the manifest name the files as they are now."""
    path = folder / "MANIFEST.json"
    manifest = json.loads(path.read_text("utf-8"))
    files = sorted(each for each in folder.rglob("*") if each.is_file() and each != path)
    manifest["files"] = [file_entry(folder, each) for each in files]
    path.write_bytes(orjson.dumps(manifest))


def described_anew(folder: Path) -> None:
    """Have croissant.json give sizes and hashes of the tables as they are now."""
    described = json.loads((folder / "croissant.json").read_text("utf-8"))
    for each in described["distribution"]:
        if (folder / each["contentUrl"]).is_file():
            entry = file_entry(folder, folder / each["contentUrl"])
            each |= {"contentSize": f"{entry['bytes']} B", "sha256": entry["sha256"]}
    (folder / "croissant.json").write_bytes(orjson.dumps(described))


def in_card(old: str, new: str) -> Change:
    return lambda folder: edit(folder / "README.md", old, new)


def in_metadata(change: Callable[[JSON], Any]) -> Change:
    def changed(folder: Path) -> None:
        card = folder / "README.md"
        _, block, prose = card.read_text("utf-8").split("---\n", 2)
        data = yaml.safe_load(block)
        change(data)
        card.write_text(f"---\n{yaml.safe_dump(data, sort_keys=False)}---\n{prose}", "utf-8")

    return changed


def in_croissant(change: Callable[[JSON], Any]) -> Change:
    def changed(folder: Path) -> None:
        path = folder / "croissant.json"
        described = json.loads(path.read_text("utf-8"))
        change(described)
        path.write_bytes(orjson.dumps(described))

    return changed


def in_table(name: str, change: Callable[[list[JSON]], Any]) -> Change:
    """Change the rows of a table; croissant.json follows."""

    def changed(folder: Path) -> None:
        (path,) = (folder / "data" / name).glob("*.parquet")
        table = pq.read_table(path)
        rows = table.to_pylist()
        change(rows)
        new = pa.Table.from_pylist(rows, schema=table.schema)
        pq.write_table(new, path, compression="zstd", store_schema=False)
        described_anew(folder)

    return changed


def gone(path: str) -> Change:
    return lambda folder: shutil.rmtree(folder / path)


def with_file(path: str, text: str) -> Change:
    def written(folder: Path) -> None:
        (folder / path).write_text(text, "utf-8")

    return written


def checked(folder: Path, *words: str) -> tuple[int, list[JSON]]:
    """What the command says about a folder."""
    done = Project(folder.parent).call("publish", "check", folder.name, "--json", *words)
    assert set(done.err.splitlines()) <= {*FILES, *LOADING, UNRELIABLE}
    told = json.loads(done.out)
    assert told["served"] is (done.status == 0)
    return done.status, told["findings"]


def mutated(folder: Path, change: Change, tmp_path: Path) -> Path:
    copy = tmp_path / "dataset"
    shutil.copytree(folder, copy)
    change(copy)
    listed_anew(copy)
    return copy


# In order --------------------------------------------------------------------------------------


def test_the_committed_dataset_serves_a_stranger() -> None:
    done = Project(ROOT).call("publish", "check")
    assert (done.status, done.out) == (0, "")
    verdict = "dataset: no findings; a stranger would be served"
    assert done.err.splitlines() == [*FILES, *LOADING, verdict]


def test_work_is_told_while_it_is_done_where_no_terminal_is(releases: dict[str, Path]) -> None:
    with Project(releases["full"].parent).start("publish", "check", "full") as process:
        assert process.stderr is not None
        assert process.stderr.readline().rstrip() == FILES[0]
        assert process.poll() is None  # said before it is done
        _, told = process.communicate(timeout=PATIENCE)
        assert told.splitlines()[:-1] == [*FILES[1:], *LOADING]
    assert process.returncode == 0


def test_a_reader_that_nobody_asks_leaves_nothing_open(tmp_path: Path) -> None:
    """It may have ended by itself before it is stopped: no folder is a dataset by being there."""
    loading = Loading(str(tmp_path))
    loading._process.wait(PATIENCE)
    loading.end()
    pipes = loading._process.stdout, loading._process.stderr
    assert [pipe is None or pipe.closed for pipe in pipes] == [True, True]
    assert not Path(loading._cache.name).exists()


@pytest.mark.parametrize("mode", ["full", "quotes"])
def test_a_release_is_in_order(releases: dict[str, Path], mode: str) -> None:
    assert checked(releases[mode]) == (0, [])


# One fault each --------------------------------------------------------------------------------

HOME = "/ho" + "me/ada/notes.txt"
TOKEN = "hf" + "_" + "Ab1" * 12
ADDRESS = "ada" + "@" + "harbour.example"


def first_text(rows: list[JSON], text: str) -> None:
    rows[0]["title"] = text


FAULTS: list[tuple[str, str, str, Change]] = [
    ("card-metadata", "README.md", "pretty_name", in_metadata(lambda d: d.pop("pretty_name"))),
    ("card-metadata", "README.md", "license", in_metadata(lambda d: d.update(license="CC BY"))),
    ("card-metadata", "README.md", "license", in_metadata(lambda d: d.pop("license"))),
    ("card-metadata", "README.md", "language", in_metadata(lambda d: d.pop("language"))),
    ("card-metadata", "README.md", "are en", in_metadata(lambda d: d.update(language=["de"]))),
    (
        "card-metadata",
        "README.md",
        "n<1K",
        in_metadata(lambda d: d.update(size_categories=["n>1M"])),
    ),
    (
        "card-metadata",
        "README.md",
        "task_categories",
        in_metadata(lambda d: d.update(task_categories=[])),
    ),
    ("card-metadata", "README.md", "YAML", in_card("---\n", "")),
    ("card-configs", "README.md", "data/spans/", in_metadata(lambda d: d["configs"].pop(3))),
    (
        "card-configs",
        "README.md",
        "default",
        in_metadata(lambda d: d["configs"][0].pop("default")),
    ),
    (
        "card-configs",
        "README.md",
        "'updates'",
        in_metadata(lambda d: d["configs"].append({"config_name": "updates"})),
    ),
    (
        "card-configs",
        "README.md",
        "its table",
        in_metadata(lambda d: d["configs"][0].update(data_files="data/*")),
    ),
    (
        "card-configs",
        "README.md",
        "twice",
        in_metadata(lambda d: d["configs"].append(d["configs"][1])),
    ),
    (
        "card-features",
        "README.md",
        "'layer' is declared otherwise",
        in_metadata(lambda d: feature(d, "spans", "layer").update(dtype="string")),
    ),
    (
        "card-features",
        "README.md",
        "'end' is not declared",
        in_metadata(lambda d: features(d, "spans").remove(feature(d, "spans", "end"))),
    ),
    ("card-features", "README.md", "declares no", in_metadata(lambda d: d["dataset_info"].pop())),
    ("croissant-invalid", "croissant.json", "no JSON", with_file("croissant.json", "[]")),
    (
        "croissant-files",
        "croissant.json",
        "sha256",
        in_croissant(lambda d: d["distribution"][0].update(sha256="0" * 64)),
    ),
    (
        "croissant-files",
        "croissant.json",
        "contentSize",
        in_croissant(lambda d: d["distribution"][0].update(contentSize="1 B")),
    ),
    (
        "croissant-files",
        "croissant.json",
        "not described",
        in_croissant(lambda d: d["distribution"].pop(0)),
    ),
    (
        "croissant-records",
        "croissant.json",
        "'passes' has no record set",
        in_croissant(lambda d: d["recordSet"].pop()),
    ),
    (
        "broken-link",
        "croissant.json",
        "a link out of the folder",
        in_croissant(
            lambda d: d["distribution"][0].update(contentUrl="https://example.org/a.parquet")
        ),
    ),
    ("card-code", "README.md", "'quotes'", in_card('/data/attributions"', '/data/quotes"')),
    ("card-code", "README.md", "'claims'", in_card('"dataset", "spans"', '"dataset", "claims"')),
    *(
        ("card-placeholder", "README.md", f"{name} in dataset.toml", in_croissant(change))
        for name, change in (
            ("title", lambda d: d.update(alternateName="My stories")),
            ("creators", lambda d: d["creator"][0].update(name="Your name")),
            ("description", lambda d: d.update(description="Of news. Say here what they are.")),
        )
    ),
    ("broken-link", "README.md", "no such file", in_card("## Limits", "[see](docs/a.md)")),
    ("broken-link", "README.md", "out of the", in_card("## Limits", '<a href="../seeds">')),
    ("broken-link", "README.md", "no address", in_card("## Limits", "[a](file:notes)")),
    ("email-in-file", "README.md", "harbour.example", in_card("## Limits", ADDRESS)),
    (
        "email-in-file",
        "data/stories/train-00000-of-00001.parquet",
        "tunnel, title",
        in_table("stories", lambda rows: first_text(rows, f"Write to {ADDRESS}")),
    ),
    ("machine-path", "README.md", "me/ada", in_card("## Limits", HOME)),
    (
        "machine-path",
        "data/stories/train-00000-of-00001.parquet",
        "tunnel, title",
        in_table("stories", lambda rows: first_text(rows, f"See {HOME}")),
    ),
    ("secret", "README.md", "Hugging Face", in_card("## Limits", TOKEN)),
    (
        "secret",
        "data/entities/train-00000-of-00001.parquet",
        "aliases",
        in_table("entities", lambda rows: rows[0].update(aliases=[TOKEN])),
    ),
]
WITHHELD_FAULTS: list[tuple[str, str, str, str, Change]] = [
    ("none", "card-withheld", "README.md", "does not say", in_card("This release does not", "")),
    ("quotes", "card-withheld", "README.md", "Spans are quoted", in_card("up to 200", "briefly")),
    (
        "quotes",
        "card-withheld",
        "croissant.json",
        "does not say",
        in_croissant(lambda d: d["rai:dataPreprocessingProtocol"].pop()),
    ),
    (
        "quotes",
        "text-not-withheld",
        "data/articles",
        "tunnel:gazette",
        in_table("articles", lambda rows: rows[0].update(text="All of it.")),
    ),
    (
        "none",
        "text-not-withheld",
        "data/spans",
        "where 0 are allowed",
        in_table("spans", lambda rows: rows[0].update(text="Some words.")),
    ),
    (
        "quotes",
        "text-not-withheld",
        "data/spans",
        "quotes 400",
        in_table("spans", lambda rows: rows[0].update(text="word " * 80)),
    ),
]


def misread(folder: Path) -> None:
    """Faults that only reading shows, each in another table."""
    in_metadata(lambda d: feature(d, "attributions", "scope").update(name="breadth"))(folder)
    in_metadata(lambda d: feature(d, "spans", "start").update(dtype="string"))(folder)
    in_metadata(lambda d: features(d, "entities").remove(feature(d, "entities", "name")))(folder)
    in_croissant(
        lambda d: field(d, "spans", "spans/prefix")["source"]["extract"].update(column="suffix")
    )(folder)
    in_croissant(lambda d: d.pop("citeAs"))(folder)


FOUND_BY_READING = (
    ("does-not-load", "data/attributions", "CastError"),
    ("does-not-load", "data/entities", "name"),
    ("loaded-rows", "data/spans", "gives other sha256"),
    ("croissant-records", "croissant.json", "tunnel:gazette:span:001 differs in spans/prefix"),
    ("croissant-remark", "croissant.json", "citeAs"),
)


def features(data: JSON, config: str) -> list[JSON]:
    (found,) = (each for each in data["dataset_info"] if each["config_name"] == config)
    listed: list[JSON] = found["features"]
    return listed


def feature(data: JSON, config: str, name: str) -> JSON:
    return next(each for each in features(data, config) if each["name"] == name)


def field(described: JSON, table: str, path: str) -> JSON:
    record_set = next(each for each in described["recordSet"] if each["@id"] == table)
    found: JSON = next(each for each in record_set["field"] if each["@id"] == path)
    return found


def assert_found(folder: Path, found: list[JSON], rule: str, file: str, words: str) -> None:
    hits = [each for each in found if each["rule"] == rule]
    place = f"{folder.name}/{file}"
    shown = [f"{each['rule']}: {each['message'][:80]}" for each in found]
    assert any(each["file"] == place and words in each["message"] for each in hits), shown


@pytest.mark.parametrize(("rule", "file", "words", "change"), FAULTS)
def test_a_fault_is_found(
    releases: dict[str, Path], tmp_path: Path, rule: str, file: str, words: str, change: Change
) -> None:
    folder = mutated(releases["full"], change, tmp_path)
    status, found = checked(folder, "--no-loading")
    assert_found(folder, found, rule, file, words)
    assert status == 1
    assert all(TOKEN not in each["message"] for each in found), "a secret was repeated"


@pytest.mark.parametrize(("mode", "rule", "file", "words", "change"), WITHHELD_FAULTS)
def test_what_is_withheld_is_stated_and_withheld(
    releases: dict[str, Path],
    tmp_path: Path,
    mode: str,
    rule: str,
    file: str,
    words: str,
    change: Change,
) -> None:
    folder = mutated(releases[mode], change, tmp_path)
    status, found = checked(folder, "--no-loading")
    assert_found(folder, found, rule, file, words)
    assert status == 1


def test_faults_in_reading_are_found(releases: dict[str, Path], tmp_path: Path) -> None:
    folder = mutated(releases["full"], misread, tmp_path)
    status, found = checked(folder)
    for rule, file, words in FOUND_BY_READING:
        assert_found(folder, found, rule, file, words)
    assert status == 1


def test_a_fault_that_mlcroissant_finds_is_told(releases: dict[str, Path], tmp_path: Path) -> None:
    change = in_croissant(lambda d: field(d, "spans", "spans/start").update(dataType="sc:Nonsense"))
    status, found = checked(mutated(releases["full"], change, tmp_path))
    assert_found(tmp_path / "dataset", found, "croissant-invalid", "croissant.json", "spans")
    assert status == 1


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda folder: edit(folder / "README.md", "Limits", "limits"), "damaged-file"),
        (with_file("notes.txt", f"mine: {HOME}"), "machine-path"),
        (with_file("notes.txt", "mine"), "damaged-file"),
        (with_file("data/spans/train-00000-of-00001.parquet", "PAR1 cut off"), "damaged-file"),
        (lambda folder: (folder / "MANIFEST.json").unlink(), "missing-file"),
    ],
)
def test_files_are_held_to_the_manifest(
    releases: dict[str, Path], tmp_path: Path, change: Change, rule: str
) -> None:
    folder = tmp_path / "dataset"
    shutil.copytree(releases["full"], folder)
    change(folder)
    status, found = checked(folder, "--no-loading")
    assert status == 1
    assert rule in {each["rule"] for each in found}


def test_a_card_that_was_edited_is_checked_to_the_end(
    releases: dict[str, Path], tmp_path: Path
) -> None:
    shutil.copytree(releases["full"], tmp_path / "dataset")
    in_card("## Limits", f"[see](docs/a.md) {ADDRESS} {TOKEN} {HOME}")(tmp_path / "dataset")
    in_metadata(lambda d: d.pop("pretty_name"))(tmp_path / "dataset")
    done = Project(tmp_path).call("publish", "check", "--no-loading", "--json")
    told = json.loads(done.out)
    rules = {each["rule"] for each in told["findings"]}
    files = {"damaged-file", "broken-link", "email-in-file", "secret", "machine-path"}
    assert rules == files | {"card-metadata"}
    assert told["not_checked"] == []


def test_what_damage_leaves_unchecked_is_told(releases: dict[str, Path], tmp_path: Path) -> None:
    shutil.copytree(releases["full"], tmp_path / "dataset")
    in_card("## Limits", "[see](docs/a.md)")(tmp_path / "dataset")
    (tmp_path / "dataset" / "data/spans/train-00000-of-00001.parquet").unlink()
    done = Project(tmp_path).call("publish", "check", "--no-loading")
    assert done.status == 1
    assert "broken-link" in done.out
    assert "not checked: configs, features and records, since the tables cannot" in done.err
    told = json.loads(Project(tmp_path).call("publish", "check", "--no-loading", "--json").out)
    assert len(told["not_checked"]) == 1


def test_a_new_dataset_is_served_once_somebody_says_what_it_is(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.call("new", "harbour")
    toml = project.seeds / "dataset.toml"
    for name, old, new in (
        ("title", '"My stories"', '"Harbour"'),
        ("description", "Say here what they are.", "Made up."),
        ("creators", "Your name", "Ada"),
    ):
        project.call("build")
        done = project.call("publish", "check", "--no-loading")
        assert done.status == 1
        assert f"README.md: card-placeholder: {name} in dataset.toml is still" in done.out
        edit(toml, old, new)
    project.call("build")
    done = project.call("publish", "check", "--no-loading")
    assert (done.status, done.out) == (0, "")
    card = (project.dataset / "README.md").read_text("utf-8")
    assert "- 1 article in 1 story." in card
    assert "chosen by hand" not in card
    for code in re.findall(r"```python\n(.*?)```", card, re.S):
        if "pandas" in code:
            words = [sys.executable, "-c", code]
            ran = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
            assert ran.returncode == 0, ran.stderr


def test_every_rule_is_broken_by_some_fault() -> None:
    broken = {each[0] for each in (*FAULTS, *FOUND_BY_READING)}
    broken |= {each[1] for each in WITHHELD_FAULTS}
    assert broken == set(PUBLICATION_RULES)
    assert not set(RULES) & set(PUBLICATION_RULES)


def test_findings_are_told_one_a_line_with_a_verdict(
    releases: dict[str, Path], tmp_path: Path
) -> None:
    mutated(releases["full"], in_card("## Limits", f"{ADDRESS} {TOKEN}"), tmp_path)
    done = Project(tmp_path).call("publish", "check", "--no-loading")
    first, second = done.out.splitlines()
    assert first.startswith("dataset/README.md:")
    assert ": email-in-file: an address at harbour.example" in first
    assert second.endswith(": secret: a token of the Hugging Face Hub")
    assert done.err.splitlines() == [*FILES, "dataset: 2 errors; not fit to be published"]


def test_a_missing_library_is_named_with_its_line(
    releases: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mlcroissant", None)
    done = Project(releases["full"].parent).call("publish", "check", "full")
    assert done.status == 1
    assert "mlcroissant is not installed; type: pip install 'tellings[hub]'" in done.err


# Parts -----------------------------------------------------------------------------------------


@given(st.text(alphabet="abc/:.~ -", max_size=40))
def test_a_text_without_names_of_machines_exposes_nothing(text: str) -> None:
    assert list(exposures(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/Users/news/1",
        "and/or/Users/x",
        "100%/tmp",
        "sk-learn and hf_hub",
        "~/Users/x",
        "hf://datasets/harbour/tunnel@v1.10.12/data/spans",
    ],
)
def test_what_only_looks_alike_is_let_be(text: str) -> None:
    assert list(exposures(text)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("C:\\Users\\ada\\x", "machine-path"),
        ("(/ro" + "ot/x)", "machine-path"),
        ("file:///etc/x", "machine-path"),
        ("gh" + "p_" + "a1" * 18, "secret"),
        ("AK" + "IA" + "ABCDEFGH12345678", "secret"),
        ("-----BEGIN RSA " + "PRIVATE KEY-----", "secret"),
        ("https://ada:pa" + "ss@example.org", "secret"),
    ],
)
def test_what_must_not_go_out_is_seen(text: str, rule: str) -> None:
    assert rule in [found for found, _, _ in exposures(f"see {text} there")]


@pytest.mark.parametrize("target", ["README.md", "#limits", "https://example.org", "a/b.txt#c"])
def test_links_that_can_be_followed(target: str) -> None:
    assert link_problem(target, {"README.md", "a/b.txt"}) is None
