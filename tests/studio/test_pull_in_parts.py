"""A pull never has the whole story in memory, and takes what one that had would take."""

import gc
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from tellings.parts import load_story
from tellings.store.schema_files import load_schemas
from tellings.store.writing import StoreError
from tellings.story import StoryData
from tellings.studio.shelf import Shelf
from tellings.studio.taking import Taken, take
from tests.conftest import edit
from tests.studio.exports import OneExport
from tests.studio.synced import COMMITTED, FIVE, span, write_pass, write_story

JSON = dict[str, Any]
NAME = "harbour"
TEXTS = {
    "gazette": "The tunnel opens late.\n\nThe ground is soft, the city said.\n",
    "herald": "Shopkeepers knew it.\n\nThe city had known for months.\n",
}
CLAIM = span(NAME, "gazette", TEXTS["gazette"], "The tunnel opens late")
SHOWN = span(NAME, "herald", TEXTS["herald"], "The city had known for months")
OTHER = span(NAME, "herald", TEXTS["herald"], "Shopkeepers knew it", 2)
SUPPORT = {
    "record": "support",
    "id": f"{NAME}:gazette:support:001",
    "article_id": f"{NAME}:gazette",
    "claim_span": CLAIM["id"],
    "relation": "supported",
    "support_spans": [SHOWN["id"]],
    "status": "draft",
}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Two articles, of which nobody has annotated anything."""
    write_story(tmp_path / "seeds", NAME, TEXTS)
    return tmp_path / "seeds"


def records(seeds: Path, slug: str) -> dict[str, JSON]:
    path = seeds / NAME / "annotations" / "annotator-1" / f"{slug}.json"
    return {each["id"]: each for each in json.loads(path.read_bytes())["records"]}


def faults(seeds: Path) -> list[str]:
    return [str(each) for each in load_story(seeds, NAME, load_schemas())[1]]


# What is in memory ----------------------------------------------------------------------------


def peak(root: Path, number: int) -> int:
    """The most memory that Python held while so many articles were pulled."""
    words = "Officer Lund of Northport said on Monday that pier {} would open a year late. "
    texts = {
        f"a{at:04}": "".join(words.format(at * 9 + n) for n in range(9)) for at in range(number)
    }
    write_story(root / "seeds", NAME, texts)
    said = {
        slug: [span(NAME, slug, text, f"pier {at * 9 + n} ", n) for n in range(9)]
        for at, (slug, text) in enumerate(texts.items())
    }
    for each in (one for every in said.values() for one in every):
        each |= {"text": each["text"].strip(), "end": each["end"] - 1}
    write_pass(root / "seeds", NAME, said)
    server = OneExport(root / "seeds", NAME, said, ["gold"])
    server.export(7, root / "export.json")
    server.made = root / "export.json"
    gc.collect()
    tracemalloc.start()
    try:
        done = server.pull()
        found = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert sum(done.delivered[0].articles.values()) == 9 * number
    return found


def test_memory_hardly_grows_with_the_number_of_tasks(tmp_path: Path) -> None:
    """Of each task a few names and numbers stay: no text, no record, no result."""
    peak(tmp_path / "warm", 2)
    few, many = peak(tmp_path / "few", 100), peak(tmp_path / "many", 300)
    assert (many - few) / 200 < 4_500, f"{few:,} bytes for 100 tasks, {many:,} for 300"


# What it takes --------------------------------------------------------------------------------


def test_a_story_read_piece_by_piece_is_the_story() -> None:
    schemas = load_schemas()
    data = load_story(COMMITTED, FIVE, schemas)[0]
    shelf = Shelf(COMMITTED, FIVE)
    assert data is not None
    assert {key: shelf.article(key) for key in shelf.articles} == data.articles
    assert shelf.frame.passes.keys() == data.passes.keys()
    for name, of in data.passes.items():
        assert shelf.frame.passes[name].info == of.info
        assert shelf.frame.passes[name].of_story() == of.of_story()
        assert {key: shelf.records(name, key) for key in data.articles} == {
            key: of.of_article(key) for key in data.articles
        }


def test_what_points_at_new_work_in_a_later_article_is_taken_with_it(seeds: Path) -> None:
    OneExport(seeds, NAME, {"gazette": [CLAIM, SUPPORT], "herald": [SHOWN]}).pull()
    assert records(seeds, "gazette")[SUPPORT["id"]]["support_spans"] == [SHOWN["id"]]
    assert records(seeds, "herald").keys() == {SHOWN["id"]}
    assert faults(seeds) == []


def test_what_points_at_nothing_is_held_back_alone(seeds: Path) -> None:
    done = OneExport(seeds, NAME, {"gazette": [CLAIM, SUPPORT], "herald": [OTHER]}).pull()
    assert [each.record for each in done.delivered[0].findings] == [SUPPORT["id"]]
    assert records(seeds, "gazette").keys() == {CLAIM["id"]}
    assert records(seeds, "herald").keys() == {OTHER["id"]}
    assert faults(seeds) == []


def test_what_was_shown_elsewhere_is_taken_over_into_an_article_nobody_worked_on(
    seeds: Path,
) -> None:
    write_pass(seeds, NAME, {"gazette": [CLAIM], "herald": [SHOWN]})
    done = OneExport(seeds, NAME, {"gazette": [CLAIM, SUPPORT]}, ["gold"]).pull()
    assert records(seeds, "herald")[SHOWN["id"]]["from"] == [f"gold/{SHOWN['id']}"]
    assert done.delivered[0].files == ("pass.json", "gazette.json", "herald.json")


def test_an_article_that_something_is_taken_over_into_keeps_what_it_has(seeds: Path) -> None:
    write_pass(seeds, NAME, {"gazette": [CLAIM], "herald": [SHOWN, OTHER]})
    OneExport(seeds, NAME, {"herald": [OTHER]}, ["gold"]).pull()
    assert records(seeds, "herald").keys() == {OTHER["id"]}
    OneExport(seeds, NAME, {"gazette": [CLAIM, SUPPORT]}, ["gold"]).pull()
    assert records(seeds, "herald").keys() == {OTHER["id"], SHOWN["id"]}
    assert faults(seeds) == []


def test_what_only_our_version_of_a_record_points_at_stays_as_we_have_it(seeds: Path) -> None:
    """The server's version no longer leads there, but the merged one does."""
    write_pass(seeds, NAME, {"gazette": [CLAIM], "herald": [SHOWN, OTHER]})
    whole = {"gazette": [CLAIM, SUPPORT], "herald": [SHOWN, OTHER]}
    OneExport(seeds, NAME, whole, ["gold"]).pull()
    folder = seeds / NAME / "annotations" / "annotator-1"
    edit(folder / "gazette.json", SHOWN["id"], OTHER["id"])
    edit(folder / "herald.json", '"checkable_claim"', '"judgement"')
    less = {"gazette": [CLAIM, SUPPORT | {"support_spans": []}]}
    OneExport(seeds, NAME, less, ["gold"]).pull()
    assert records(seeds, "gazette")[SUPPORT["id"]]["support_spans"] == [OTHER["id"]]
    assert records(seeds, "herald")[OTHER["id"]]["label"] == "judgement"
    assert not any("from" in each for each in records(seeds, "herald").values())


def test_what_an_article_nobody_works_on_points_at_does_not_go(seeds: Path) -> None:
    write_pass(seeds, NAME, {"gazette": [CLAIM], "herald": [SHOWN, OTHER]})
    whole = {"gazette": [CLAIM, SUPPORT], "herald": [SHOWN, OTHER]}
    OneExport(seeds, NAME, whole, ["gold"]).pull()
    OneExport(seeds, NAME, {"herald": [OTHER]}, ["gold"]).pull()
    assert records(seeds, "herald").keys() == {OTHER["id"], SHOWN["id"]}
    assert faults(seeds) == []


def test_a_pull_again_changes_nothing(seeds: Path) -> None:
    server = OneExport(seeds, NAME, {"gazette": [CLAIM, SUPPORT], "herald": [SHOWN]})
    server.pull()
    before = {path: path.read_bytes() for path in seeds.rglob("*.json")}
    assert [each.files for each in server.pull().delivered] == [()]
    assert {path: path.read_bytes() for path in seeds.rglob("*.json")} == before


def test_a_pull_that_fails_half_way_changes_no_pass(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last article cannot be merged: of the first nothing is to be seen, and no rest stays."""

    def failing(data: StoryData, *args: Any) -> Taken:
        if f"{NAME}:herald" in data.articles:
            raise StoreError("no room left to write")
        return take(data, *args)

    monkeypatch.setattr("tellings.studio.bringing.take", failing)
    server = OneExport(seeds, NAME, {"gazette": [CLAIM], "herald": [OTHER]})
    with pytest.raises(StoreError, match="no room"):
        server.pull()
    assert not (seeds / NAME / "annotations" / "annotator-1").exists()
    monkeypatch.undo()
    server.pull()
    assert records(seeds, "herald").keys() == {OTHER["id"]}
    assert not [each for each in seeds.rglob("*") if each.name.startswith(".")]
