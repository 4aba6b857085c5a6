"""Circular reports and changed wordings, on small made-up stories."""

from typing import Any

import msgspec
import pytest

from tellings.lessons.exercise import NothingHereError
from tellings.lessons.exercises import circular_report, traced_back
from tellings.lessons.items import Item, Kind, Quote, Rich
from tellings.records import Annotation, Event, EventMention
from tellings.store.schema_files import load_codebook
from tests.lessons.gold import Made

GAZETTE = (
    "Tunnel\n\n"
    "The tunnel may open late, two engineers said. The ground is soft under the old bay wall."
    " The pumps of the northern shaft were ordered in March from a small firm.\n"
)
HERALD = (
    "Delay\n\n"
    "The tunnel will open late, the Gazette reported. Shops fear for their trade."
    " A baker sold his oven.\n\n"
    "The mayor fished. Nobody was hurt. Rain fell on the pier.\n\n"
    "Trams wait. The ground is soft under the old bay wall. Gulls cried.\n"
)
LATE_BEFORE, LATE_AFTER = "The tunnel may open late", "The tunnel will open late"


def tunnel(**more: Any) -> Made:
    made = Made({"gazette": GAZETTE, "herald": HERALD})
    before = made.span("gazette", "claim", "checkable_claim", LATE_BEFORE)
    after = made.span("herald", "claim", "checkable_claim", LATE_AFTER)
    made.reuse([before], [after], **more)
    return made


def plain(text: Rich) -> str:
    return "".join(each.text if isinstance(each, Quote) else each for each in text)


def marks(items: list[Item]) -> list[Item]:
    return [each for each in items if each.kind is Kind.MARK]


def right(item: Item) -> list[str]:
    return [plain(each.text) for each in item.options if each.id in item.key]


def test_the_sentence_that_carries_the_earlier_text_is_marked_and_a_clean_passage_asked() -> None:
    full, clean = marks(tunnel().items(circular_report.EXERCISE))
    assert right(full) == ["The tunnel will open late, the Gazette reported."]
    assert "Shops fear for their trade." in {plain(each.text) for each in full.options}
    assert clean.clean


def test_six_words_in_a_row_that_gold_does_not_tie_are_neither_right_nor_wrong() -> None:
    shared = "The ground is soft under the old bay wall."
    for item in marks(tunnel().items(circular_report.EXERCISE)):
        assert shared not in {plain(each.text) for each in item.options}


@pytest.mark.parametrize(
    ("words", "offered"),
    [("A shaft of the northern wall.", True), ("Northern shaft were the words.", False)],
)
def test_three_long_words_in_a_row_could_be_called_close(words: str, offered: bool) -> None:
    texts = {"gazette": GAZETTE, "herald": HERALD.replace("Rain fell on the pier.", words)}
    made = Made(texts)
    before = made.span("gazette", "claim", "checkable_claim", LATE_BEFORE)
    made.reuse([before], [made.span("herald", "claim", "checkable_claim", LATE_AFTER)])
    items = marks(made.items(circular_report.EXERCISE))
    found = {plain(each.text) for item in items for each in item.options}
    assert (words in found) == offered


def test_a_passage_in_which_all_that_is_offered_is_taken_over_is_not_asked() -> None:
    again = "The tunnel will open at night"
    taken = f"{LATE_AFTER}, the Gazette reported. {again}, it says. Northern shaft were words."
    herald = f"Delay\n\n{taken}\n\nThe mayor fished. Nobody was hurt. Rain fell on the pier.\n"
    made = Made({"gazette": GAZETTE, "herald": herald})
    made.span("herald", "segment", "headline", "Delay\n\n")
    before = made.span("gazette", "claim", "checkable_claim", LATE_BEFORE)
    for words in (LATE_AFTER, again):
        made.reuse([before], [made.span("herald", "claim", "checkable_claim", words)])
    with pytest.raises(NothingHereError, match="carries text of another"):
        made.items(circular_report.EXERCISE)


def test_taken_over_is_what_is_said_to_be_or_follows_the_wording_and_the_stem_says_so() -> None:
    full, _clean = marks(tunnel().items(circular_report.EXERCISE))
    assert "They are if Herald says so" in plain(full.stem)
    (why,) = (plain(each.why) for each in full.options if each.id in full.key)
    assert "says that it has this from" in why


@pytest.mark.parametrize("more", [{"acknowledged": False}, {"otherwise": {"acknowledged": False}}])
def test_words_of_its_own_for_the_same_are_nothing_taken_over(more: dict[str, Any]) -> None:
    with pytest.raises(NothingHereError, match="carries text of another"):
        tunnel(**more).items(circular_report.EXERCISE)


def test_where_some_is_taken_over_what_cannot_be_seen_to_be_is_neither_right_nor_wrong() -> None:
    made = tunnel(acknowledged=False)
    words = "The ground is soft under the old bay wall"
    same = [made.span(slug, "claim", "checkable_claim", words) for slug in made.slugs]
    made.reuse(same[:1], same[1:], acknowledged=False)
    items = marks(made.items(circular_report.EXERCISE))
    assert [right(each) for each in items if each.key] == [[f"{words}."]]
    offered = {plain(each.text) for item in items for each in item.options}
    assert not [each for each in offered if LATE_AFTER in each]


@pytest.mark.parametrize(
    "more", [{"direction": "unknown"}, {"otherwise": {"direction": "unknown"}}]
)
def test_where_the_way_is_not_sure_nothing_is_asked(more: dict[str, Any]) -> None:
    with pytest.raises(NothingHereError, match="carries text of another"):
        tunnel(**more).items(circular_report.EXERCISE)


def told(herald: dict[str, Any]) -> Made:
    """Both tell that the tunnel opens late: the Gazette has engineers, the Herald what is given."""
    made = tunnel()
    event = made.event("The tunnel opens late")
    people = made.entity("two engineers", "unnamed_person")
    paper = made.entity("the Gazette", "news_outlet")
    source = ("two engineers", "unnamed_person", people)
    first = made.said("gazette", source, "said", LATE_BEFORE, source_kind="unnamed_person")
    evidence = made.span("gazette", "evidence", "evidence", LATE_BEFORE)
    made.mention("gazette", event, {first: ("certain", evidence)})
    fields: dict[str, Any] = {"source_kind": "news_organisation"}
    source = ("the Gazette", "news_outlet", paper)
    relay = made.said("herald", source, "reported", LATE_AFTER, **fields)
    place = made.span("herald", "evidence", "evidence", herald["evidence"])
    stands = {relay if herald["relayed"] else "author": ("certain", place)}
    made.mention("herald", event, stands, herald.get("otherwise"))
    return made


def count(made: Made) -> Item | None:
    items = made.items(circular_report.EXERCISE)
    return next((each for each in items if each.kind is Kind.CHOICE), None)


RELAYED = {"relayed": True, "evidence": LATE_AFTER}
OWN = {"relayed": False, "evidence": "Shops fear for their trade"}


def test_an_article_that_hands_on_another_is_no_report_of_its_own() -> None:
    item = count(told(RELAYED))
    assert item is not None
    assert item.key == ("1",)


def test_where_nothing_is_handed_on_there_is_nothing_to_count() -> None:
    assert count(told(OWN)) is None


@pytest.mark.parametrize(("scope", "counted"), [("clear", True), ("ambiguous", False)])
def test_where_it_is_not_shown_what_is_passed_on_nothing_is_counted(
    scope: str, counted: bool
) -> None:
    made = told(RELAYED)
    courier = made.entity("Courier", "news_outlet")
    fields: dict[str, Any] = {"source_kind": "news_organisation", "scope": scope}
    words = "The pumps of the northern shaft were ordered in March"
    made.said("gazette", ("Tunnel", "news_outlet", courier), None, words, **fields)
    for book in made.data.passes.values():
        for file in book.files:
            file.records[:] = [_of_its_own(each) for each in file.records]
    assert (count(made) is not None) == counted


def _of_its_own(record: Annotation) -> Annotation:
    """The Gazette's mention of the event as told by the Gazette itself."""
    if not isinstance(record, EventMention) or not record.article_id.endswith("gazette"):
        return record
    stands = (msgspec.structs.replace(each, source="author") for each in record.commitments)
    return msgspec.structs.replace(record, commitments=tuple(stands))


@pytest.mark.parametrize(("context", "counted"), [("ongoing", True), ("future", False)])
def test_what_is_still_to_come_is_reported_by_nobody(context: str, counted: bool) -> None:
    made = told(RELAYED)
    for book in made.data.passes.values():
        for file in book.files:
            file.records[:] = [
                msgspec.structs.replace(each, context=context)
                if isinstance(each, EventMention)
                else each
                for each in file.records
            ]
    assert (count(made) is not None) == counted


@pytest.mark.parametrize(("relation", "counted"), [("before", True), ("unsure", False)])
def test_who_tells_an_event_that_may_be_another_one_is_not_given_away(
    relation: str, counted: bool
) -> None:
    made = told(RELAYED)
    (event,) = (each.id for each in made.layers.of(Event))
    made.link(event, made.event("The tunnel opens late again"), relation)
    assert (count(made) is not None) == counted


def test_words_carried_over_are_no_report_of_its_own_even_if_nobody_is_named() -> None:
    item = count(told({"relayed": False, "evidence": LATE_AFTER}))
    assert item is not None
    assert item.key == ("1",)


def test_where_no_words_show_how_sure_a_source_is_those_that_name_the_event_do() -> None:
    made = told(RELAYED)
    for book in made.data.passes.values():
        for file in book.files:
            file.records[:] = [_without_evidence(each) for each in file.records]
    item = count(made)
    assert item is not None
    assert item.key == ("1",)
    assert {each.text for each in item.evidence} == {
        "The tunnel may open late, two engineers said.",
        "The tunnel will open late, the Gazette reported.",
    }


def _without_evidence(record: Annotation) -> Annotation:
    """A mention of an event with all its evidence on the event itself, none on the sources."""
    if not isinstance(record, EventMention):
        return record
    evidence = tuple(span for each in record.commitments for span in each.evidence_spans)
    stands = [msgspec.structs.replace(each, evidence_spans=()) for each in record.commitments]
    return msgspec.structs.replace(record, evidence_spans=evidence, commitments=tuple(stands))


def test_an_article_with_a_source_credit_is_not_counted() -> None:
    for credit in (False, True):
        made = told(RELAYED)
        if credit:
            made.span("gazette", "segment", "source_credit", "from a small firm.")
            made.span("gazette", "segment", "body", GAZETTE.partition(" from a")[0])
        assert (count(made) is None) == credit


def test_a_contested_certainty_is_not_counted() -> None:
    own = {"relayed": False, "evidence": LATE_AFTER}
    assert count(told(own)) is not None
    assert count(told({**own, "otherwise": {"author": "probable"}})) is None


def changed(theirs: str | None = "will", clean: bool = True) -> Made:
    """“may” has become “will”; ``theirs`` is what has changed for a pass, if anything has."""
    made = Made({"gazette": GAZETTE, "herald": HERALD})
    tunnels = made.entity("the tunnel", "place")
    for slug in made.slugs:
        made.span(slug, "mention", "place", "The tunnel", entity=tunnels)
        made.span(slug, "event", "trigger", "open")
        made.span(slug, "time", "date", "late")
    shift = (
        made.span("gazette", "evidence", "evidence", "may"),
        made.span("herald", "evidence", "evidence", "will"),
    )
    passages = [
        made.span("gazette", "claim", "prediction", LATE_BEFORE),
        made.span("herald", "claim", "prediction", LATE_AFTER),
    ]
    others = [(shift[0], made.span("herald", "evidence", "evidence", theirs))] if theirs else []
    made.reuse(passages[:1], passages[1:], [shift], others)
    if clean:
        words = "The ground is soft under the old bay wall"
        same = [made.span(slug, "claim", "checkable_claim", words) for slug in made.slugs]
        made.reuse(same[:1], same[1:], kind="verbatim")
    return made


def test_what_a_change_does_is_said_in_plain_words_with_the_term_in_brackets() -> None:
    full, _clean = marks(changed().items(traced_back.EXERCISE))
    (why,) = (plain(each.why) for each in full.options if each.id in full.key)
    assert why == (
        "may has become will. At least this is different: it is stronger, or sounds sharper"
        " (term: Strengthened)."
    )


def test_every_term_for_a_change_has_plain_words() -> None:
    terms = load_codebook().inventories["effect"].labels
    assert set(terms) <= set(traced_back.WORDS)


def test_the_changed_word_is_marked_and_a_faithful_passage_has_nothing() -> None:
    full, clean = marks(changed().items(traced_back.EXERCISE))
    assert right(full) == ["will"]
    assert "The tunnel" in {plain(each.text) for each in full.options}
    assert clean.clean
    assert len(clean.options) > 1


def test_a_change_that_one_pass_does_not_see_is_neither_right_nor_wrong() -> None:
    with pytest.raises(NothingHereError, match="no text is taken over"):
        changed(theirs=None).items(traced_back.EXERCISE)


def test_words_that_only_a_pass_counts_among_the_change_are_not_offered_as_unchanged() -> None:
    full, _clean = marks(changed(theirs="will open").items(traced_back.EXERCISE))
    assert right(full) == ["will"]
    assert not [each for each in full.options if "open" in plain(each.text)]


def test_without_a_faithful_passage_nothing_is_marked() -> None:
    with pytest.raises(NothingHereError, match="no text is taken over"):
        changed(clean=False).items(traced_back.EXERCISE)


def both_from_elsewhere(herald: str = "The tube will open late.\n", theirs: bool = False) -> Made:
    """“may” and “will” in texts of which nobody knows the first; a pass may see more change."""
    texts = {"gazette": "The tunnel may open late.\n", "herald": herald}
    made = Made(texts)
    tunnels = made.entity("the tunnel", "place")
    passages = [made.span(slug, "claim", "prediction", text[:-2]) for slug, text in texts.items()]
    for slug, words in (("gazette", "The tunnel"), ("herald", "The tube")):
        made.span(slug, "mention", "place", words, entity=tunnels)
    shift = (
        made.span("gazette", "evidence", "evidence", "may"),
        made.span("herald", "evidence", "evidence", "will"),
    )
    if "tunnel" in herald:
        made.span("herald", "mention", "place", "the tunnel", entity=tunnels)
    late = [made.span(slug, "evidence", "evidence", "late") for slug in texts]
    others = [shift, (late[0], late[1])] if theirs else None
    fields: dict[str, Any] = {"kind": "shared_source", "direction": "unknown"}
    made.reuse(passages[:1], passages[1:], [shift], others, **fields)
    return made


def test_pairs_of_a_text_that_both_may_have_from_elsewhere_are_ticked() -> None:
    (item,) = both_from_elsewhere().items(traced_back.EXERCISE)
    assert item.kind is Kind.TICK
    assert right(item) == ["may – will"]
    assert {plain(each.text) for each in item.options} == {"may – will", "The tunnel – The tube"}


def test_of_two_wordings_without_a_known_order_none_is_called_earlier_or_later() -> None:
    (item,) = both_from_elsewhere().items(traced_back.EXERCISE)
    said = " ".join(plain(each) for each in (item.stem, item.why, *(o.why for o in item.options)))
    assert not {"earlier", "later", "become", "dropped"} & set(said.split())


def test_what_is_named_twice_on_a_side_has_no_counterpart() -> None:
    twice = both_from_elsewhere("The tube will open late, as the tunnel of old.\n")
    with pytest.raises(NothingHereError, match="no text is taken over"):
        twice.items(traced_back.EXERCISE)


def test_where_somebody_sees_one_more_change_no_pairs_are_ticked() -> None:
    with pytest.raises(NothingHereError, match="no text is taken over"):
        both_from_elsewhere(theirs=True).items(traced_back.EXERCISE)
