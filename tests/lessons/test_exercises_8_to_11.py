"""Loaded words; reported, claimed or judged; who leaves what out; where tellings part."""

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tellings.lessons.exercise import Exercise, NothingHereError
from tellings.lessons.exercises.left_out import EXERCISE as LEFT_OUT
from tellings.lessons.exercises.loaded_words import EXERCISE as LOADED
from tellings.lessons.exercises.reported_claimed_judged import EXERCISE as SORTED
from tellings.lessons.exercises.where_they_part import EXERCISE as PARTING
from tellings.lessons.items import Item, Kind, Quote, Rich
from tellings.lessons.layers import EXTERNAL
from tellings.lessons.scoring import total
from tellings.parts import load_story
from tellings.records import Divergence, Fact
from tellings.store.schema_files import load_schemas
from tellings.story import GOLD, StoryData
from tests.lessons.tunnel import (
    DAY,
    SLUGS,
    TEXTS,
    Made,
    at,
    dated,
    entity,
    items_of,
    published,
    span,
    tunnel,
)

ROOT = Path(__file__).parents[2]
ALL = (LOADED, SORTED, LEFT_OUT, PARTING)


def plain(text: Rich) -> str:
    return "".join(each.text if isinstance(each, Quote) else each for each in text)


def of_kind(items: Iterable[Item], kind: Kind) -> list[Item]:
    return [each for each in items if each.kind is kind]


def words(items: Iterable[Item], kind: Kind) -> list[tuple[str, list[str]]]:
    """What is asked in items of a kind: the words of the stem, and those of the key."""
    return [
        (plain(each.stem), [plain(o.text) for o in each.options if o.id in each.key])
        for each in of_kind(items, kind)
    ]


# The five articles ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def data() -> StoryData:
    found, *_ = load_story(ROOT / "seeds", "s400-working-group", load_schemas())
    assert found is not None
    return found


@pytest.fixture(scope="module")
def made(data: StoryData) -> dict[str, list[Item]]:
    return {each.name: items_of(each, data) for each in ALL}


@pytest.mark.parametrize("exercise", ALL, ids=lambda each: each.name)
def test_the_five_articles_give_three_marked_items_of_each_type(
    exercise: Exercise, made: dict[str, list[Item]]
) -> None:
    found = made[exercise.name]
    assert sum(each.marked for each in found) >= 3
    assert [each.id for each in found] == [
        f"{exercise.name}:{number}" for number in range(1, len(found) + 1)
    ]


def test_they_give_what_is_written_on_and_talked_about(made: dict[str, list[Item]]) -> None:
    kinds = {name: {each.kind for each in found} for name, found in made.items()}
    assert kinds["loaded-words"] == {Kind.MARK, Kind.CHOICE, Kind.DISCUSS}
    assert kinds["reported-claimed-judged"] == {Kind.MATCH, Kind.DISCUSS}
    assert kinds["left-out"] == {Kind.TICK, Kind.MATCH, Kind.DISCUSS}
    assert kinds["where-they-part"] == {Kind.CHOICE, Kind.MATCH, Kind.OPEN, Kind.DISCUSS}


def test_three_of_ten_passages_hold_nothing_and_marking_all_or_none_earns_nothing(
    made: dict[str, list[Item]],
) -> None:
    marks = of_kind(made["loaded-words"], Kind.MARK)
    assert sum(each.clean for each in marks) >= 0.3 * len(marks) >= 1
    everything = {each.id: [option.id for option in each.options] for each in marks}
    assert total(marks, everything) == total(marks, {}) == 0
    assert total(marks, {each.id: each.key for each in marks}) == len(marks)


def offered(items: Iterable[Item]) -> dict[str, bool]:
    """What may be marked, each with whether it is to be marked."""
    return {
        plain(option.text): option.id in item.key
        for item in of_kind(items, Kind.MARK)
        for option in item.options
    }


def test_squabbled_judges_and_says_does_not(made: dict[str, list[Item]]) -> None:
    options = offered(made["loaded-words"])
    assert {word: options[word] for word in ("honourable", "said")} == {
        "honourable": True,
        "said": False,
    }
    twins = words(made["loaded-words"], Kind.CHOICE)
    assert ["the one with squabbled"] in [key for _, key in twins]


def test_no_word_that_judges_is_asked_about_twice(made: dict[str, list[Item]]) -> None:
    asked = [
        item.evidence[0].text
        for item in made["loaded-words"]
        if item.marked and not item.clean and item.kind is Kind.CHOICE
    ]
    asked += [word for word, key in offered(made["loaded-words"]).items() if key]
    assert len(asked) == len(set(asked)) >= 3


def test_words_whose_plainer_wording_changes_or_repeats_something_are_not_asked(
    made: dict[str, list[Item]],
) -> None:
    shown = "".join(plain(each.why) for each in made["loaded-words"])
    assert "force" not in offered(made["loaded-words"])
    assert "a different offer" not in shown
    assert "our president" not in shown


def test_a_word_that_can_be_left_out_is_and_whose_word_it_is_is_told(
    made: dict[str, list[Item]],
) -> None:
    (why,) = (
        plain(option.why)
        for item in of_kind(made["loaded-words"], Kind.MARK)
        for option in item.options
        if plain(option.text) == "honourable"
    )
    assert "Leave it out" in why
    assert "a source (Turkish Presidency), not of Al Jazeera" in why


def test_loaded_words_of_every_outlet_that_has_one_are_asked(made: dict[str, list[Item]]) -> None:
    outlets = {
        item.evidence[0].article.rpartition(":")[2]
        for item in made["loaded-words"]
        if item.marked and not item.clean
    }
    assert outlets == {"ahval", "al-jazeera", "sputnik", "news-az"}


def test_a_passage_with_names_and_a_reporting_word_alone_is_not_asked(
    made: dict[str, list[Item]],
) -> None:
    for item in of_kind(made["loaded-words"], Kind.MARK):
        whys = [plain(each.why) for each in item.options]
        acts = [each for each in whys if "names what is done" in each or "plain word" in each]
        assert acts or not item.clean, item.id


def test_every_option_and_row_has_a_reason_of_its_own(made: dict[str, list[Item]]) -> None:
    for item in (item for found in made.values() for item in found):
        whys = [plain(each.why) for each in item.options]
        if item.kind in (Kind.CHOICE, Kind.MARK):
            assert len(set(whys)) == len(whys), item.id
        assert all(len(each) > 20 for each in whys), item.id


@pytest.mark.parametrize("name", ["loaded-words", "where-they-part"])
def test_length_does_not_give_the_key_away(name: str, made: dict[str, list[Item]]) -> None:
    longest, expected = 0, 0.0
    for item in of_kind(made[name], Kind.CHOICE):
        sizes = {each.id: len(plain(each.text)) for each in item.options}
        longest += sizes[item.key[0]] == max(sizes.values())
        expected += 1 / len(sizes)
    assert longest <= expected + 1


def test_keys_rest_on_nothing_external(data: StoryData, made: dict[str, list[Item]]) -> None:
    records = {each.id: each for each in data.passes[GOLD].records()}
    for item in of_kind(made["left-out"], Kind.TICK):
        fact = records[item.records[0]]
        assert isinstance(fact, Fact)
        asked = {each.id for each in item.options}
        cells = [each for each in fact.cells if each.article in asked]
        assert all(each.basis != EXTERNAL for each in cells), item.id
        assert all(each.presence != "not_yet_knowable" for each in cells), item.id
    for item in of_kind(made["where-they-part"], Kind.CHOICE):
        divergence = records[item.records[0]]
        assert isinstance(divergence, Divergence)
        shown = {each.kind for each in divergence.relations if each.basis != EXTERNAL}
        assert item.key[0] in {*shown, "open"}, item.id


def test_what_only_evidence_from_outside_tells_cannot_be_told(made: dict[str, list[Item]]) -> None:
    keys = {
        (item.records[0].rpartition(":")[2], item.key)
        for item in of_kind(made["where-they-part"], Kind.CHOICE)
    }
    assert ("us-response", ("open",)) in keys
    assert ("agreement", ("commitment",)) in keys
    assert "danger" not in {name for name, _ in keys}
    assert ("delivery", ("different_time",)) in keys


def test_an_earlier_article_does_not_leave_out_what_came_later(
    made: dict[str, list[Item]],
) -> None:
    rows = {
        (plain(item.stem).split(" does ")[0], row.id.rpartition(":")[2]): row.key
        for item in of_kind(made["left-out"], Kind.MATCH)
        for row in item.rows
    }
    assert rows["The article of Bloomberg", "delivery"] == "not_yet_knowable"
    assert rows["The article of Bloomberg", "contract"] == "left-out"
    assert rows["The article of Ahval", "not-integrated"] == "open"


def test_days_are_said_as_people_say_them(made: dict[str, list[Item]]) -> None:
    whys = [plain(each.why) for item in made["left-out"] for each in item.options]
    whys += [plain(each.why) for item in made["left-out"] for each in item.rows]
    assert [each for each in whys if "from December 2017 on" in each]
    assert not [each for each in whys if "2019-0" in each]


def test_what_the_passes_contest_is_talked_about(made: dict[str, list[Item]]) -> None:
    for found in made.values():
        for item in of_kind(found, Kind.DISCUSS):
            assert len(item.votes) == len(item.options) > 1
            assert any(each.contested for each in item.votes), item.id
            assert sum(each.agree for each in item.votes) == item.votes[0].of, item.id
            assert all(each.contested for each in item.votes), item.id
    talks = [plain(each.stem) for each in of_kind(made["where-they-part"], Kind.DISCUSS)]
    assert any(each.startswith("Were American Patriots on offer") for each in talks)


def test_no_passage_is_asked_about_and_talked_about_at_once(made: dict[str, list[Item]]) -> None:
    asked = {
        record for each in made["reported-claimed-judged"] if each.marked for record in each.records
    }
    talked = {
        record
        for each in of_kind(made["reported-claimed-judged"], Kind.DISCUSS)
        for record in each.records
    }
    assert talked
    assert not asked & talked


def test_the_same_data_give_the_same_items(data: StoryData, made: dict[str, list[Item]]) -> None:
    assert {each.name: items_of(each, data) for each in ALL} == made


# Made-up stories -----------------------------------------------------------------------------


def body(slug: str) -> Made:
    return span(slug, 1, "segment", "body", TEXTS[slug].rstrip("\n"))


def judging(**more: Any) -> Made:
    said = {"mode": "lexical", "neutral": "argued", "holder": "author", **more}
    return span("gazette", 2, "wording", "loaded_language", "squabbled", wording=said)


def plain_words() -> list[Made]:
    people = {"entity": "harbour:entity:shopkeepers"}
    return [
        entity("Shopkeepers", "person"),
        *map(body, SLUGS),
        *(
            each
            for slug in SLUGS[:2]
            for each in (
                span(slug, 3, "mention", "person", "Shopkeepers", **people),
                span(slug, 4, "time", "duration", "months"),
            )
        ),
        span("herald", 5, "event", "trigger", "argued"),
    ]


def test_a_word_is_marked_among_plain_ones_and_its_twin_is_clean() -> None:
    gold = [*plain_words(), judging()]
    marks = of_kind(items_of(LOADED, tunnel(gold, gold)), Kind.MARK)
    assert [[plain(o.text) for o in each.options if o.id in each.key] for each in marks] == [
        ["squabbled"],
        [],
    ]
    assert "argued" in [plain(each.text) for each in marks[1].options]


@pytest.mark.parametrize(
    "other",
    [
        [],
        [span("gazette", 2, "evidence", "evidence", "squabbled")],
        [span("gazette", 2, "wording", "hedge", "squabbled", wording={"mode": "lexical"})],
    ],
    ids=["nothing", "something else there", "a hedge"],
)
def test_a_word_that_a_pass_does_not_take_to_judge_is_not_asked(other: list[Made]) -> None:
    with pytest.raises(NothingHereError, match="seen by every pass"):
        items_of(LOADED, tunnel([*plain_words(), judging()], [*plain_words(), *other]))


def test_a_sentence_that_a_pass_marks_is_not_clean() -> None:
    gold = [*plain_words(), judging()]
    doubt = span("herald", 9, "wording", "loaded_language", "cost", wording={"mode": "lexical"})
    with pytest.raises(NothingHereError):
        items_of(LOADED, tunnel(gold, [*gold, doubt]))


def test_a_rewording_that_makes_it_less_sure_is_not_asked() -> None:
    hedge = span("times", 9, "wording", "hedge", "months", wording={"mode": "lexical"})
    gold = [*plain_words(), judging(neutral="argued for months"), hedge]
    with pytest.raises(NothingHereError):
        items_of(LOADED, tunnel(gold, gold))


def test_a_sentence_with_a_reporting_word_that_is_not_neutral_is_not_clean() -> None:
    insists: Made = {
        "record": "attribution",
        "id": "harbour:herald:attribution:1",
        "article_id": "harbour:herald",
        "cue_span": at("herald", 5),
        "content_spans": [at("herald", 4)],
        "scope": "clear",
        "source_entities": [],
        "quote_type": "indirect",
        "source_kind": "named_person",
        "cue_class": "insist",
    }
    gold = [*plain_words(), judging()]
    with pytest.raises(NothingHereError):
        items_of(LOADED, tunnel(gold, [*gold, insists]))


def test_without_wording_there_is_nothing_to_translate() -> None:
    with pytest.raises(NothingHereError, match="“Wording”"):
        items_of(LOADED, tunnel(plain_words()))


def test_twin_passages_are_compared_by_the_word_that_shifted() -> None:
    twins: Made = {
        "record": "reuse",
        "id": "harbour:reuse:squabbled",
        "from_spans": [at("herald", 6)],
        "to_spans": [at("gazette", 6)],
        "kind": "rewritten",
        "direction": "unknown",
        "acknowledged": False,
        "fidelity": "shifted",
        "shifts": [
            {"from_span": at("herald", 5), "to_span": at("gazette", 2), "effect": "strengthened"}
        ],
    }
    passages = [
        span("herald", 6, "evidence", "evidence", "Shopkeepers argued for months"),
        span("gazette", 6, "evidence", "evidence", "Shopkeepers squabbled for months"),
    ]
    gold = [*plain_words(), judging(), *passages, twins]
    (choice,) = of_kind(items_of(LOADED, tunnel(gold, gold)), Kind.CHOICE)
    assert choice.key == ("word",)
    assert {each.text for each in choice.reading} == {each["text"] for each in passages}


def statements() -> list[Made]:
    lund = {"entity": "harbour:entity:ada-lund"}
    attribution: Made = {
        "record": "attribution",
        "id": "harbour:gazette:attribution:1",
        "article_id": "harbour:gazette",
        "source_span": at("gazette", 13),
        "cue_span": at("gazette", 12),
        "content_spans": [at("gazette", 11)],
        "scope": "clear",
        "source_entities": ["harbour:entity:ada-lund"],
        "quote_type": "direct",
        "source_kind": "named_person",
        "cue_class": "neutral",
    }
    claim = "checkable_claim"
    return [
        entity("Ada Lund", "person"),
        span("gazette", 11, "attribution", "content", "“The ground is soft,”"),
        span("gazette", 12, "attribution", "cue", "said"),
        span("gazette", 13, "attribution", "source", "Ada Lund", **lund),
        attribution,
        span("gazette", 14, "claim", claim, "The ground is soft"),
        span("gazette", 15, "claim", claim, "The council approved the tunnel in May"),
        span("gazette", 16, "claim", "judgement", "The tunnel is a waste"),
        span("gazette", 17, "claim", "prediction", "The tunnel will open in June"),
    ]


def bins(items: list[Item]) -> dict[str, str]:
    return {plain(row.text): row.key for item in of_kind(items, Kind.MATCH) for row in item.rows}


def test_statements_go_by_time_then_voice_then_test() -> None:
    assert bins(items_of(SORTED, tunnel(statements(), statements()))) == {
        "The ground is soft": "reported",
        "The council approved the tunnel in May": "checkable",
        "The tunnel is a waste": "judgement",
        "The tunnel will open in June": "prediction",
    }


def changed(records: list[Made], number: int, **fields: Any) -> list[Made]:
    return [each | fields if each["id"] == at("gazette", number) else each for each in records]


def test_a_claim_of_which_the_passes_see_different_kinds_is_not_asked() -> None:
    other = changed(statements(), 16, label="checkable_claim")
    assert "The tunnel is a waste" not in bins(items_of(SORTED, tunnel(statements(), other)))


def test_a_claim_on_what_will_or_would_be_is_asked_as_a_prediction_or_not_at_all() -> None:
    modal = changed(statements(), 17, label="checkable_claim")
    assert "The tunnel will open in June" not in bins(items_of(SORTED, tunnel(modal, modal)))


def test_a_claim_that_only_one_reading_gives_to_a_source_is_not_asked() -> None:
    other = changed(statements(), 11, text="“The", end=statements()[1]["start"] + 4)
    found = bins(items_of(SORTED, tunnel(statements(), other)))
    assert "The ground is soft" not in found
    assert "The tunnel is a waste" in found


def test_a_paragraph_with_an_unclear_source_has_no_words_of_the_outlet() -> None:
    unclear = [
        {**each, "scope": "ambiguous", "content_spans": [at("gazette", 18)]}
        if each["record"] == "attribution"
        else each
        for each in statements()
    ]
    gold = [*unclear, span("gazette", 18, "attribution", "content", "It was a reckless plan")]
    found = bins(items_of(SORTED, tunnel(gold, gold)))
    assert found == {
        "The ground is soft": "checkable",
        "The tunnel will open in June": "prediction",
    }


def test_where_an_outlet_does_not_show_where_another_s_words_end_nothing_is_its_own() -> None:
    whole = {
        "record": "attribution",
        "id": "harbour:gazette:attribution:2",
        "article_id": "harbour:gazette",
        "content_spans": [at("gazette", 18)],
        "scope": "ambiguous",
        "source_entities": [],
        "quote_type": "indirect",
        "source_kind": "news_organisation",
        "cue_class": "neutral",
    }
    first = "Shopkeepers squabbled for months"
    gold = [*statements(), span("gazette", 18, "attribution", "content", first), whole]
    found = bins(items_of(SORTED, tunnel(gold, gold)))
    assert set(found.values()) == {"reported", "prediction"}


def test_a_claim_without_its_subject_is_no_statement() -> None:
    gold = statements()
    cut = [each for each in gold if each["id"] != at("gazette", 16)]
    cut.append(span("gazette", 16, "claim", "judgement", "is a waste"))
    found = bins(items_of(SORTED, tunnel(cut, cut)))
    assert "is a waste" not in found
    assert len(found) == 3


def test_rows_are_statements_and_not_phrases_around_a_word(made: dict[str, list[Item]]) -> None:
    rows = bins(made["reported-claimed-judged"])
    assert not [each for each in rows if each.startswith(("is ", "pose", "could "))]
    assert "the more versatile S-400" not in rows


def test_who_says_it_and_whether_it_is_to_come_do_not_overlap(made: dict[str, list[Item]]) -> None:
    for item in of_kind(made["reported-claimed-judged"], Kind.MATCH):
        said = {each.id: plain(each.text) for each in item.options}
        assert "not on what is still to come" in said["reported"]
        assert "whoever says it" in said["prediction"]


def test_no_statement_of_the_outlet_s_own_tells_an_event_without_a_type(
    made: dict[str, list[Item]],
) -> None:
    checked = [
        name for name, key in bins(made["reported-claimed-judged"]).items() if key == "checkable"
    ]
    assert checked
    assert not [each for each in checked if "deteriorated" in each]


def fact(cells: dict[str, tuple[str, str]], day: datetime.date | None = DAY) -> Made:
    told = {"gazette": 15, "herald": 21, "times": 22}
    return {
        "record": "fact",
        "id": "harbour:fact:approved",
        "statement": "The council approved the tunnel.",
        "knowable_from": dated(day),
        "cells": [
            {
                "article": f"harbour:{slug}",
                "presence": presence,
                "basis": basis,
                "spans": [at(slug, told[slug])] if presence in ("present", "disputed") else [],
            }
            for slug, (presence, basis) in cells.items()
        ],
    }


FACT_SPANS = [
    span("gazette", 15, "claim", "checkable_claim", "The council approved the tunnel in May"),
    span("herald", 21, "evidence", "evidence", "whether it approved the tunnel"),
    span("times", 22, "evidence", "evidence", "The council rejected the tunnel in May"),
]
HERE, GONE = ("present", "in_text"), ("absent", "in_text")


def ticked(gold: Made, other: Made | None = None) -> list[tuple[set[str], set[str]]]:
    """Of each item to tick, the articles offered and those that are right."""
    records = None if other is None else [*FACT_SPANS, other]
    found = items_of(LEFT_OUT, tunnel([*FACT_SPANS, gold], records))
    return [
        (
            {each.id.split(":")[1] for each in item.options},
            {each.split(":")[1] for each in item.key},
        )
        for item in of_kind(found, Kind.TICK)
    ]


def test_a_fact_is_ticked_where_it_is_told_or_told_and_denied() -> None:
    cells = {"gazette": HERE, "herald": GONE, "times": ("disputed", "in_text")}
    assert ticked(fact(cells)) == [({"gazette", "herald", "times"}, {"gazette", "times"})]


@pytest.mark.parametrize(
    "times",
    [
        ("absent", "external"),
        ("present", "external"),
        ("not_yet_knowable", "in_text"),
        ("partial", "in_text"),
    ],
    ids=lambda each: " ".join(each),
)
def test_an_article_that_cannot_be_blamed_or_praised_is_not_offered(
    times: tuple[str, str],
) -> None:
    cells = {"gazette": HERE, "herald": GONE, "times": times}
    assert ticked(fact(cells)) == [({"gazette", "herald"}, {"gazette"})]


def test_an_article_on_which_a_pass_differs_is_not_offered() -> None:
    cells = {"gazette": HERE, "herald": GONE, "times": GONE}
    other = {**cells, "times": HERE}
    assert ticked(fact(cells), fact(other)) == [({"gazette", "herald"}, {"gazette"})]


@pytest.mark.parametrize(
    "cells",
    [
        {"gazette": HERE, "herald": HERE, "times": HERE},
        {"gazette": HERE, "herald": ("absent", "external"), "times": ("absent", "external")},
    ],
    ids=["told everywhere", "known from outside only"],
)
def test_a_story_that_leaves_nothing_out_says_so(cells: dict[str, tuple[str, str]]) -> None:
    with pytest.raises(NothingHereError, match="no fact is told by one article"):
        ticked(fact(cells))


def test_silence_is_left_out_too_early_or_open() -> None:
    facts = [
        fact({"gazette": HERE, "herald": cell, "times": GONE}, None if name == "undated" else DAY)
        | {"id": f"harbour:fact:{name}"}
        for name, cell in (
            ("old", GONE),
            ("new", ("not_yet_knowable", "in_text")),
            ("undated", ("absent", "unknown")),
            ("outside", ("not_yet_knowable", "external")),
        )
    ]
    days = dict.fromkeys(SLUGS, DAY)
    found = items_of(LEFT_OUT, published(tunnel([*FACT_SPANS, *facts]), days))
    (match,) = of_kind(found, Kind.MATCH)
    assert {row.id.split(":")[2]: row.key for row in match.rows} == {
        "old": "left-out",
        "new": "not_yet_knowable",
        "undated": "open",
    }


ANSWERS = {
    "approved": ("gazette", 15, "It did."),
    "unsaid": ("herald", 31, "It would not say."),
    "rejected": ("times", 22, "It did not."),
}
ANSWER_SPANS = [
    *FACT_SPANS,
    span("herald", 31, "evidence", "evidence", "The council would not say whether it approved"),
]
Relation = tuple[str, str, str, str]


def divergence(*relations: Relation, groups: Callable[[str], str] = str) -> Made:
    return {
        "record": "divergence",
        "id": "harbour:divergence:approved",
        "question": "Did the council approve the tunnel?",
        "answers": [
            {
                "article": f"harbour:{slug}",
                "status": "answered",
                "basis": "in_text",
                "answer": answer,
                "group": groups(group),
                "spans": [at(slug, number)],
            }
            for group, (slug, number, answer) in ANSWERS.items()
        ],
        "relations": [
            {"group_a": groups(a), "group_b": groups(b), "kind": kind, "basis": basis}
            for a, b, kind, basis in relations
        ],
    }


def parted(
    gold: Made, other: Made | None = None, dated: Iterable[str] = SLUGS, more: Iterable[Made] = ()
) -> list[Item]:
    records = None if other is None else [*ANSWER_SPANS, other]
    data = tunnel([*ANSWER_SPANS, *more, gold], records)
    return items_of(PARTING, published(data, dict.fromkeys(dated, DAY)))


CONFLICT: Relation = ("approved", "rejected", "contradiction", "cross_document")
OUTSIDE: Relation = ("approved", "rejected", "different_time", "external")
SILENT: Relation = ("approved", "unsaid", "commitment", "cross_document")


def test_the_kind_of_difference_is_asked_whatever_a_pass_calls_its_groups() -> None:
    other = divergence(CONFLICT, groups=lambda name: f"{name}-too")
    found = parted(divergence(CONFLICT), other)
    (choice,) = of_kind(found, Kind.CHOICE)
    assert choice.key == ("contradiction",)
    assert "open" in [each.id for each in choice.options]
    (essay,) = of_kind(found, Kind.OPEN)
    assert [level.name for level in essay.rubric] == ["Proficient", "Emergent", "Basic"]


@pytest.mark.parametrize("basis", ["external", "unknown"])
def test_a_difference_that_the_articles_do_not_show_cannot_be_told(basis: str) -> None:
    gold = divergence(SILENT, (*CONFLICT[:3], basis))
    choices = of_kind(parted(gold, dated=SLUGS[:2]), Kind.CHOICE)
    assert [each.key for each in choices] == [("commitment",), ("open",)]
    assert "different_time" not in {each.id for each in choices[1].options}


def test_what_can_be_put_in_order_is_not_said_to_be_untold() -> None:
    gold = divergence(SILENT, (*CONFLICT[:3], "external"))
    assert [each.key for each in of_kind(parted(gold), Kind.CHOICE)] == [("commitment",)]


@pytest.mark.parametrize("kind", ["different_time", "granularity", "wording", "commitment"])
def test_what_the_words_seem_to_show_is_not_said_to_be_untold(kind: str) -> None:
    gold = divergence(SILENT, ("approved", "rejected", kind, "external"))
    keys = [each.key for each in of_kind(parted(gold, dated=SLUGS[:2]), Kind.CHOICE)]
    assert keys == [("commitment",)]


def said_by_a_source(slug: str, number: int) -> Made:
    return {
        "record": "attribution",
        "id": f"harbour:{slug}:attribution:{number}",
        "article_id": f"harbour:{slug}",
        "content_spans": [at(slug, number)],
        "scope": "clear",
        "source_entities": [],
        "quote_type": "indirect",
        "source_kind": "named_person",
        "cue_class": "neutral",
    }


def test_how_sure_two_sources_are_is_no_difference_between_the_articles() -> None:
    one, both = said_by_a_source("gazette", 15), said_by_a_source("herald", 31)
    assert of_kind(parted(divergence(SILENT), more=[one]), Kind.CHOICE)
    assert not of_kind(parted(divergence(SILENT), more=[one, both]), Kind.CHOICE)


def test_the_same_kind_is_not_asked_on_the_same_words_twice() -> None:
    again = divergence(SILENT) | {"id": "harbour:divergence:again", "question": "Is it settled?"}
    choices = of_kind(parted(divergence(SILENT), more=[again]), Kind.CHOICE)
    assert [each.key for each in choices] == [("commitment",)]


def test_kinds_of_difference_are_offered_in_plain_words_with_the_term_in_brackets() -> None:
    (choice,) = of_kind(parted(divergence(SILENT)), Kind.CHOICE)
    said = {each.id: plain(each.text) for each in choice.options}
    assert said["commitment"].startswith("One says it as a fact")
    assert said["commitment"].endswith(" (Commitment)")


def test_where_all_rests_on_outside_evidence_no_kind_is_asked() -> None:
    assert not of_kind(parted(divergence(OUTSIDE)), Kind.CHOICE)


def test_a_difference_that_a_pass_sees_otherwise_is_not_asked() -> None:
    other = divergence(("approved", "rejected", "wording", "cross_document"))
    assert not of_kind(parted(divergence(CONFLICT), other), Kind.CHOICE)


def test_answers_of_which_no_text_shows_that_they_are_of_one_time_do_not_contradict() -> None:
    found = items_of(PARTING, tunnel([*ANSWER_SPANS, divergence(CONFLICT)]))
    assert not of_kind(found, Kind.CHOICE)


def test_an_article_that_says_something_else_on_a_fact_is_not_silent_on_it() -> None:
    gold = fact({"gazette": HERE, "herald": GONE, "times": GONE})
    found = items_of(LEFT_OUT, tunnel([*ANSWER_SPANS, gold, divergence(SILENT)]))
    (tick,) = of_kind(found, Kind.TICK)
    assert [each.id for each in tick.options] == ["harbour:gazette", "harbour:times"]


def test_an_answer_goes_to_the_article_that_alone_gives_it() -> None:
    (match,) = of_kind(parted(divergence(CONFLICT)), Kind.MATCH)
    assert {plain(row.text): row.key for row in match.rows} == {
        answer: f"harbour:{slug}" for slug, _, answer in ANSWERS.values()
    }
    shared = divergence(CONFLICT)
    shared["answers"][1]["group"] = "approved"
    assert not of_kind(parted(shared), Kind.MATCH)


def test_an_answer_that_another_article_gives_as_well_is_no_row() -> None:
    gold = divergence(CONFLICT)
    gold["answers"][0]["answer"] = "The council approves the tunnel."
    (match,) = of_kind(parted(gold), Kind.MATCH)
    assert "The council approves the tunnel." not in {plain(row.text) for row in match.rows}


def test_what_kind_of_difference_it_is_comes_before_who_gives_which_answer() -> None:
    found = parted(divergence(CONFLICT))
    (choice,), (match,) = of_kind(found, Kind.CHOICE), of_kind(found, Kind.MATCH)
    assert choice.difficulty <= match.difficulty
    assert found.index(choice) < found.index(match)


def test_a_story_whose_tellings_never_part_says_so() -> None:
    lone = divergence()
    lone["answers"] = lone["answers"][:1]
    with pytest.raises(NothingHereError, match="no two answers to a question"):
        parted(lone)
