"""What is a statement, whose it is, and who could be meant: on small made-up stories."""

from typing import Any

import pytest

from tellings.lessons.exercises import (
    how_well_named,
    reported_claimed_judged,
    what_was_confirmed,
    who_says_so,
)
from tellings.lessons.items import Item, Quote, Rich
from tests.lessons.gold import Made

TEXT = (
    "Tunnel opens late\n\n"
    "Ada Lund said the ground under the whole bay is far too soft for it.\n\n"
    "The city threatened a stop of all the works under the whole bay.\n\n"
    "The pumps, which Jo Velt says are too small for so wide and deep a bay, came in May."
    " The ferries go on as before over the summer, the pilots say.\n\n"
    "The harbour master told us that the money ran out early in the spring."
    " The works began ten long years ago by night.\n\n"
    "The council confirmed that the tunnel would open one year later than planned.\n"
)
SOFT = "the ground under the whole bay is far too soft for it"
STOP = "a stop of all the works under the whole bay"
SMALL = "are too small for so wide and deep a bay"
FERRIES = "The ferries go on as before over the summer"
MONEY = "the money ran out early in the spring"
BEGAN = "The works began ten long years ago by night"
LATE = "the tunnel would open one year later than planned"
Fields = dict[str, Any]
VOICES: tuple[tuple[str, str, str | None, str, Fields], ...] = (
    ("Ada Lund", "person", "said", SOFT, {}),
    ("The city", "government", "threatened", STOP, {"cue_class": "warn"}),
    ("Jo Velt", "person", "says", SMALL, {}),
    ("the pilots", "unnamed_person", None, FERRIES, {}),
    ("The harbour master", "person", "told", MONEY, {}),
    ("The council", "government", "confirmed", LATE, {"cue_class": "affirm"}),
)


def tunnel(changes: dict[str, Fields] | None = None, only: tuple[str, ...] = ()) -> Made:
    """Who says what; all but what is threatened are claims, and one is the Gazette's own."""
    made = Made({"gazette": TEXT})
    for words, kind, cue, content, fields in VOICES:
        if only and content not in only:
            continue
        more = {**fields, **(changes or {}).get(content, {})}
        made.said("gazette", (words, kind, made.entity(words, kind)), cue, content, **more)
        if content != STOP:
            made.span("gazette", "claim", "checkable_claim", content)
    made.span("gazette", "claim", "checkable_claim", BEGAN)
    return made


def plain(text: Rich) -> str:
    return "".join(each.text if isinstance(each, Quote) else each for each in text)


def rows(item: Item) -> dict[str, str]:
    return {plain(row.text): row.key for row in item.rows}


def texts(item: Item, right: bool) -> set[str]:
    return {plain(each.text) for each in item.options if (each.id in item.key) == right}


@pytest.mark.parametrize("odd", [STOP, SMALL])
def test_what_is_threatened_or_lacks_its_subject_is_nobodys_statement(odd: str) -> None:
    (item,) = tunnel(only=(SOFT, odd, LATE)).items(who_says_so.EXERCISE)
    assert set(rows(item)) == {SOFT, LATE, BEGAN}


@pytest.mark.parametrize(("scope", "own"), [("clear", True), ("ambiguous", False)])
def test_no_claim_is_the_outlets_own_beside_a_source_without_a_clear_end(
    scope: str, own: bool
) -> None:
    made = tunnel({MONEY: {"scope": scope}})
    (item,) = made.items(who_says_so.EXERCISE)
    assert (BEGAN in rows(item)) == own


@pytest.mark.parametrize(
    ("changes", "own"),
    [({}, True), ({SOFT: {"scope": "ambiguous", "source_kind": "news_organisation"}}, False)],
)
def test_what_the_outlet_says_itself_is_one_rule_in_all_exercises(
    changes: dict[str, dict[str, Any]], own: bool
) -> None:
    made = tunnel(changes)
    (says,) = made.items(who_says_so.EXERCISE)
    assert ("author" in rows(says).values()) == own
    if own:
        (kinds,) = made.items(reported_claimed_judged.EXERCISE)
        assert rows(kinds)[BEGAN] == "checkable"
    else:
        with pytest.raises(Exception, match="two kinds"):
            made.items(reported_claimed_judged.EXERCISE)
    (exact,) = made.items(what_was_confirmed.EXERCISE)
    assert own or BEGAN not in texts(exact, right=False)


def test_a_claim_without_its_subject_is_not_sorted() -> None:
    (item,) = tunnel().items(reported_claimed_judged.EXERCISE)
    assert SMALL not in rows(item)


@pytest.mark.parametrize(("kind", "offered"), [("government", True), ("unnamed_person", False)])
def test_people_without_a_name_who_say_nothing_are_not_offered(kind: str, offered: bool) -> None:
    made = tunnel(only=(SOFT, LATE))
    nearby = made.entity("somebody near", kind)
    made.span("gazette", "mention", kind, "by night", entity=nearby)
    (item,) = made.items(who_says_so.EXERCISE)
    assert (nearby in {each.id for each in item.options}) == offered


def test_only_statements_stand_beside_a_statement() -> None:
    (item,) = tunnel().items(what_was_confirmed.EXERCISE)
    assert texts(item, right=True) == {LATE}
    assert not {STOP, SMALL} & texts(item, right=False)


@pytest.mark.parametrize("odd", [STOP, SMALL])
def test_what_is_no_statement_is_not_asked_about(odd: str) -> None:
    made = tunnel({odd: {"cue_class": "affirm"}, LATE: {"cue_class": "neutral"}})
    (item,) = made.items(what_was_confirmed.EXERCISE)
    assert texts(item, right=True) != {odd}


@pytest.mark.parametrize("content", [SOFT, MONEY])
def test_direct_speech_is_no_wrong_answer_beside_what_is_retold(content: str) -> None:
    (item,) = tunnel({content: {"quote_type": "direct"}}).items(what_was_confirmed.EXERCISE)
    assert content not in texts(item, right=False)


@pytest.mark.parametrize("kind", ["direct", "indirect"])
def test_that_a_statement_is_retold_is_said(kind: str) -> None:
    made = tunnel({each: {"quote_type": kind} for each in (SOFT, FERRIES, MONEY, LATE)})
    (item,) = made.items(what_was_confirmed.EXERCISE)
    (why,) = (plain(each.why) for each in item.options if each.id in item.key)
    assert ("may have used other words than Gazette" in why) == (kind == "indirect")


COUNCIL, PILOTS = "harbour:entity:the-council", "harbour:entity:the-pilots"


def test_who_is_named_by_the_body_that_is_asked_about_says_nothing_wrong() -> None:
    made = tunnel()
    made.span("gazette", "mention", "government", "harbour master", entity=COUNCIL)
    (item,) = made.items(what_was_confirmed.EXERCISE)
    assert texts(item, right=True) == {LATE}
    assert MONEY not in texts(item, right=False)


def test_whom_the_source_asked_about_could_be_says_nothing_wrong() -> None:
    made = tunnel()
    made.span("gazette", "mention", "government", "the tunnel would", entity=COUNCIL)
    made.span("gazette", "mention", "unnamed_person", "Tunnel opens", entity=PILOTS)
    (item,) = made.items(what_was_confirmed.EXERCISE)
    assert texts(item, right=True) == {LATE}
    assert FERRIES not in texts(item, right=False)


def test_what_somebody_passes_on_for_another_is_not_asked_about() -> None:
    made = tunnel({LATE: {"parent": "harbour:gazette:attribution:000"}})
    (item,) = made.items(what_was_confirmed.EXERCISE)
    assert LATE not in texts(item, right=True) | texts(item, right=False)


def test_a_statement_in_which_another_speaks_is_no_wrong_answer() -> None:
    made = tunnel()
    velt = ("Jo Velt", "person", "harbour:entity:jo-velt")
    made.said("gazette", velt, None, "early in the spring")
    (item,) = made.items(what_was_confirmed.EXERCISE)
    assert MONEY not in texts(item, right=False)


WHO = (
    "Jo Velt, spokesman of the pier, was there.\n\n"
    "The pier said the money ran out. The city said the pumps are new."
    " A clerk said the ground is soft. Ada Lund said the works go on.\n"
)


@pytest.mark.parametrize(("near", "asked"), [("Jo Velt", True), (WHO[:29], False)])
def test_a_body_is_not_asked_about_beside_a_person_who_is_called_one_of_it(
    near: str, asked: bool
) -> None:
    made = Made({"gazette": WHO})
    pier, velt = made.entity("the pier", "organisation"), made.entity("Jo Velt", "person")
    made.span("gazette", "mention", "organisation", "the pier", entity=pier)
    made.span("gazette", "mention", "person", near, entity=velt)
    voices = (
        ("The pier", "organisation", "the money ran out", "institution", pier),
        ("The city", "government", "the pumps are new", "institution", None),
        ("A clerk", "unnamed_person", "the ground is soft", "unnamed_person", None),
        ("Ada Lund", "person", "the works go on", "named_person", None),
    )
    for words, kind, content, source, entity in voices:
        who = entity or made.entity(words, kind)
        made.said("gazette", (words, kind, who), None, content, source_kind=source)
    (item,) = made.items(how_well_named.EXERCISE)
    assert ("The pier" in rows(item)) == asked
    assert "The city" in rows(item)
