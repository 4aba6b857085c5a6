"""`show`, `stats` and `schema`, as a person at a terminal meets them."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tellings.cli import cli

ROOT = Path(__file__).parents[1]
SEEDS = str(ROOT / "seeds")


def run(*words: str, colour: bool = False) -> Result:
    return CliRunner().invoke(cli, list(words), color=colour)


def test_show_marks_every_span_with_its_label() -> None:
    done = run("show", "bloomberg", "--layer", "attribution", "--seeds", SEEDS)
    assert done.exit_code == 0
    assert "[according to]cue" in done.output
    spans = json.loads(run("show", "bloomberg", "--seeds", SEEDS, "--json").output)
    shown = run("show", "bloomberg", "--seeds", SEEDS).output
    for label in {span["label"] for span in spans}:
        expected = sum(span["label"] == label for span in spans)
        assert len(re.findall(rf"\]{label}(?![a-z_])", shown)) == expected


def test_without_marks_the_text_is_the_article() -> None:
    shown = run("show", "news-az", "--seeds", SEEDS, "--layer", "segment").output
    body = shown.split("\n\n", 1)[1]
    plain = re.sub(r"\[|\][a-z_]+", "", body)
    article = (ROOT / "seeds/s400-working-group/articles/news-az.txt").read_text("utf-8")
    assert plain.split() == article.split()


def test_colours_come_and_go() -> None:
    words = ("show", "bloomberg", "--seeds", SEEDS)
    assert "\x1b[" in run(*words, colour=True).output
    assert "\x1b[" not in run(*words).output


def test_an_unknown_article_or_layer_gets_a_hint() -> None:
    assert "bloomberg" in run("show", "blomberg", "--seeds", SEEDS).output
    done = run("show", "bloomberg", "--layer", "mentions", "--seeds", SEEDS)
    assert done.exit_code == 2
    assert "did you mean 'mention'" in done.output


def test_stats_count_what_the_tables_hold() -> None:
    found = json.loads(run("stats", str(ROOT / "dataset"), "--json").output)
    manifest = json.loads((ROOT / "dataset" / "MANIFEST.json").read_text("utf-8"))
    assert found["rows"] == {name: each["rows"] for name, each in manifest["configs"].items()}
    assert sum(number for *_, number in found["labels"]) == found["rows"]["spans"]
    by_article = sum(sum(each.values()) for each in found["by_article"].values())
    tables = ("spans", "attributions", "stances", "event_mentions", "supports", "updates")
    assert by_article == sum(found["rows"].get(table, 0) for table in tables)
    table = run("stats", str(ROOT / "dataset"), "--labels").output
    assert "segment/headline" in table


@pytest.mark.parametrize("name", ["span", "stance_label", "oppose", "segment", "file-story"])
def test_schema_explains_kinds_lists_and_labels(name: str) -> None:
    done = run("schema", "show", name, "--seeds", SEEDS)
    assert done.exit_code == 0
    assert name in done.output
    json.loads(run("schema", "show", name, "--json").output)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hops", "attributions.hops (int32): How many reporters stand between"),
        ("prefix", "spans.prefix (string): Up to 32 code points before"),
        ("pass_status", "passes.pass_status (label of `status`): How far the pass"),
        ("cells.presence", "facts.cells.presence (label of `presence`)"),
        ("source_name", "articles.source_name (string): Name of the file"),
        ("fidelity", "reuse.fidelity (label of `"),
    ],
)
def test_schema_explains_a_column(name: str, said: str) -> None:
    done = run("schema", "show", name, "--seeds", SEEDS)
    assert done.exit_code == 0
    assert said in done.output
    assert json.loads(run("schema", "show", name, "--json").output)


def test_schema_shows_what_the_build_adds_to_a_kind() -> None:
    output = run("schema", "show", "span", "--seeds", SEEDS).output
    for name in ("prefix", "suffix", "pass", "annotator_kind"):
        assert re.search(rf"^  {name}: ", output, re.M)


@pytest.mark.parametrize("name", ["span", "article", "url"])
def test_no_example_is_empty(name: str) -> None:
    output = run("schema", "show", name, "--seeds", SEEDS).output
    assert not re.search(r"From gold: \S+: *$", output, re.M)


def test_the_card_explains_every_column_and_label() -> None:
    card = (ROOT / "dataset" / "README.md").read_text("utf-8").partition("\n# ")[2]
    described = json.loads((ROOT / "dataset" / "croissant.json").read_text("utf-8"))
    for table in described["recordSet"]:
        for field in table["field"] if not table["@id"].startswith("labels/") else ():
            assert re.search(rf"\| `(\S+\.)?{field['name']}` \|", card), field["@id"]
    labels = json.loads(run("schema", "list", "--json").output)["labels"]
    used = {
        each["@id"].removeprefix("labels/")
        for each in described["recordSet"]
        if each["@id"].startswith("labels/")
    }
    for name in used & set(labels):
        for label in labels[name]:
            assert f"| `{label}` |" in card, label


def test_schema_shows_real_examples_of_a_label() -> None:
    done = run("schema", "show", "declines_to_confirm", "--seeds", SEEDS)
    assert "From gold: s400-working-group:" in done.output


def test_schema_list_names_everything_and_a_typo_gets_a_hint() -> None:
    found = json.loads(run("schema", "list", "--json").output)
    assert "event-mention" in found["records"]
    assert "declines_to_confirm" in found["labels"]["factuality"]
    done = run("schema", "show", "stanse")
    assert done.exit_code == 2
    assert "did you mean 'stance'" in done.output


def on_a_terminal(**environment: str) -> str:
    """What ``show`` prints where its output is a terminal."""
    ours, theirs = pty.openpty()
    known = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    subprocess.run(
        [
            sys.executable,
            "-m",
            "tellings",
            "show",
            "bloomberg",
            "--layer",
            "time",
            "--seeds",
            SEEDS,
        ],
        stdout=theirs,
        env=known | environment,
        check=True,
    )
    os.close(theirs)
    printed = os.read(ours, 2**16).decode()
    os.close(ours)
    return printed


def test_no_color_is_honoured_on_a_terminal() -> None:
    assert "\x1b[" in on_a_terminal()
    assert "\x1b[" not in on_a_terminal(NO_COLOR="1")
