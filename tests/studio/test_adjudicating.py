"""Passes side by side without a server: identity, agreement, and how decisions are settled."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.agreement.clusters import clusters
from tellings.parts import load_story
from tellings.records import to_json
from tellings.store.schema_files import load_schemas
from tellings.store.writing import StoreError
from tellings.story import GOLD, StoryData
from tellings.studio.adjudicating import (
    Adjudication,
    adjudication,
    as_record,
    chosen_passes,
    content,
)
from tellings.studio.deciding import Decider, decide
from tellings.studio.disagreeing import disagreements
from tellings.studio.fields import same
from tellings.studio.naming import renamed

JSON = dict[str, Any]
SEEDS = Path(__file__).parents[2] / "seeds"
ADA = Decider("ada", datetime.date(2031, 5, 4))


@pytest.fixture(scope="module")
def story() -> StoryData:
    """The story of the seeds: two passes, and gold that a model made of them."""
    found, _, _ = load_story(SEEDS, "s400-working-group", load_schemas())
    assert found is not None
    return found


@pytest.fixture(scope="module")
def with_gold(story: StoryData) -> Adjudication:
    return adjudication(story, chosen_passes(story, ()))


@pytest.fixture(scope="module")
def without_gold(story: StoryData) -> Adjudication:
    alone = StoryData(story.story, story.path, story.toml, story.articles)
    alone.passes = {name: each for name, each in story.passes.items() if name != GOLD}
    return adjudication(alone, chosen_passes(alone, ()))


def test_every_record_stands_in_one_item(story: StoryData, with_gold: Adjudication) -> None:
    for name, found in story.passes.items():
        own = sorted(each.id for each in found.records() if hasattr(each, "article_id"))
        there = sorted(each.origins[name] for each in with_gold.items if name in each.origins)
        assert there == own
    ids = [each.id for each in with_gold.items]
    assert len(set(ids)) == len(ids)


def test_gold_is_found_again_by_what_it_says_it_came_from(
    story: StoryData, with_gold: Adjudication
) -> None:
    items = with_gold.by_id()
    gold = [each for each in story.passes[GOLD].records() if each.id in items]
    claimed = Counter(origin for each in gold for origin in each.from_ or ())
    for each in gold:
        origins = dict(origin.split("/", 1) for origin in each.from_ or ())
        is_clear = all(claimed[origin] == 1 for origin in each.from_ or ())
        if is_clear and len(origins) == len(each.from_ or ()):
            there = items[each.id].origins
            assert {name: there.get(name) for name in origins} == origins


def test_the_agreed_part_is_alike_in_all_passes_and_rests_on_itself(
    without_gold: Adjudication,
) -> None:
    agreed = without_gold.agreed()
    items = without_gold.by_id()
    there = {each["id"] for each in agreed}
    assert len(agreed) > 500
    for record in agreed:
        versions = items[record["id"]].versions
        assert set(versions) == {"pass-a", "pass-b"}
        assert same(content(versions["pass-a"]), content(versions["pass-b"]))
        named = {each for each in _strings(record) if each in items}
        assert named <= there


def _strings(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    inner = value.values() if isinstance(value, Mapping) else value
    many = isinstance(value, Mapping | list)
    return set().union(*(_strings(each) for each in inner)) if many else set()


def test_with_gold_the_agreed_part_is_gold_and_what_it_lacks(
    story: StoryData, with_gold: Adjudication
) -> None:
    agreed = {each["id"]: each for each in with_gold.agreed()}
    gold = [each for each in story.passes[GOLD].records() if each.status != "draft"]
    for each in (each for each in gold if hasattr(each, "article_id")):
        assert same(agreed[each.id], to_json(each))


def test_disagreements_come_worst_first(without_gold: Adjudication) -> None:
    found = disagreements(without_gold, lambda _: True)
    assert all(each.is_open for each in found)
    ranks = [(-each.hanging, not each.missing, -len(each.says)) for each in found]
    assert ranks == sorted(ranks)
    assert found[0].hanging > found[-1].hanging
    only = disagreements(without_gold, lambda record: record["record"] == "stance")
    assert {each.kind for each in only} == {"stance"}
    assert min(each.hanging for each in only) >= 1


def test_what_gold_settled_comes_after_what_is_open(with_gold: Adjudication) -> None:
    found = disagreements(with_gold, lambda _: True)
    states = [each.is_open for each in found]
    assert states == sorted(states, reverse=True)
    assert True in states
    assert False in states


def test_wrong_passes_are_told(story: StoryData) -> None:
    for names, words in (
        (["gold"], "cannot be adjudicated"),
        (["pass-c"], "did you mean"),
        (["pass-a"], "takes two passes"),
    ):
        with pytest.raises(StoreError, match=words):
            chosen_passes(story, names)


# Decisions ------------------------------------------------------------------------------------


def test_the_first_suggestion_left_alone_changes_nothing_in_gold(
    story: StoryData, with_gold: Adjudication
) -> None:
    article = "s400-working-group:sputnik"
    gold = {each.id: to_json(each) for each in story.passes[GOLD].of_article(article)}
    given_ = [as_record(each) for each in with_gold.agreed() if each["article_id"] == article]
    found = decide(with_gold, article, given_, gold, {}, ADA).records
    for key, record in gold.items():
        assert to_json(found[key]) == record


def test_who_takes_a_pass_over_is_said_to_have_it_from_there(without_gold: Adjudication) -> None:
    article = "s400-working-group:sputnik"
    items = [each for each in without_gold.items if each.article == article]
    given_ = [as_record(each.versions["pass-b"]) for each in items if "pass-b" in each.versions]
    decided = decide(without_gold, article, given_, {}, {}, ADA)
    by_id = without_gold.by_id()
    for key, record in decided.records.items():
        item = by_id[key]
        assert f"pass-b/{item.origins['pass-b']}" in (record.from_ or ())
        assert (record.status, record.decided_by) == ("adjudicated", "ada")
        assert (key in decided.unexplained) == (not item.agreed)


# Clusters -------------------------------------------------------------------------------------

span_places = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from(["person", "place"])),
    max_size=8,
)


def _spans(places: Sequence[tuple[int, int, str]]) -> list[JSON]:
    return [
        {
            "record": "span",
            "id": f"s:a:span:{number}",
            "article_id": "s:a",
            "layer": "mention",
            "label": label,
            "start": start,
            "end": start + length,
            "text": "x" * length,
            "status": "draft",
        }
        for number, (start, length, label) in enumerate(places)
    ]


@given(st.lists(span_places, min_size=2, max_size=3))
def test_clusters_share_out_every_record_once(passes: list[list[tuple[int, int, str]]]) -> None:
    records = {f"p{number}": _spans(places) for number, places in enumerate(passes)}
    found = clusters(records, {key: ["s:a"] for key in records})
    there = sorted(place for each in found for place in each.members.items())
    assert there == sorted((name, each["id"]) for name, own in records.items() for each in own)


@given(span_places)
def test_equal_passes_agree_in_everything(places: list[tuple[int, int, str]]) -> None:
    unique = list(dict.fromkeys(places))
    records = {"a": _spans(unique), "b": _spans(unique)}
    found = clusters(records, {key: ["s:a"] for key in records})
    assert all(each.members["a"] == each.members["b"] for each in found)


def test_names_are_changed_and_words_are_not() -> None:
    names = {"s:entity:x": "s:entity:y"}
    record = {"id": "1", "holder": "s:entity:x", "note": "s:entity:x", "from": ["s:entity:x"]}
    changed = renamed(record, names)
    assert changed == {**record, "holder": "s:entity:y"}
