"""Spans found again in copies: right where something is said, whatever happens to the copy."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.hydration.anchoring import TWIN, UNPROVEN, Anchor, anchors
from tellings.hydration.matching import holdings, matches
from tellings.hydration.windows import Copy
from tellings.publish.counting import as_markdown

from .hydration import ferry
from .hydration.__main__ import BLOCK, PAGE, table
from .hydration.astray import astray, astray_again
from .hydration.editing import AGAIN, EDITS, edited, respelled, strange
from .hydration.first import FIRST
from .hydration.later import LATER, UNDECIDABLE
from .hydration.quoting import quoted_beside, told_elsewhere
from .hydration.scoring import Case, Score, scored
from .hydration.strangers import STRANGERS
from .hydration.tracked import Tracked, joined
from .hydration.tunnel import SENTENCES, TEXT, article

# Copies that say the same ------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans())
def test_a_copy_that_says_the_same_has_every_span_in_its_place(
    rng: random.Random, quoted: bool
) -> None:
    copy = respelled(Tracked.of(TEXT), rng)
    score = scored(article(quoted), TEXT, copy)
    assert score.wrong == []
    assert score.missed == []
    assert set(score.results) <= {"exact", "moved", "folded"}


def test_the_original_has_every_span_exact() -> None:
    assert {each.result for each in anchors(article(), Copy(TEXT))} == {"exact"}


def test_what_is_put_before_moves_every_span() -> None:
    found = anchors(article(), Copy(f"Menu\nHome\n\n{TEXT}"))
    assert {each.result for each in found} == {"moved"}
    assert all(each.start == each.span.start + 11 for each in found)


# Copies that were edited -------------------------------------------------------------------------


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False), st.integers(1, 12), st.booleans())
def test_no_edit_gives_a_wrong_anchor(rng: random.Random, number: int, quoted: bool) -> None:
    assert astray(article(quoted), edited(rng, number, EDITS)) == []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False), st.integers(1, 12), st.booleans())
def test_words_said_again_beside_themselves_lead_nobody_astray(
    rng: random.Random, number: int, quoted: bool
) -> None:
    assert astray_again(article(quoted), edited(rng, number, AGAIN)) == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False), st.booleans())
def test_a_quotation_beside_its_edited_sentence_leads_nobody_astray(
    rng: random.Random, quoted: bool
) -> None:
    assert astray_again(article(quoted), quoted_beside(rng)) == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False), st.booleans())
def test_a_sentence_told_elsewhere_and_corrected_in_one_place_leads_nobody_astray(
    rng: random.Random, quoted: bool
) -> None:
    assert astray_again(article(quoted), told_elsewhere(rng)) == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False), st.booleans())
def test_sentences_that_are_alike_are_not_taken_for_each_other(
    rng: random.Random, quoted: bool
) -> None:
    assert ferry.astray(article(quoted, ferry.TEXT), ferry.corrected(rng)) == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_words_repeated_elsewhere_lead_nobody_astray(rng: random.Random, number: int) -> None:
    parts = Tracked.of(TEXT).paragraphs()
    copy = parts[0]
    for part in parts[1:]:
        copy = copy + "\n\n" + part
        if rng.random() < 0.3:
            copy = copy + "\n\n" + rng.choice(parts).text
    assert scored(article(), TEXT, copy).wrong == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False), st.integers(5, 6))
def test_readers_who_quote_what_is_shown_and_what_is_hidden(rng: random.Random, shown: int) -> None:
    """What is hidden stands below, word for word, and is no part of the article there."""
    parts = Tracked.of(TEXT).paragraphs()
    quoted = [part.text for part in parts[1:shown]]
    quoted += [part.text for part in parts[shown:] if rng.random() < 0.5]
    rng.shuffle(quoted)
    copy = joined(parts[:shown], "\n\n") + "\n\nContinue reading\n\nComments\n"
    for words in quoted:
        copy = copy + f"\nA reader, {rng.randrange(60)} minutes ago\n> {words}\n{strange(rng)}\n"
    assert scored(article(), TEXT, copy).wrong == []


def test_the_article_goes_on_after_an_advertisement_but_not_after_a_longer_text() -> None:
    parts = Tracked.of(TEXT).paragraphs()
    for lines, is_found in ((1, True), (12, False)):
        between = "\n" + "Sofas, now at half the price.\n" * lines
        copy = joined(parts[:5], "\n\n") + between + joined(parts[5:], "\n\n")
        found = [
            each.span.start
            for each in anchors(article(), Copy(copy.text))
            if each.start is not None
        ]
        assert TEXT.index("Ada Lund") in found
        assert (max(found) > TEXT.index("The council meets")) is is_found


def test_the_right_one_of_several_is_told_by_its_context() -> None:
    copy = Tracked.of(TEXT).edited("west bank", "west shore")
    found = {
        TEXT[each.span.start : each.span.end]: each
        for each in anchors(article(), Copy(copy.text))
        if each.span.start < TEXT.index("who leads")
    }
    assert found["Ada Lund"].start == copy.text.index("Ada Lund")


def anchored(copy: str, words: str, before: str = "", quoted: bool = False) -> Anchor:
    """The anchor of a span of the article, the first of these words after others."""
    start = TEXT.index(words, TEXT.index(before))
    place = (start, start + len(words))
    found = anchors(article(quoted), Copy(copy))
    return next(each for each in found if (each.span.start, each.span.end) == place)


@pytest.mark.parametrize(
    ("old", "new", "words", "before"),
    [
        ("in the Gazette.”\n\nThe council", "Gazette.” The “The council", "The", "Gazette.”"),
        ("nothing. Ada Lund’s", "nothing. Ada said\nAda Lund’s", "Ada", "nothing."),
        ("were told nothing.", "were told nothing. were gone. told nothing.", "were", "say they"),
        ("the Gazette.”", "the Gazette.” The Gazette. So.", "Gazette", "We read"),
        ("“We read of", "“We hear of it in the Gazette.” “We read of", "it", "We read"),
    ],
    ids=["first-word", "name", "last-words", "other-mark", "sentence"],
)
def test_what_is_said_again_beside_its_place_fails(
    old: str, new: str, words: str, before: str
) -> None:
    """Each sentence stands whole; which of the words are its own nobody can tell."""
    copy = TEXT.replace(old, new)
    assert copy != TEXT
    found = anchored(copy, words, before)
    assert (found.result, found.reason) == ("failed", TWIN)
    assert anchored(copy, "Bo Rask").start == copy.index("Bo Rask")


@pytest.mark.parametrize("quoted", [False, True], ids=["none", "quotes"])
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("said Ada", "said zyx Ada zyx Wvuts said Ada", "said Ada Lund"),
        ("said Ada", "said said Ada", "said Ada Lund"),
        (
            "“Nobody asked",
            "“Nobody next year. “Nobody rqp Onml zyx zyx rqp asked “Nobody asked",
            "“Nobody asked us,”",
        ),
        ("us,” said Bo", "Rask, rqp Onml Wvuts Onml said Bo", "Bo Rask"),
    ],
    ids=["words-between", "name-gone", "sentence-completed", "first-name-gone"],
)
def test_what_is_left_of_the_own_words_is_enough_to_doubt(
    old: str, new: str, words: str, quoted: bool
) -> None:
    """The words were put in before the last of their own; what stands around them proves none."""
    copy = TEXT.replace(old, new).replace("old pier. “We", "“We")
    assert anchored(copy, words, quoted=quoted).result == "failed"


@pytest.mark.parametrize(
    ("number", "old", "new", "after", "put_in"),
    [
        (2, "softer", "harder", "not comment.", " "),
        (9, "twice", "thrice", "old pier.", " "),
        (9, "twice", "thrice", "Gazette.”", " March. "),
        (6, "the old pier", "a new pier", "Gazette.”", " year. "),
    ],
    ids=["below", "above", "word-beside", "name"],
)
def test_a_sentence_corrected_in_its_place_is_not_where_it_stands_as_it_was(
    number: int, old: str, new: str, after: str, put_in: str
) -> None:
    """It was put in two sentences off; the sentences between stand where they belong."""
    start, end = SENTENCES[number]
    corrected = Tracked.of(TEXT).edited(old, new)
    copy = corrected.inserted(corrected.text.index(after) + len(after), put_in + TEXT[start:end])
    for quoted in (False, True):
        score = scored(article(quoted), TEXT, copy)
        assert score.wrong == []
        assert score.recall > 0.75


def test_words_said_again_further_off_leave_no_doubt() -> None:
    """The neighbouring sentence was changed, but not next to the place."""
    copy = TEXT.replace("Shopkeepers on", "Ada and shopkeepers on")
    assert anchored(copy, "Ada", "nothing.").start == copy.index("Ada Lund’s")


def test_a_quotation_anchors_what_hashes_alone_do_not() -> None:
    """Changed on both sides, so that no hash of what is around holds; most of it stands."""
    changed = Tracked.of(TEXT).edited("Nobody", "No one").edited("fish by", "fish at")
    start = TEXT.index("Bo Rask")
    quoted, plain = (
        next(e for e in anchors(article(given), Copy(changed.text)) if e.span.start == start)
        for given in (True, False)
    )
    assert (quoted.result, quoted.start) == ("anchored", changed.text.index("Bo Rask"))
    assert (plain.result, plain.reason) == ("failed", UNPROVEN)
    assert scored(article(True), TEXT, changed).wrong == []


def test_failures_say_why() -> None:
    twice = {each.reason for each in anchors(article(), Copy(f"{TEXT}\n{TEXT}"))}
    assert twice == {"several places"}
    nothing = {each.reason for each in anchors(article(), Copy("Another article altogether.\n"))}
    assert nothing == {"the copy has too little of the article"}


# Which file is which article ----------------------------------------------------------------------


def test_files_go_to_the_articles_that_they_hold() -> None:
    copies = {
        "page1.txt": Copy(TEXT.replace("“", '"')),
        "gazette.txt": Copy("Something else entirely.\n"),
    }
    found = matches([article()], holdings([article()], copies), {"tunnel:gazette": "gazette.txt"})
    assert [(each.file, each.by_name) for each in found] == [("page1.txt", False)]


def test_one_sentence_of_an_article_makes_no_copy_of_it() -> None:
    quoting = "He wrote. Shopkeepers on the east bank say they were told nothing. So it goes.\n"
    assert matches([article()], holdings([article()], {"other.txt": Copy(quoting)}), {}) == []


# The suite and its figures ------------------------------------------------------------------------


def test_the_truth_of_a_copy_is_where_its_characters_are() -> None:
    copy = Tracked.of(TEXT).before("A line.\n")
    case = Case.of(TEXT, copy)
    start = TEXT.index("Ada Lund")
    assert case.truth(start, start + 8) == case.copy_folded.range_of(start + 8, start + 16)
    gone = Case.of(TEXT, copy.edited("Ada Lund, who", "Eva Lund, who"))
    assert gone.truth(start, start + 8) is None


def test_the_score_counts_a_wrong_claim() -> None:
    """The suite can fail: an anchor one word on is wrong."""
    case = Case.of(TEXT, Tracked.of(TEXT))
    anchor = anchors(article(), Copy(TEXT))[0]
    shifted = type(anchor)(anchor.span, "moved", (anchor.start or 0) + 9, (anchor.end or 0) + 9)
    score = Score()
    score.add(case.judge(anchor))
    score.add(case.judge(shifted))
    assert (score.claimed, score.right, len(score.wrong)) == (2, 1, 1)


def test_a_dash_set_with_spaces_comes_from_the_dash_it_was() -> None:
    original = "He said -- twice."
    case = Case.of(original, Tracked.of(original).respelled(r"\s*--\s*", " - "))
    assert case.truth(8, 16) == (6, 12)
    assert case.truth(0, 10) == (0, 7)


def test_the_suites_hold_twelve_copies_each() -> None:
    assert [len(each) for each in (STRANGERS, FIRST, LATER)] == [12, 12, 12]


@pytest.fixture(scope="module")
def figures() -> list[list[str]]:
    return table()


def test_the_figures_in_the_documents_are_those_of_the_suite(figures: list[list[str]]) -> None:
    block = BLOCK.search(PAGE.read_text("utf-8"))
    assert block is not None
    assert block.group().strip() == as_markdown(figures).strip(), (
        "python -m tests.hydration --write"
    )


def test_every_claim_of_the_suite_is_right(figures: list[list[str]]) -> None:
    assert len(figures) == 1 + 3 * (12 + 1) + len(UNDECIDABLE) + 1
    assert {line[0] for line in figures[1:]} == {"strangers", "first", "later", "undecidable"}
    for line in figures[1:]:
        if line[0] != "undecidable":
            assert (line[2], line[5], line[6], line[9]) == ("1.0000", "0", "1.0000", "0"), line
    assert Path(PAGE).is_file()
