"""How certain, and headline and body: on small made-up stories."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from tellings.lessons.exercise import NothingHereError
from tellings.lessons.exercises import headline_and_body, how_certain
from tellings.lessons.items import Item, Kind, Pair, Quote, Rich
from tellings.records import Annotation, Event, EventMention, Wording
from tellings.story import GOLD
from tests.lessons.gold import Made

GAZETTE = (
    "City doubles the fare\n\n"
    "The ferry will close, Ada Lund said on Monday.\n\n"
    "The city would not say whether the ferry will close.\n\n"
    "Ada Lund and the city met on Monday in the town hall.\n\n"
    "The fare may rise by a tenth, the city said.\n\n"
    "Shops near the pier are full.\n\n"
    "The pier was built by Ada Lund.\n"
)
HERALD = "Pier\n\nThe ferry may close, the harbour master said.\n\nThe ferry stays, Jo Velt said.\n"


def ferry(
    otherwise: dict[str, str] | None = None, basis: str = "in_text", dated: str = "in_text"
) -> Made:
    made = Made({"gazette": GAZETTE, "herald": HERALD})
    event = made.event("The ferry closes", dated)
    people = {name: made.entity(name, "person") for name in ("Ada Lund", "Jo Velt")}
    city = made.entity("the city", "government")
    master = made.entity("the harbour master", "unnamed_person")
    evidence = {
        slug_text: made.span(slug_text[0], "evidence", "evidence", slug_text[1])
        for slug_text in (
            ("gazette", "The ferry will close"),
            ("gazette", "would not say whether the ferry will close"),
            ("herald", "The ferry may close"),
            ("herald", "The ferry stays"),
        )
    }
    sure, mum, maybe, never = evidence.values()
    stands = {people["Ada Lund"]: ("certain", sure), city: ("declines_to_confirm", mum)}
    made.mention("gazette", event, stands, otherwise, basis)
    stands = {master: ("possible", maybe), people["Jo Velt"]: ("certain_not", never)}
    made.mention("herald", event, stands, identity_basis=basis)
    return made


def plain(text: Rich) -> str:
    return "".join(each.text if isinstance(each, Quote) else each for each in text)


def by_kind(items: list[Item]) -> dict[Kind, Item]:
    return {each.kind: each for each in items}


def test_each_source_is_as_sure_as_its_words() -> None:
    match = by_kind(ferry().items(how_certain.EXERCISE))[Kind.MATCH]
    keys = {plain(row.text).partition(" (")[0]: row.key for row in match.rows}
    assert keys == {
        "Ada Lund": "certain",
        "the city": "declines_to_confirm",
        "the harbour master": "possible",
        "Jo Velt": "certain_not",
    }


def test_the_ladder_goes_from_yes_to_no_with_those_who_take_no_side_between() -> None:
    order = by_kind(ferry().items(how_certain.EXERCISE))[Kind.ORDER]
    names = {plain(each.text).partition(" (")[0]: each.id for each in order.options}
    sure, mum = names["Ada Lund"], names["the city"]
    maybe, never = names["the harbour master"], names["Jo Velt"]
    wanted = [(sure, maybe), (sure, mum), (sure, never), (maybe, mum), (maybe, never), (mum, never)]
    assert set(order.pairs) == {Pair(*each) for each in wanted}


def test_what_one_pass_reads_otherwise_is_a_discussion_and_no_row() -> None:
    made = ferry({"harbour:entity:ada-lund": "probable"})
    items = by_kind(made.items(how_certain.EXERCISE))
    assert "Ada Lund" not in {plain(row.text).partition(" (")[0] for row in items[Kind.MATCH].rows}
    talk = items[Kind.DISCUSS]
    votes = dict(zip((each.id for each in talk.options), talk.votes, strict=True))
    assert {name: (each.agree, each.of) for name, each in votes.items()} == {
        "certain": (1, 2),
        "probable": (1, 2),
    }
    assert not talk.key


def test_that_a_plan_counts_as_sure_is_said_before_it_is_asked() -> None:
    plan = "If somebody tells a plan or a day without any doubt, that counts as sure."
    for made, said in ((ferry(), False), (in_context(ferry(), "future"), True)):
        items = by_kind(made.items(how_certain.EXERCISE))
        for kind in (Kind.MATCH, Kind.ORDER):
            assert (plan in plain(items[kind].stem)) == said


def in_context(made: Made, context: str) -> Made:
    """The same story with its events past, to come, and so on."""
    return changed(made, lambda each: msgspec.structs.replace(each, context=context))


def changed(made: Made, change: Callable[[EventMention], EventMention]) -> Made:
    """The same story with its mentions of events changed, in gold and in every pass."""
    for book in made.data.passes.values():
        for file in book.files:
            file.records[:] = [
                change(each) if isinstance(each, EventMention) else each for each in file.records
            ]
    return made


@pytest.mark.parametrize(("context", "asked"), [("hypothetical", True), ("future", False)])
def test_who_asserts_a_plan_and_is_not_taken_for_sure_is_not_asked_about(
    context: str, asked: bool
) -> None:
    made = ferry()
    event, master = "The ferry sails", "harbour:entity:the-harbour-master"
    people = ["harbour:entity:ada-lund", "harbour:entity:jo-velt", master]
    place = made.span("herald", "evidence", "evidence", "The ferry stays")
    stands = dict.fromkeys(people, ("certain", place))
    stands[master] = ("not_committed", made.span("herald", "claim", "judgement", "Jo Velt said"))
    stands[people[1]] = ("certain_not", place)
    made.mention("herald", made.event(event), stands)
    items = in_context(made, context).items(how_certain.EXERCISE)
    keys = {row.key for item in items if event in plain(item.stem) for row in item.rows}
    assert ("not_committed" in keys) == asked


@pytest.mark.parametrize("scope", ["clear", "ambiguous"])
def test_the_outlet_is_not_sure_itself_where_another_may_stand_behind_its_words(
    scope: str,
) -> None:
    made = ferry()
    shops = made.span("gazette", "evidence", "evidence", "Shops near the pier are full")
    courier = made.entity("Courier", "news_outlet")
    fields: dict[str, Any] = {"source_kind": "news_organisation", "scope": scope}
    said = "The pier was built by Ada Lund"
    made.said("gazette", ("City", "news_outlet", courier), None, said, **fields)
    made.mention("gazette", "harbour:event:001", {"author": ("certain", shops)})
    items = by_kind(made.items(how_certain.EXERCISE))
    assert (
        "Gazette, speaking itself" in " ".join(plain(r.text) for r in items[Kind.MATCH].rows)
    ) == (scope == "clear")


@pytest.mark.parametrize(("kind", "asked"), [("agree", True), ("other", False)])
def test_an_event_that_may_be_another_of_its_type_is_not_asked_about(
    kind: str, asked: bool
) -> None:
    made = ferry()
    other = made.event("The ferry closes again")
    for file in made.data.passes[GOLD].files:
        file.records[:] = [
            msgspec.structs.replace(each, type=kind)
            if isinstance(each, Event) and each.id == other
            else each
            for each in file.records
        ]
    made.link("harbour:event:001", other, "unsure")
    if asked:
        assert made.items(how_certain.EXERCISE)
    else:
        with pytest.raises(NothingHereError):
            made.items(how_certain.EXERCISE)


def test_an_answer_that_no_pass_gives_is_no_subject_for_a_talk() -> None:
    made = ferry({"harbour:entity:ada-lund": "probable"})
    for file in made.data.passes[GOLD].files:
        file.records[:] = [
            _leaning(each) if isinstance(each, EventMention) else each for each in file.records
        ]
    assert Kind.DISCUSS not in by_kind(made.items(how_certain.EXERCISE))


def _leaning(mention: EventMention) -> EventMention:
    """A mention in which whoever is sure in it only thinks the thing possible."""
    stands = (
        msgspec.structs.replace(each, factuality="possible")
        if each.factuality == "certain"
        else each
        for each in mention.commitments
    )
    return msgspec.structs.replace(mention, commitments=tuple(stands))


def test_no_answer_about_certainty_fits_what_another_one_says() -> None:
    words = how_certain.WORDS
    assert "confirm" in words["declines_to_confirm"]
    assert "passes on what others say" in words["not_committed"]
    assert "whether" not in words["declines_to_confirm"] + words["not_committed"]


def test_words_without_doubt_are_shown_without_a_doubt_about_something_else() -> None:
    made = ferry()
    made.span("gazette", "claim", "prediction", "The ferry will close")
    made.span("gazette", "wording", "hedge", "said on", wording=Wording(mode="lexical"))
    ahead = made.span("gazette", "evidence", "evidence", "The ferry will close, Ada Lund said on")
    change = {"harbour:entity:ada-lund": ahead}

    def with_more(mention: EventMention) -> EventMention:
        stands = (
            msgspec.structs.replace(each, evidence_spans=(change[each.source],))
            if each.source in change
            else each
            for each in mention.commitments
        )
        return msgspec.structs.replace(mention, commitments=tuple(stands))

    match = by_kind(changed(made, with_more).items(how_certain.EXERCISE))[Kind.MATCH]
    (why,) = (plain(row.why) for row in match.rows if row.key == "certain")
    assert why == "There is no word of doubt in The ferry will close."


RELAY = "The ferry may close, Jo Velt maintains, the Courier said."


def relayed() -> Item:
    """The Herald has from the Courier what that has from Jo Velt, each with a reporting word."""
    made = Made({"gazette": GAZETTE, "herald": f"Pier\n\n{RELAY}\n\nThe ferry stays, he said.\n"})
    event, velt = made.event("The ferry closes"), made.entity("Jo Velt", "person")
    courier = made.entity("the Courier", "news_outlet")
    content, source = (
        "The ferry may close, Jo Velt maintains",
        ("the Courier", "news_outlet", courier),
    )
    outer = made.said("herald", source, "said", content, source_kind="news_organisation")
    source = ("Jo Velt", "person", velt)
    inner = made.said("herald", source, "maintains", "The ferry may close", parent=outer)
    cue = made.span("herald", "evidence", "evidence", "said")
    place = made.span("herald", "evidence", "evidence", "The ferry may close")
    stands = {outer: ("not_committed", cue), inner: ("possible", place)}
    made.mention("herald", event, stands)
    sure = made.span("gazette", "evidence", "evidence", "The ferry will close")
    made.mention("gazette", event, {"author": ("certain", sure)})
    for book in made.data.passes.values():
        for file in book.files:
            file.records[:] = [_reporting(each, outer) for each in file.records]
    return by_kind(made.items(how_certain.EXERCISE))[Kind.MATCH]


def _reporting(record: Annotation, source: str) -> Annotation:
    if not isinstance(record, EventMention):
        return record
    stands = (
        msgspec.structs.replace(each, speech_act="reports") if each.source == source else each
        for each in record.commitments
    )
    return msgspec.structs.replace(record, commitments=tuple(stands))


def test_that_a_source_hands_something_on_is_shown_by_the_word_of_whom_it_hands_on() -> None:
    (row,) = (each for each in relayed().rows if each.key == "not_committed")
    assert plain(row.why).startswith(
        "maintains shows that this is what somebody else says: Jo Velt"
    )


@pytest.mark.parametrize("outside", [{"basis": "external"}, {"dated": "external"}])
def test_what_only_outside_evidence_makes_one_event_is_left_out(outside: dict[str, str]) -> None:
    with pytest.raises(NothingHereError, match="two sources"):
        ferry(**outside).items(how_certain.EXERCISE)  # type: ignore[arg-type]


def headline(relation: str, passes_agree: bool = True) -> Made:
    made = Made({"gazette": GAZETTE})
    ada, city = made.entity("Ada Lund", "person"), made.entity("the city", "government")
    for words, name, entity in (
        ("Ada Lund said", "Ada Lund", ada),
        ("The city would", "The city", city),
        ("City doubles", "City", city),
        ("the city said", "the city", city),
        ("Ada Lund and", "Ada Lund", ada),
        ("the city met", "the city", city),
    ):
        around = made.span_record("gazette", "mention", "person", words, entity=entity)
        end = around.start + len(name)
        made.add(msgspec.structs.replace(around, text=name, end=end))
    made.span("gazette", "segment", "headline", "City doubles the fare\n\n")
    claim = made.span("gazette", "claim", "checkable_claim", "City doubles the fare")
    passage = made.span("gazette", "evidence", "evidence", "The fare may rise by a tenth")
    otherwise = {} if passes_agree else {"relation": "partly"}
    made.support("gazette", claim, relation, [passage], otherwise)
    return made


def test_a_supported_headline_has_its_passage_and_others_that_name_less() -> None:
    (item,) = headline("supported").items(headline_and_body.EXERCISE)
    texts = {each.id: plain(each.text) for each in item.options}
    assert texts[item.key[0]] == "The fare may rise by a tenth, the city said."
    assert len(texts) == 5
    assert not any("the city met" in text for text in texts.values())


def test_an_unsupported_headline_has_no_passage_and_is_written_anew() -> None:
    choice, essay = headline("unsupported").items(headline_and_body.EXERCISE)
    assert choice.key == ("none",)
    assert len(choice.options) == 5
    assert essay.kind is Kind.OPEN
    assert [plain(each.sample) for each in essay.rubric][2] == "City doubles the fare"


def test_a_partly_supported_headline_is_only_written_anew() -> None:
    (essay,) = headline("partly").items(headline_and_body.EXERCISE)
    assert essay.kind is Kind.OPEN


def test_a_contested_headline_gives_nothing() -> None:
    with pytest.raises(NothingHereError, match="no headline"):
        headline("supported", passes_agree=False).items(headline_and_body.EXERCISE)


def test_only_what_goes_by_a_name_is_called_missing() -> None:
    made = headline("supported")
    fare = made.entity("price list of the ferry", "law")
    made.span("gazette", "mention", "law", "the fare", entity=fare)
    made.span("gazette", "mention", "law", "The fare", entity=fare)
    (item,) = made.items(headline_and_body.EXERCISE)
    whys = {plain(each.text): plain(each.why) for each in item.options}
    assert not any("price list" in why for why in whys.values())
    shops = next(why for text, why in whys.items() if text.startswith("Shops"))
    assert shops == "This is not even named here: the city."
    met = next(why for text, why in whys.items() if "would not say" in text)
    assert "does not say what the headline says" in met
