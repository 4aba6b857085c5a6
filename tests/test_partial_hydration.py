"""`tellings hydrate` with copies of some of the articles: the dataset of these, and no crash."""

import json
import shutil
from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest

from tellings.publish.terms import TextMode
from tellings.release_folders import write_release
from tellings.store.datasets import read_rows
from tellings.text import sha256

from .conftest import DATASET_TOML, Project, annotation_file

ROOT = Path(__file__).parents[1]
MODES = tuple(TextMode)
JSON = dict[str, Any]
TEXTS = {
    "courier": "Trams stop at noon\n\nThe trams stood still at noon, wrote the Courier's man.\n",
    "echo": "A city on foot\n\nNothing ran after midday, and people walked home in the rain.\n",
    "star": "Strike halts all lines\n\nDrivers left their cabs before one o'clock on Tuesday.\n",
}
STORIES = (("courier", "echo"), ("courier", "echo", "star"))
KEPT = [
    (slugs, kept)
    for slugs in STORIES
    for kept in chain.from_iterable(combinations(slugs, n) for n in range(1, len(slugs) + 1))
]


# A story whose articles are bound together by everything that a story can hold ------------------


def lead(slug: str) -> str:
    return f"trams:{slug}:span:001"


def article_records(slug: str) -> list[JSON]:
    text = TEXTS[slug]
    words = text.splitlines()[0]
    place = {"article_id": f"trams:{slug}", "status": "draft"}
    claim = {"layer": "claim", "label": "checkable_claim", "start": 0, "end": len(words)}
    first = words.split()[0]
    event = {"layer": "event", "label": "trigger", "start": 0, "end": len(first), "text": first}
    trigger = {"record": "span", "id": f"trams:{slug}:span:002", **event, **place}
    author: JSON = {"source": "author", "factuality": "certain", "speech_act": "asserts"}
    author["evidence_spans"] = [lead(slug)]
    mention = {
        "record": "event-mention",
        "id": f"trams:{slug}:event-mention:001",
        "event": "trams:event:strike",
        "trigger_span": trigger["id"],
        "evidence_spans": [],
        "context": "historical",
        "identity_basis": "in_text",
        "commitments": [author],
    }
    return [
        {"record": "span", "id": lead(slug), **claim, "text": words, **place},
        trigger,
        {**mention, **place},
    ]


def date(*slugs: str) -> JSON:
    evidence = [{"kind": "span", "ref": lead(slug)} for slug in slugs]
    days = {"edtf": "2031-02-03", "earliest": "2031-02-03", "latest": "2031-02-03"}
    return {**days, "basis": "in_text", "evidence": evidence}


def story_records(slugs: tuple[str, ...]) -> list[JSON]:
    first, last = slugs[0], slugs[-1]
    articles = {slug: {"article": f"trams:{slug}", "basis": "in_text"} for slug in slugs}
    drivers = {"entity": "trams:entity:drivers", "role": "agent"}
    groups = {slug: f"group-{slug}" for slug in slugs}
    answered = [
        {
            **articles[slug],
            "status": "answered",
            "answer": "At noon.",
            "group": groups[slug],
            "spans": [lead(slug)],
            "event": "trams:event:strike",
        }
        for slug in slugs
    ]
    relation = {"group_a": groups[first], "group_b": groups[last], "kind": "contradiction"}
    found: list[JSON] = [
        {"record": "entity", "id": "trams:entity:drivers", "name": "The drivers"}
        | {"type": "person", "aliases": []},
        {"record": "event", "id": "trams:event:strike", "type": "agree", "title": "Strike"}
        | {"date": date(*slugs), "participants": [drivers]},
        {"record": "event", "id": "trams:event:rain", "type": "agree", "title": "Rain"}
        | {"date": date(first), "participants": [drivers]},
        {"record": "event-link", "id": "trams:event-link:strike-rain", "relation": "responds_to"}
        | {"from_event": "trams:event:strike", "to_event": "trams:event:rain"}
        | {"basis": "in_text", "evidence": [{"kind": "span", "ref": lead(last)}]},
        {"record": "fact", "id": "trams:fact:noon", "statement": "The trams stopped."}
        | {"knowable_from": date(last)}
        | {
            "cells": [
                {**each, "presence": "present", "spans": [lead(slug)]}
                for slug, each in articles.items()
            ]
        },
        {"record": "reuse", "id": "trams:reuse:lead", "kind": "rewritten"}
        | {"from_spans": [lead(first)], "to_spans": [lead(last)], "direction": "forward"}
        | {"acknowledged": True, "fidelity": "broadened"}
        | {"shifts": [{"to_span": lead(last), "effect": "added"}]},
        {"record": "divergence", "id": "trams:divergence:when", "question": "When?"}
        | {"answers": answered, "relations": [{**relation, "basis": "cross_document"}]},
    ]
    return [{**each, "status": "draft"} for each in found]


def write_trams(seeds: Path, slugs: tuple[str, ...]) -> None:
    gold, articles = seeds / "trams" / "annotations" / "gold", seeds / "trams" / "articles"
    gold.mkdir(parents=True)
    articles.mkdir()
    (seeds / "dataset.toml").write_text(DATASET_TOML, "utf-8")
    toml = 'title = "The trams"\nlanguage = "en"\n'
    for slug in slugs:
        text = TEXTS[slug]
        (articles / f"{slug}.txt").write_text(text, "utf-8")
        toml += f'\n[[articles]]\nslug = "{slug}"\nsource_sha256 = "{sha256(text)}"\n'
        header = {"article_id": f"trams:{slug}", "text_sha256": sha256(text)}
        records = annotation_file(header, article_records(slug))
        (gold / f"{slug}.json").write_text(records, "utf-8")
    (seeds / "trams" / "story.toml").write_text(toml, "utf-8")
    work = [{"article": f"trams:{slug}", "date": "2031-02-04"} for slug in slugs]
    info = {"record": "pass", "id": "gold", "annotator": "tests", "kind": "human"}
    info_file = {**info, "guideline_version": "1.0.0", "articles": work, "status": "draft"}
    (gold / "pass.json").write_text(json.dumps(info_file) + "\n", "utf-8")
    story = annotation_file({"story_id": "trams"}, story_records(slugs))
    (gold / "story.json").write_text(story, "utf-8")


@pytest.fixture(scope="module")
def trams(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], Project]:
    """The story of the trams with two articles and with three, released in every mode."""
    return {slugs: _released(tmp_path_factory.mktemp("trams"), slugs) for slugs in STORIES}


def _released(root: Path, slugs: tuple[str, ...]) -> Project:
    project = Project(root)
    write_trams(project.seeds, slugs)
    done = project.call("build")
    assert done.status == 0, done.out + done.err
    for mode in MODES:
        write_release(project.dataset, root / mode.value, mode)
    return project


# What comes out ---------------------------------------------------------------------------------


def references(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from references(each)


def assert_told(report: JSON, names: set[str], absent: set[str]) -> None:
    """Every article is in the report, the absent ones with all their spans left out."""
    assert report["written"]
    assert set(report["articles_left_out"]) == absent
    for each in report["articles"]:
        assert (each["file"] is None) == (each["article"] in absent)
        if each["article"] in absent:
            assert len(each["left_out"]) == each["spans"]["failed"] > 0
        else:
            assert not each["left_out"]
    assert {each["article"] for each in report["articles"]} == names | absent


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("slugs", "kept"), KEPT, ids=lambda each: "+".join(each))
def test_any_of_the_articles_give_the_dataset_of_these(
    trams: dict[tuple[str, ...], Project],
    tmp_path: Path,
    slugs: tuple[str, ...],
    kept: tuple[str, ...],
    mode: TextMode,
) -> None:
    project, copies, out = trams[slugs], tmp_path / "copies", tmp_path / "out"
    copies.mkdir()
    for slug in kept:
        (copies / f"{slug}.txt").write_text(TEXTS[slug], "utf-8")
    words = ("hydrate", project.root / mode.value, "--articles", copies, "--out", out)
    done = project.call(*words, "--json")
    assert done.status == 0, done.err
    absent = {f"trams:{slug}" for slug in slugs if slug not in kept}
    report = json.loads(done.out)
    assert_told(report, {f"trams:{slug}" for slug in kept}, absent)
    checked = project.call("validate", out)
    assert (checked.status, checked.out) == (0, "")
    for table in ("articles", "spans", "event_mentions", "facts", "divergences", "passes"):
        folder = out / "data" / table
        rows = list(read_rows(out, table)) if folder.is_dir() else []
        dangling = {each for each in references(rows) for name in absent if each.startswith(name)}
        assert not dangling, table
    if not absent:
        assert report["records_left_out"] == []
        for table in ("events", "facts", "divergences", "reuse", "event_links"):
            assert list(read_rows(out, table)) == list(read_rows(project.dataset, table))


def test_who_reads_is_told_how_many_articles_are_left_out(
    trams: dict[tuple[str, ...], Project], tmp_path: Path
) -> None:
    project, copies = trams[STORIES[1]], tmp_path / "copies"
    copies.mkdir()
    (copies / "echo.txt").write_text(TEXTS["echo"], "utf-8")
    words = ("hydrate", project.root / "none", "--articles", copies, "--out", tmp_path / "out")
    done = project.run(*words)
    assert done.status == 0
    said = "2 of 3 articles left out, for want of a copy: trams:courier, trams:star"
    assert said in done.err.splitlines()
    assert any("trams:event:rain: rests on" in line for line in done.err.splitlines())


@pytest.mark.parametrize("mode", MODES)
def test_two_of_the_five_articles_of_the_dataset(mode: TextMode, tmp_path: Path) -> None:
    project, copies, out = Project(ROOT), tmp_path / "copies", tmp_path / "out"
    copies.mkdir()
    for slug in ("ahval", "sputnik"):
        shutil.copy(ROOT / "seeds" / "s400-working-group" / "articles" / f"{slug}.txt", copies)
    write_release(ROOT / "dataset", tmp_path / "release", mode)
    words = ("hydrate", tmp_path / "release", "--articles", copies, "--out", out, "--json")
    done = project.call(*words)
    assert done.status == 0, done.err
    story = "s400-working-group"
    absent = {f"{story}:{slug}" for slug in ("al-jazeera", "bloomberg", "news-az")}
    assert_told(json.loads(done.out), {f"{story}:ahval", f"{story}:sputnik"}, absent)
    assert project.call("validate", out).status == 0
    kept = {row["id"] for row in read_rows(ROOT / "dataset", "spans")}
    kept = {name for name in kept if name.split(":")[1] in ("ahval", "sputnik")}
    assert {row["id"] for row in read_rows(out, "spans")} == kept
