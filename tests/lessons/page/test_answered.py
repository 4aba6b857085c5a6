"""After an answer: what was answered and what is right, and the sentence shown at once."""

from collections.abc import Sequence

from msgspec.structs import replace
from playwright.sync_api import Page, expect

from tellings.lessons.shown import Lesson, Piece, ShownItem, Text
from tests.lessons.page.conftest import Show, lesson_page
from tests.lessons.page.using import begin, check, option, to_exercise
from tests.lessons.sample import sample

LESSON = sample(title="The tunnel")


def item(name: str) -> ShownItem:
    return next(each for each in LESSON.items if each.id == name)


def with_item(changed: ShownItem) -> Lesson:
    """The lesson with an item in place of the one with the same id."""
    exercises = tuple(
        replace(each, items=tuple(changed if i.id == changed.id else i for i in each.items))
        for each in LESSON.exercises
    )
    return replace(LESSON, exercises=exercises)


def opened(show: Show, lesson: Lesson, exercise: str) -> Page:
    page = show(lesson_page(lesson))
    to_exercise(page, exercise)
    return page


def words(text: Text) -> str:
    return "".join(each.text for each in text)


def test_a_row_tells_one_s_answer_apart_from_what_is_right(show: Show) -> None:
    matching = item("matching:1")
    texts = {each.id: words(each.text) for each in matching.options}
    first, second = matching.rows[:2]
    other = next(name for name in texts if name != first.key)
    page = begin(show, "matching")
    for select, value in zip(page.locator(".row select").all(), (other, second.key), strict=False):
        select.select_option(value)
    for select in page.locator(".row select").all()[2:]:
        select.select_option(index=1)
    check(page)
    wrong, right = page.locator(".row").all()[:2]
    expect(wrong.locator(".tag")).to_contain_text("You:")
    expect(wrong.locator(".tag")).to_contain_text(texts[other])
    expect(wrong.locator(".tag")).to_contain_text("(not right)")
    expect(wrong.locator(".key-one")).to_contain_text("Right:")
    expect(wrong.locator(".key-one")).to_contain_text(texts[first.key])
    expect(right.locator(".tag")).to_contain_text("(right)")
    assert right.locator(".key-one").count() == 0
    assert page.locator(".feedback .tag").count() == 0, "each verdict is told once"
    shown = page.locator(".part > .reasons > li .about").all_inner_texts()
    assert any(words(first.text) in each for each in shown)
    assert not any(words(second.text) in each for each in shown), "what was right is folded away"
    about = page.locator(".reasons > li").first.locator(".about")
    assert texts[first.key] not in about.inner_text(), "the key does not stand above “not right”"


def test_the_first_evidence_is_shown_at_once_beside_the_question(show: Show) -> None:
    page = opened(show, with_item(far_evidence()), "choosing")
    option(page, "Ada Lund")
    assert page.locator("mark.shown").count() == 0
    check(page)
    expect(page.locator("mark.shown").first).to_be_in_viewport()
    expect(page.locator(".feedback h3")).to_be_focused()


def test_places_are_told_from_the_top_and_more_than_two_sentences_are_folded(show: Show) -> None:
    texts = [line.text for article in LESSON.articles[:2] for line in article.paragraphs]
    longest = replace(item("choosing:1"), evidence=tuple(texts[:4]))
    page = opened(show, with_item(longest), "choosing")
    option(page, "Ada Lund")
    check(page)
    shown = page.locator(".part > .evidence > li")
    expect(shown).to_have_count(2)
    expect(page.locator(".part > details:not([open]) .evidence > li")).to_have_count(2)


def far_evidence() -> ShownItem:
    """The first item, with the last paragraph of another article as its evidence."""
    piece = LESSON.articles[-1].paragraphs[-1].text[0]
    return replace(item("choosing:1"), evidence=((piece,),))


def test_in_a_narrow_window_nothing_moves_away_from_the_answer(show: Show) -> None:
    page = begin(show, "choosing", width=390, height=844)
    option(page, "Ada Lund")
    check(page)
    assert page.locator("mark.shown").count() == 0
    expect(page.locator(".feedback h3")).to_be_in_viewport()


def test_the_next_question_begins_without_the_evidence_of_the_last(show: Show) -> None:
    page = begin(show, "marking")
    page.click(".stretch >> nth=0")
    check(page)
    assert page.locator("mark.shown").count() > 0
    page.click("text=Next question")
    assert page.locator("mark.shown").count() == 0


def part(piece: Piece, start: int, end: int) -> Text:
    """A stretch of a quotation, by offsets within it."""
    first = piece.start or 0
    text = piece.text[start:end]
    return (replace(piece, text=text, start=first + start, end=first + end),)


def evidence(show: Show, texts: Sequence[Text]) -> list[str]:
    page = opened(show, with_item(replace(item("choosing:1"), evidence=tuple(texts))), "choosing")
    option(page, "Ada Lund")
    check(page)
    return [each.text_content() or "" for each in page.locator(".evidence q").all()]


def test_evidence_within_other_evidence_is_not_told_twice(show: Show) -> None:
    whole = LESSON.articles[0].paragraphs[0].text[0]
    begins, inside, beyond = part(whole, 0, 10), part(whole, 2, 6), part(whole, 8, 14)
    found = evidence(show, [inside, begins, begins, beyond])
    assert found == [words(begins), words(beyond)], "what only overlaps stays"
    assert evidence(show, [begins, (whole,), inside]) == [whole.text]


def test_only_the_articles_of_a_question_are_open(show: Show) -> None:
    page = begin(show, "choosing")
    own = page.locator(".pane h3 bdi:first-child").all_inner_texts()
    for pick in page.locator(".pick").all():
        if pick.get_attribute("aria-pressed") == "false":
            pick.click()
    assert page.locator(".pane").count() > len(own)
    page.click(".bar nav button:nth-child(1)")
    to_exercise(page, "choosing")
    assert page.locator(".pane h3 bdi:first-child").all_inner_texts() == own


def test_an_article_that_a_question_only_names_is_opened(show: Show) -> None:
    last = LESSON.articles[-1]
    naming = replace(
        item("choosing:1"), stem=(Piece(text=f"Who speaks in the article of {last.outlet}?"),)
    )
    page = opened(show, with_item(naming), "choosing")
    assert page.locator(".pane h3 bdi:first-child").all_inner_texts()[0] == last.outlet


def test_questions_have_the_numbers_and_the_order_of_the_sheet(show: Show) -> None:
    path = tuple(
        replace(step, items=tuple(reversed(step.items))) if step.exercise == "marking" else step
        for step in LESSON.path
    )
    page = show(lesson_page(replace(LESSON, path=path)))
    page.click(".path .primary")
    at = [step.exercise for step in LESSON.path].index("marking")
    page.click(f".track button >> nth={at}")
    numbers = [each.number for each in LESSON.items if each.exercise == "marking"]
    assert page.locator(".dot").all_inner_texts() == [str(each) for each in numbers]
    expect(page.locator(".dot").first).to_have_attribute("aria-label", f"Question {numbers[0]}")
    for place, number in enumerate(numbers, 1):
        expect(page.locator(".count")).to_have_text(f"Question {number} ({place} of 3)")
        page.click("text=/^Skip$/")
    lines = page.locator(".summary li").all_inner_texts()
    assert [each.split(":")[0] for each in lines] == [f"Question {each}" for each in numbers]


def test_the_result_tells_how_many_are_right(show: Show) -> None:
    page = begin(show, "marking")
    page.click(".stretch >> nth=0")
    check(page)
    page.click("text=Next question")
    page.click(".stretch >> nth=0")
    check(page)
    page.click(".bar nav button:nth-child(2)")
    expect(page.locator(".counted")).to_have_text("Right: 1 · partly right: 0 · not right: 1")
