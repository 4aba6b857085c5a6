"""The exercises on sources, certainty and taking over, on the story of the seeds."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tellings.commands.agree import sound_stories
from tellings.lessons import grounding
from tellings.lessons.exercises import (
    circular_report,
    headline_and_body,
    how_certain,
    how_well_named,
    reported_claimed_judged,
    traced_back,
    what_was_confirmed,
    who_says_so,
)
from tellings.lessons.items import Item, Kind, Quote, Rich
from tellings.lessons.layers import EXTERNAL, Layers
from tellings.lessons.material.one_event import may_be_another
from tellings.lessons.material.sources import handed_on
from tellings.lessons.wording import Words
from tellings.records import Event, EventMention
from tellings.store.schema_files import load_codebook

SEEDS = Path(__file__).parents[2] / "seeds"
EXERCISES = {
    each.EXERCISE.name: each.EXERCISE
    for each in (
        who_says_so,
        how_well_named,
        how_certain,
        what_was_confirmed,
        circular_report,
        traced_back,
        headline_and_body,
    )
}
ALL = pytest.mark.parametrize("name", EXERCISES)


@pytest.fixture(scope="module")
def layers() -> Layers:
    ((_, data),) = sound_stories(SEEDS, "s400-working-group")
    return Layers(data, load_codebook())


@pytest.fixture(scope="module")
def made(layers: Layers) -> Mapping[str, list[Item]]:
    return {name: each.items(layers, Words(each.words)) for name, each in EXERCISES.items()}


def plain(text: Rich) -> str:
    return "".join(each.text if isinstance(each, Quote) else each for each in text)


@ALL
def test_three_marked_items_at_least_all_of_them_grounded(
    name: str, made: Mapping[str, list[Item]], layers: Layers
) -> None:
    items = made[name]
    grounding.check(items, layers.articles)
    assert sum(each.marked for each in items) >= 3
    assert [each.id for each in items] == [f"{name}:{at}" for at in _serials(items)]


def _serials(items: list[Item]) -> list[int]:
    serials = [int(each.id.rpartition(":")[2]) for each in items]
    assert sorted(set(serials)) == serials
    return serials


@ALL
def test_no_key_rests_on_what_only_outside_evidence_shows(
    name: str, made: Mapping[str, list[Item]], layers: Layers
) -> None:
    for ident in (each for item in made[name] if item.marked for each in item.records):
        record = layers.records[ident]
        if isinstance(record, Event):
            assert record.date.basis != EXTERNAL
        if isinstance(record, EventMention):
            assert record.identity_basis != EXTERNAL


@ALL
def test_options_are_told_apart_and_each_choice_has_a_reason_of_its_own(
    name: str, made: Mapping[str, list[Item]]
) -> None:
    for item in made[name]:
        texts = [each.text for each in item.options]
        assert len(set(texts)) == len(texts), item.id
        if item.kind in (Kind.CHOICE, Kind.TICK):
            reasons = [plain(each.why) for each in item.options]
            assert len(set(reasons)) == len(reasons), item.id


def test_neither_the_longest_nor_the_shortest_option_is_mostly_right(
    made: Mapping[str, list[Item]],
) -> None:
    choices = [
        each
        for name in ("what-was-confirmed", "headline-and-body")
        for each in made[name]
        if each.kind is Kind.CHOICE
    ]
    longest = shortest = 0
    for item in choices:
        sizes = {each.id: len(plain(each.text)) for each in item.options}
        longest += max(sizes, key=sizes.__getitem__) in item.key
        shortest += min(sizes, key=sizes.__getitem__) in item.key
    assert longest <= len(choices) * 0.45
    assert shortest <= len(choices) * 0.45


@pytest.mark.parametrize("name", ["circular-report", "traced-back"])
def test_of_what_is_to_be_marked_three_in_ten_have_nothing_to_find(
    name: str, made: Mapping[str, list[Item]]
) -> None:
    marks = [each for each in made[name] if each.kind is Kind.MARK]
    assert sum(each.clean for each in marks) >= 0.3 * len(marks)
    assert sum(not each.clean for each in marks) >= 0.3 * len(marks)
    for item in marks:
        assert len(item.key) < len(item.options), item.id


def test_the_unconfirmed_agreement_is_neither_stated_nor_denied(
    made: Mapping[str, list[Item]],
) -> None:
    (item,) = (
        each
        for each in made["how-certain"]
        if each.kind is Kind.MATCH and "agree to form" in plain(each.stem)
    )
    keys = {plain(each.text).partition(" (")[0]: each.key for each in item.rows}
    assert keys["The White House and Pentagon"] == "declines_to_confirm"
    assert keys["Turkish and American officials familiar with the situation"] == "certain"
    assert "certain_not" in {each.id for each in item.options}


def test_what_the_passes_contest_is_talked_about_with_their_votes(
    made: Mapping[str, list[Item]],
) -> None:
    talks = [each for each in made["how-certain"] if each.kind is Kind.DISCUSS]
    assert talks
    for item in talks:
        assert sum(each.agree > 0 for each in item.votes) > 1
        assert {each.of for each in item.votes} == {2}


def test_the_white_house_confirmed_the_purchase_and_not_the_working_group(
    made: Mapping[str, list[Item]],
) -> None:
    (item,) = (each for each in made["what-was-confirmed"] if "White House (" in _asked(each))
    right = {plain(each.text) for each in item.options if each.id in item.key}
    wrong = {plain(each.text) for each in item.options if each.id not in item.key}
    assert right == {
        "Trump and Erdogan discussed Turkey’s planned purchase of the controversial S-400s"
    }
    assert "Trump, Erdogan discuss working group on Russian S-400" in wrong


def _asked(item: Item) -> str:
    return plain(item.stem).replace(", in the article of Al Jazeera", "")


def test_one_report_of_its_own_stands_behind_the_agreement(
    made: Mapping[str, list[Item]],
) -> None:
    counts = {
        plain(each.stem): each.key for each in made["circular-report"] if each.kind is Kind.CHOICE
    }
    keys = {stem.partition(".")[0]: key for stem, key in counts.items()}
    assert keys["“Trump and Erdogan agree to form a joint study group on the S-400”"] == ("1",)


@ALL
def test_no_question_names_an_event_that_students_are_asked_to_tell_from_another(
    name: str, made: Mapping[str, list[Item]], layers: Layers
) -> None:
    titles = [each.title for each in layers.of(Event) if may_be_another(layers, each)]
    assert titles
    for item in made[name]:
        assert not [each for each in titles if each in plain(item.stem)], item.id


@ALL
def test_sentences_speak_of_sources_and_not_of_handing(name: str) -> None:
    for said in EXERCISES[name].words.values():
        assert not re.search(r"\bhand(s|ed|ing)?\b", said), said


def test_no_statement_is_an_outlets_own_that_may_be_the_outlets_it_passes_on(
    made: Mapping[str, list[Item]], layers: Layers
) -> None:
    sorting = reported_claimed_judged.EXERCISE
    sorted_ = sorting.items(layers, Words(sorting.words))
    unclear = [name for name in layers.articles if handed_on(layers, name)]
    assert unclear
    own = {"author", "checkable", "judgement"}
    for item in (*made["who-says-so"], *sorted_):
        for row in item.rows:
            quoted = [each.article for each in row.text if isinstance(each, Quote)]
            assert row.key not in own or not set(quoted) & set(unclear), item.id
    for item in made["how-certain"]:
        for told in (*(row.text for row in item.rows), *(each.text for each in item.options)):
            said = plain(told)
            assert not any(f"{layers.outlet(each)}, speaking" in said for each in unclear)


def test_explain_has_become_prove_and_u_s_made_has_become_nato(
    made: Mapping[str, list[Item]],
) -> None:
    (item,) = (each for each in made["traced-back"] if "explain-prove" in each.records[0])
    assert [plain(each.text) for each in item.options if each.id in item.key] == [
        "prove",
        "NATO weapons",
    ]


def test_no_sentence_bears_out_the_headline_of_an_objection_to_the_group(
    made: Mapping[str, list[Item]],
) -> None:
    first, *_, written = made["headline-and-body"]
    assert "objection to joint S-400 working group" in plain(first.stem)
    assert first.key == ("none",)
    assert written.kind is Kind.OPEN
    assert [each.name for each in written.rubric] == ["Proficient", "Emergent", "Basic"]
    assert "have not confirmed" in plain(written.rubric[0].sample)
