"""Who says so, how well named, what was confirmed: on small made-up stories."""

from typing import Any

import pytest

from tellings.lessons.exercise import NothingHereError
from tellings.lessons.exercises import how_well_named, what_was_confirmed, who_says_so
from tellings.lessons.items import Item, Quote, Rich
from tests.lessons.gold import Made

TEXT = (
    "Tunnel opens late, says city\n\n"
    "Ada Lund, who leads the works, said the ground under the whole bay is far too soft.\n\n"
    "A clerk at the town hall told the Gazette that the money for the pumps ran out in May.\n\n"
    "The city confirmed that the tunnel would open one year later than planned.\n\n"
    "Reportedly the pumps will be replaced before the end of the year by larger ones.\n\n"
    "The harbour master was not asked about it, and the ferries go on as before.\n"
)
SOFT = "the ground under the whole bay is far too soft"
MONEY = "the money for the pumps ran out in May"
LATE = "the tunnel would open one year later than planned"
PUMPS = "the pumps will be replaced before the end of the year by larger ones"
FERRIES = "the ferries go on as before"


def sources(
    lund: dict[str, Any] | None = None,
    clerk: dict[str, Any] | None = None,
    city: dict[str, Any] | None = None,
) -> Made:
    made = Made({"gazette": TEXT})
    ada = made.entity("Ada Lund", "person")
    hall = made.entity("a clerk", "unnamed_person")
    town = made.entity("city", "government")
    made.said("gazette", ("Ada Lund", "person", ada), "said", SOFT, **(lund or {}))
    fields = {"source_kind": "unnamed_official", **(clerk or {})}
    who = ("A clerk at the town hall", "unnamed_person", hall)
    made.said("gazette", who, "told", MONEY, **fields)
    fields = {"source_kind": "institution", "cue_class": "affirm", **(city or {})}
    made.said("gazette", ("The city", "government", town), "confirmed", LATE, **fields)
    made.said("gazette", None, "Reportedly", PUMPS, source_kind="unspecified")
    made.span("gazette", "segment", "headline", "Tunnel opens late, says city\n\n")
    return made


def plain(text: Rich) -> str:
    return "".join(each.text if isinstance(each, Quote) else each for each in text)


def keys(item: Item) -> dict[str, str]:
    return {plain(row.text): row.key for row in item.rows}


CONTESTED = {"otherwise": {"b": {"source_kind": "unspecified"}}}


def test_sources_go_into_bins_by_what_they_are_called() -> None:
    (item,) = sources().items(how_well_named.EXERCISE)
    assert keys(item) == {
        "Ada Lund": "named",
        "A clerk at the town hall": "unnamed",
        "The city": "body",
        "whoever stands behind Reportedly": "nobody",
    }


def test_a_contested_kind_is_no_row() -> None:
    (item,) = sources(city=CONTESTED).items(how_well_named.EXERCISE)
    assert "The city" not in keys(item)


def test_a_kind_that_the_mention_does_not_bear_out_is_no_row() -> None:
    (item,) = sources(clerk={"source_kind": "named_official"}).items(how_well_named.EXERCISE)
    assert "A clerk at the town hall" not in keys(item)


def test_where_too_few_sources_are_left_it_says_so() -> None:
    made = sources(lund=CONTESTED, city=CONTESTED)
    with pytest.raises(NothingHereError, match="three sources of two sorts"):
        made.items(how_well_named.EXERCISE)


def test_what_was_confirmed_is_the_content_and_no_more() -> None:
    (item,) = sources().items(what_was_confirmed.EXERCISE)
    texts = {each.id: plain(each.text) for each in item.options}
    assert texts[item.key[0]] == LATE
    assert set(texts.values()) == {LATE, SOFT, MONEY, "Tunnel opens late, says city"}


def test_another_statement_of_the_same_source_is_no_wrong_answer() -> None:
    made = sources()
    made.said(
        "gazette",
        ("The city", "government", "harbour:entity:city"),
        None,
        FERRIES,
        source_kind="institution",
    )
    for item in made.items(what_was_confirmed.EXERCISE):
        assert FERRIES not in {plain(each.text) for each in item.options}


def test_words_that_are_tied_to_the_key_are_no_wrong_answer() -> None:
    made = sources()
    content = made.span("gazette", "attribution", "content", LATE)
    other = made.span("gazette", "attribution", "content", SOFT)
    made.reuse([content], [other])
    for item in made.items(what_was_confirmed.EXERCISE):
        texts = {each.id: plain(each.text) for each in item.options}
        tied = {LATE: SOFT, SOFT: LATE}.get(texts[item.key[0]])
        assert tied not in texts.values()


def test_too_few_statements_beside_it_give_nothing() -> None:
    made = Made({"gazette": TEXT})
    town = made.entity("city", "government")
    made.said("gazette", ("The city", "government", town), "confirmed", LATE, cue_class="affirm")
    with pytest.raises(NothingHereError, match="statements of others"):
        made.items(what_was_confirmed.EXERCISE)


def test_a_contested_reporting_word_is_not_asked_about() -> None:
    changed = {"otherwise": {"b": {"cue_class": "neutral"}}}
    (item,) = sources(city=changed).items(what_was_confirmed.EXERCISE)
    assert {plain(each.text) for each in item.options if each.id in item.key} != {LATE}


def test_nobody_quoted_is_the_outlet_itself() -> None:
    made = sources()
    made.span("gazette", "claim", "checkable_claim", "The harbour master was not asked about it")
    (item,) = made.items(who_says_so.EXERCISE)
    found = keys(item)
    assert found["The harbour master was not asked about it"] == "author"
    assert found[SOFT] == "harbour:entity:ada-lund"


def test_the_outlet_is_whoever_says_it_if_the_article_gives_it_to_nobody() -> None:
    (item,) = sources().items(who_says_so.EXERCISE)
    assert "gives the statement to nobody" in plain(item.stem)
    assert "Gazette itself, naming no source" in {plain(each.text) for each in item.options}


def described(unnamed: str, named: str = "Pier spokesperson Jo Velt") -> set[str]:
    """Who is offered where somebody without a name speaks beside Jo Velt and the city."""
    made = Made(
        {
            "gazette": f"{unnamed} said that the ferries will be late on every Monday.\n\n"
            f"{named} said that the price of a ticket rises by a tenth.\n\n"
            "The city said that the money for the new pumps is there.\n"
        }
    )
    voices = (
        (unnamed, "unnamed_person", "somebody", "the ferries will be late on every Monday"),
        (named, "person", "Jo Velt", "the price of a ticket rises by a tenth"),
        ("The city", "government", "city", "the money for the new pumps is there"),
    )
    for words, kind, name, content in voices:
        made.said("gazette", (words, kind, made.entity(name, kind)), None, content)
    (item,) = made.items(who_says_so.EXERCISE)
    assert {row.key for row in item.rows} <= {each.id for each in item.options}
    return {each.id.rpartition(":")[2] for each in item.options}


def test_no_label_is_offered_that_describes_another() -> None:
    assert described("A spokesperson") == {"jo-velt", "city", "author"}
    assert described("A clerk") == {"somebody", "jo-velt", "city", "author"}


def test_who_is_described_by_a_body_is_not_offered_beside_it() -> None:
    assert described("A clerk of The city") == {"jo-velt", "city", "author"}


def test_nothing_is_the_outlets_own_where_another_outlet_may_stand_behind_it() -> None:
    made = sources()
    made.span("gazette", "claim", "checkable_claim", "The harbour master was not asked about it")
    courier = made.entity("Courier", "news_outlet")
    fields: dict[str, Any] = {"source_kind": "news_organisation", "scope": "ambiguous"}
    made.said("gazette", ("Gazette", "news_outlet", courier), None, FERRIES, **fields)
    (item,) = made.items(who_says_so.EXERCISE)
    assert "author" not in keys(item).values()


def test_a_statement_with_somebody_else_quoted_inside_is_no_row() -> None:
    made = sources()
    clerk = ("A clerk at the town hall", "unnamed_person", "harbour:entity:a-clerk")
    made.said("gazette", clerk, None, "far too soft")
    (item,) = made.items(who_says_so.EXERCISE)
    assert SOFT not in keys(item)
