"""``tellings draft``: what it writes, what it never overwrites, how it is scored."""

import json
from pathlib import Path
from typing import Any

import pytest

from tellings.drafting.words import words_for
from tellings.store.datasets import read_rows
from tellings.text import sha256

from .conftest import GAZETTE, Project, edit, snapshot

ROOT = Path(__file__).parents[1]
STORY = "s400-working-group"


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    """A new story of two articles, one of which prints a sentence of the other."""
    project = Project(tmp_path)
    assert project.call("new", "late").status == 0
    (project.seeds / "late" / "articles" / "sample.txt").unlink()
    (project.seeds / "late" / "story.toml").write_text('title = "Late"\nlanguage = "en"\n', "utf-8")
    herald = (
        GAZETTE.replace("Ada Lund, who", "the engineer, who") + "Write to ada@harbour.example\n"
    )
    for name, text in (("gazette.txt", GAZETTE), ("herald.txt", herald)):
        (tmp_path / name).write_text(text, "utf-8")
        assert project.call("add", "late", tmp_path / name).status == 0
    return project


def rules(project: Project, story: str = "late") -> Path:
    return project.seeds / story / "annotations" / "rules"


def records(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_bytes())["records"]
    return found


def test_what_to_type_next_shows_the_draft(fresh: Project) -> None:
    assert "show gazette\n" in fresh.call("build").out
    assert fresh.call("draft", "late").status == 0
    line = next(line for line in fresh.call("build").out.splitlines() if " show " in line)
    assert line.endswith("tellings show gazette --pass rules")
    shown = fresh.call("show", "gazette", "--pass", "rules")
    assert "attribution" in shown.out.splitlines()[1]
    assert "--pass rules" in fresh.call("show", "gazette").err


def test_a_source_with_a_clause_of_its_own_is_one_source(fresh: Project) -> None:
    text = "Late\n\nA city official who asked not to be named said that it is late.\n"
    (fresh.root / "third.txt").write_text(text, "utf-8")
    assert fresh.call("add", "late", fresh.root / "third.txt").status == 0
    assert fresh.call("draft", "late").status == 0
    found = records(rules(fresh) / "third.json")
    sources = [each["text"] for each in found if each.get("label") == "source"]
    assert sources == ["A city official who asked not to be named"]


def test_one_is_singular(fresh: Project) -> None:
    (fresh.seeds / "late" / "articles" / "gazette.txt").write_text("Late\n", "utf-8")
    digest = sha256("Late\n")
    edit(fresh.seeds / "late" / "story.toml", sha256(GAZETTE), digest)
    shown = fresh.call("show", "gazette")
    assert "\n1 span: segment\n" in shown.out
    assert "pip install datasets" not in fresh.call("build").out


def test_a_new_story_gets_a_draft_that_validates(fresh: Project) -> None:
    done = fresh.call("draft", "late")
    assert done.status == 0, done.err
    assert "late: 2 articles, seeds/late/annotations/rules" in done.out
    assert "found by rule" in done.out
    assert "tellings show late:ARTICLE --pass rules" in done.out
    for words in (("validate",), ("fmt", "--check"), ("build",), ("validate",)):
        checked = fresh.call(*words)
        assert (checked.status, "error" in checked.err) == (0, False), checked
    names = {path.name for path in rules(fresh).iterdir()}
    assert names == {"pass.json", "gazette.json", "herald.json", "story.json", ".drafted.json"}
    info = json.loads((rules(fresh) / "pass.json").read_bytes())
    assert (info["kind"], info["status"], info["annotator"]) == ("rule", "draft", "tellings draft")
    found = records(rules(fresh) / "gazette.json")
    assert {each["status"] for each in found} == {"draft"}
    assert {each.get("layer") for each in found} >= {"segment", "attribution", "mention", "time"}
    kinds = {each["record"] for each in records(rules(fresh) / "story.json")}
    assert kinds == {"entity", "reuse"}


def test_a_written_pass_is_published_once(fresh: Project) -> None:
    assert fresh.call("build").status == 0
    before = list(read_rows(fresh.dataset, "spans"))
    assert fresh.call("draft").status == 0
    assert fresh.call("build").status == 0
    passes = [row for row in read_rows(fresh.dataset, "passes") if row["article_id"]]
    assert [row["id"] for row in passes] == ["rules/late:gazette", "rules/late:herald"]
    assert all(row["attributions"] for row in passes)
    spans = list(read_rows(fresh.dataset, "spans"))
    assert len({row["id"] for row in spans}) == len(spans)
    shown = [
        [(row["article_id"], row["label"], row["start"], row["end"], row["pass"]) for row in each]
        for each in (spans, before)
    ]
    assert sorted(shown[0]) == sorted(shown[1])  # only segments and e-mails feed the tables
    assert {row["layer"] for row in spans} == {"segment", "pii"}


def test_gold_lacks_nothing_twice_beside_a_written_pass(project: Project) -> None:
    assert project.call("draft").status == 0
    assert project.call("build").status == 0
    for table in ("spans", "passes", "attributions"):
        ids = [row["id"] for row in read_rows(project.dataset, table)]
        assert len(set(ids)) == len(ids), table
    rows = {row["id"] for row in read_rows(project.dataset, "passes")}
    assert {"gold/tunnel:gazette", "rules/tunnel:gazette", "rules/tunnel:herald"} <= rows
    shown = json.loads(project.call("show", "gazette", "--pass", "gold", "--json").out)
    assert len({each["id"] for each in shown}) == len(shown)


def test_an_edited_segment_of_the_written_pass_is_what_is_published(fresh: Project) -> None:
    assert fresh.call("draft").status == 0
    edit(rules(fresh) / "gazette.json", '"label": "headline"', '"label": "section_label"')
    assert fresh.call("build").status == 0
    labels = {row["label"] for row in read_rows(fresh.dataset, "spans")}
    assert "section_label" in labels


def test_a_second_draft_changes_nothing_and_says_so(fresh: Project) -> None:
    assert fresh.call("draft").status == 0
    before = snapshot(rules(fresh))
    again = fresh.call("draft")
    assert (again.status, snapshot(rules(fresh))) == (0, before)
    assert "(as it was)" in again.out


def test_a_draft_follows_new_and_removed_articles(fresh: Project) -> None:
    assert fresh.call("draft").status == 0
    (fresh.root / "third.txt").write_text("A third title\n\nThe mayor said it is late.\n", "utf-8")
    assert fresh.call("add", "late", fresh.root / "third.txt").status == 0
    assert fresh.call("draft").status == 0
    assert (rules(fresh) / "third.json").is_file()
    (fresh.seeds / "late" / "articles" / "third.txt").unlink()
    toml = fresh.seeds / "late" / "story.toml"
    text = toml.read_text("utf-8")
    toml.write_text(text[: text.rindex("[[articles]]")], "utf-8")
    assert fresh.call("draft").status == 0  # although the old draft names an article that is gone
    assert not (rules(fresh) / "third.json").exists()
    assert fresh.call("validate").status == 0


@pytest.mark.parametrize("name", ["gazette.json", "pass.json", "story.json"])
def test_edited_files_are_not_overwritten(fresh: Project, name: str) -> None:
    assert fresh.call("draft").status == 0
    edit(rules(fresh) / name, '"status"', ' "status"')
    before = snapshot(rules(fresh))
    done = fresh.call("draft")
    assert done.status == 1
    assert f"seeds/late/annotations/rules/{name} is not as drafted" in done.err
    assert snapshot(rules(fresh)) == before
    forced = fresh.call("draft", "--force")
    assert forced.status == 0
    assert f"replaced although edited: seeds/late/annotations/rules/{name}" in forced.err
    assert fresh.call("draft").status == 0


def test_a_draft_that_was_killed_half_way_is_no_work_of_anybody(fresh: Project) -> None:
    assert fresh.call("draft").status == 0
    before = (rules(fresh) / "gazette.json").read_bytes()
    edit(
        fresh.seeds / "late" / "story.toml", 'slug = "gazette"', 'language = "tr"\nslug = "gazette"'
    )
    assert fresh.call("draft").status == 0
    assert (rules(fresh) / "gazette.json").read_bytes() != before
    (rules(fresh) / "gazette.json").write_bytes(before)  # the seal was there first
    (rules(fresh) / "herald.json").unlink()
    assert fresh.call("draft").status == 0
    assert (rules(fresh) / "gazette.json").read_bytes() != before
    assert fresh.call("validate").status == 0


def test_a_pass_that_somebody_else_made_is_not_overwritten(fresh: Project) -> None:
    assert fresh.call("draft").status == 0
    (rules(fresh) / ".drafted.json").unlink()
    done = fresh.call("draft")
    assert done.status == 1
    assert "gazette.json" in done.err


def test_a_dry_run_writes_nothing(fresh: Project) -> None:
    before = snapshot(fresh.seeds)
    done = fresh.call("draft", "--dry-run")
    assert (done.status, snapshot(fresh.seeds)) == (0, before)
    assert "nothing written" in done.out
    listed = json.loads(fresh.call("draft", "--dry-run", "--json").out)
    assert f"{listed[0]['records']['reuse']} reuse" in done.out
    assert listed[0]["spans"]["segment"] >= 4
    assert listed[0]["written"] is False


def test_entities_come_from_the_pass_that_has_them(project: Project) -> None:
    done = project.call("draft")
    assert "1 entity taken from the pass gold" in done.out
    ids = [each["id"] for each in records(rules(project, "tunnel") / "story.json")]
    assert ids == ["tunnel:entity:ada-lund"]
    assert project.call("validate").status == 0


def test_another_language_is_told(fresh: Project) -> None:
    edit(fresh.seeds / "late" / "story.toml", 'language = "en"', 'language = "tr"')
    done = fresh.call("draft")
    assert done.status == 0
    assert "no words for the language tr" in done.err
    assert fresh.call("validate").status == 0
    assert not words_for("tr").speaks


def test_broken_seeds_and_wrong_names_are_told(fresh: Project) -> None:
    assert "did you mean" in fresh.call("draft", "lat").err
    (fresh.seeds / "late" / "articles" / "gazette.txt").write_bytes(b"\xff")
    done = fresh.call("draft")
    assert done.status == 1
    assert "mend them first" in done.err
    assert not rules(fresh).exists()
    assert fresh.call("draft", "--score", "--force").status == 2


def test_a_story_without_gold_cannot_be_scored(fresh: Project) -> None:
    done = fresh.call("draft", "--score")
    assert done.status == 1
    assert "no story here has a pass 'gold'" in done.err


def test_the_document_shows_what_the_command_prints(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert project.call("new", "my-story").status == 0
    printed = project.call("draft", "my-story").out
    assert f"```text\n{printed}```" in (ROOT / "docs" / "drafting.md").read_text("utf-8")


@pytest.fixture(scope="module")
def scores() -> dict[str, Any]:
    done = Project(ROOT).call("draft", STORY, "--score", "--json")
    assert done.status == 0, done.err
    (found,) = json.loads(done.out)
    return dict(found)


def test_the_score_is_good_enough_to_suggest(scores: dict[str, Any]) -> None:
    """Precision comes first: annotators tire of wrong suggestions."""
    rows = {(row["part"], row["label"]): row for row in scores["scores"]}
    wanted = {
        "span: segment": 0.95,
        "span: pii": 0.95,
        "span: time": 0.8,
        "span: mention": 0.9,
        "span: attribution": 0.75,
    }
    for part, least in wanted.items():
        assert rows[part, "all"]["exact"]["precision"] >= least, part
    assert ("span: evidence", "all") not in rows
    assert scores["registry_from"] == "gold"
    assert (
        scores["without_registry"][0]["exact"]["f1"] < rows["span: mention", "all"]["exact"]["f1"]
    )


def test_scoring_writes_nothing_and_looks_at_gold_for_names_only(project: Project) -> None:
    before = snapshot(project.seeds)
    first = project.call("draft", "--score")
    assert (first.status, snapshot(project.seeds)) == (0, before)
    assert "the entities and aliases of gold given" in first.out
    drafted = project.call("draft", "--dry-run").out
    gold = json.loads(project.records.read_bytes())
    project.records.write_text(json.dumps({**gold, "records": []}), "utf-8")
    assert project.call("draft", "--dry-run").out == drafted


def test_the_made_up_figures_are_what_the_rows_say(project: Project) -> None:
    """Gold has one quotation, without its marks, so the place overlaps and is not equal."""
    (found,) = json.loads(project.call("draft", "--score", "--json").out)
    rows = {(row["part"], row["label"]): row for row in found["scores"]}
    content = rows["attribution: content", "all"]
    assert (content["gold"], content["exact"]["recall"]) == (1, 0.0)
    assert content["overlap"]["recall"] == 1.0
    assert rows["attribution: source", "all"]["exact"]["recall"] == 1.0
    assert rows["span: mention", "person"]["exact"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
