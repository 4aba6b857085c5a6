"""What a student does with mouse and eyes: answers, feedback, articles, highlights, the result."""

from playwright.sync_api import Dialog, Page, expect

from tellings.publish.terms import TextMode
from tests.lessons.page.conftest import Show, lesson_page
from tests.lessons.page.using import begin, check, leaving_asks, option, save, to_exercise
from tests.lessons.sample import sample

VOTES = "1 of 2 annotation passes (made by a language model)"
ORDER = ["Where", "Why", "In the text", "Rule of thumb"]


def test_feedback_comes_in_its_order_and_beside_the_answer(show: Show) -> None:
    page = begin(show, "choosing")
    assert page.locator(".feedback").count() == 0
    option(page, "the city")
    check(page)
    feedback = page.locator(".feedback")
    expect(feedback.locator("h3")).to_be_focused()
    expect(feedback.locator("h3")).to_contain_text("Not right")
    assert feedback.locator("h4").all_inner_texts() == ORDER
    expect(feedback.locator(".part").nth(0)).to_contain_text("A, paragraph 3")
    first, second = feedback.locator(".reasons > li").all()[:2]
    expect(first).to_contain_text("The city speaks in the paragraph before.")
    expect(second).to_contain_text("“said Ada Lund” follows.")
    expect(page.locator(".option", has_text="Ada Lund")).to_contain_text("this is right")
    expect(page.locator(".option", has_text="the city")).to_contain_text("your answer, not right")
    expect(feedback.locator(".rule")).to_have_text("Mind it.")


def test_an_answer_is_asked_for_before_it_is_checked(show: Show) -> None:
    for exercise in ("choosing", "matching", "ticking", "marking", "ordering", "writing"):
        page = begin(show, exercise)
        check(page)
        expect(page.locator(".question .status")).not_to_be_empty()
        assert page.locator(".feedback").count() == 0


def test_the_sentence_is_shown_in_its_article_and_leads_back(show: Show) -> None:
    page = begin(show, "talking")
    page.click(".pick:nth-child(1)")
    page.click(".pick:nth-child(2)")  # away with the Herald
    assert page.locator(".pane").count() == 1
    option(page, "yes")
    check(page)
    page.click(".evidence .find")
    shown = page.locator("mark.shown")
    expect(shown).to_have_text("would not comment")
    expect(shown).to_be_focused()
    expect(shown).to_be_in_viewport()
    page.click(".back")
    expect(page.locator(".evidence .find")).to_be_focused()
    assert page.locator(".back").count() == 0


def test_one_to_three_articles_stand_side_by_side(show: Show) -> None:
    page = begin(show, "choosing")
    panes = page.locator(".pane h3 bdi:first-child")
    for number in (2, 3):
        page.click(f".pick:nth-child({number})")
    assert page.locator(".pane").count() == 3
    tops = {round(each.bounding_box()["y"]) for each in page.locator(".pane").all()}  # type: ignore[index]
    assert len(tops) == 1
    for number in (1, 2, 3):
        page.click(f".pick:nth-child({number})")
    assert page.locator(".pane").count() == 1, "one stays open"
    assert panes.count() >= 1
    assert page.locator(".pane").first.locator(".number").all_inner_texts()[:1] == ["1"]


def test_passages_are_marked_by_mouse_and_count_as_a_set(show: Show) -> None:
    page = begin(show, "marking")
    drag(page, ".stretch >> nth=0")
    expect(page.locator(".stretch").nth(0)).to_have_attribute("aria-pressed", "true")
    page.click(".none")
    expect(page.locator(".stretch").nth(0)).to_have_attribute("aria-pressed", "false")
    page.click(".stretch >> nth=0")
    expect(page.locator(".none")).to_have_attribute("aria-pressed", "false")
    check(page)
    expect(page.locator(".worth")).to_contain_text("Found: 1 of 1 · false alarms: 0 of 1")
    page.click("text=Next question")
    page.click(".none")
    check(page)
    expect(page.locator(".verdict")).to_contain_text("Right")
    expect(page.locator(".worth")).to_contain_text("There was nothing to find")
    page.click("text=Next question")
    page.click(".stretch")
    check(page)
    expect(page.locator(".verdict")).to_contain_text("Not right")
    page.click("text=See how it went")
    expect(page.locator(".score")).to_have_text("Points: 2.25 of 3")  # one of four foils flagged
    page.click(".bar nav button:nth-child(2)")
    expect(page.get_by_text("Title of marking: found")).to_have_text(
        "Title of marking: found 1 of 1 (100%), false alarms 1 of 4 (25%):"
        " 100% less 25%, never below 0, of 3 points is 2.25."
    )


def drag(page: Page, selector: str) -> None:
    """Select the words of an element with the mouse."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 3, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 3, middle, steps=4)
    page.mouse.up()


def test_a_passage_that_is_withheld_is_marked_by_its_places(show: Show) -> None:
    page = begin(show, "marking", TextMode.NONE)
    expect(page.locator(".passage")).to_contain_text("your own copy")
    expect(page.locator("button.stretch").first).to_contain_text("A, paragraph 3")
    expect(page.locator(".pane .pointer").first).to_contain_text("A, paragraph 1")
    page.click("button.stretch >> nth=0")
    check(page)
    expect(page.locator(".worth")).to_contain_text("Found:")


def test_a_text_answer_is_compared_and_may_be_improved(show: Show) -> None:
    page = begin(show, "writing")
    page.fill("textarea", "Tunnel late")
    check(page)
    expect(page.locator(".level")).to_have_count(3)
    page.check(".level input >> nth=2")
    page.fill("textarea", "Tunnel late, city says")
    result = save(page)
    answer = {"text": "Tunnel late, city says", "level": 2}
    assert result["responses"] == {"writing:1": answer}


def test_the_first_screen_says_how_long_reading_takes(show: Show) -> None:
    page = show(lesson_page(sample(title="The tunnel")))
    expect(page.locator(".path")).to_contain_text(f"about {sample().reading:g} minutes")


def test_votes_are_shown_after_one_s_own(show: Show) -> None:
    page = begin(show, "talking")
    assert "annotation passes" not in page.inner_text("main")
    option(page, "no")
    check(page)
    expect(page.locator(".option.chosen")).to_contain_text(f"{VOTES} · your vote")
    expect(page.locator(".verdict")).to_contain_text("The annotations differ")
    assert page.locator(".feedback .tag, .question .sign.wrong").count() == 0
    assert "Points" not in page.inner_text("main")


def test_words_are_highlighted_by_mouse_whole_and_freed_by_a_click(show: Show) -> None:
    page = begin(show, "choosing")
    page.click(".pen-tool")
    line = page.locator(".pane .paragraph p").nth(0)
    box = line.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 10, y)  # inside the first word
    page.mouse.down()
    page.mouse.move(box["x"] + 90, y, steps=5)  # inside the second
    page.mouse.up()
    expect(page.locator("mark.pen")).to_have_text("Harbour tunnel")
    result = save(page)
    assert result["highlights"] == [{"article": "A", "start": 0, "end": 14}]
    page.click(".bar nav button:nth-child(1)")
    to_exercise(page, "choosing")
    page.click("mark.pen")
    assert page.locator("mark.pen").count() == 0


def test_highlights_meet_and_part_around_what_is_shown(show: Show) -> None:
    page = begin(show, "choosing")
    page.click(".places .find")
    page.click(".pen-tool")
    select(page, ".pane .paragraph:nth-child(3) p")
    page.click("text=Highlight what is selected")
    assert "".join(page.locator("mark.pen").all_inner_texts()).startswith("“The ground is softer")
    expect(page.locator("mark.pen.shown")).to_have_count(1)
    assert len(save(page)["highlights"]) == 1


def select(page: Page, selector: str) -> None:
    """Select all of an element, as a long press or a triple click does."""
    page.locator(selector).evaluate("(e) => document.getSelection().selectAllChildren(e)")


def test_leaving_with_answers_that_are_not_saved_is_asked(show: Show) -> None:
    page = begin(show, "choosing")
    option(page, "Ada Lund")
    check(page)
    assert leaving_asks(page)
    save(page)
    assert not leaving_asks(page)


def test_a_reload_with_answers_that_are_not_saved_is_asked(show: Show) -> None:
    page = begin(show, "choosing")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.reload()
    assert asked == []
    to_exercise(page, "choosing")
    option(page, "Ada Lund")
    check(page)
    page.reload()
    assert asked == ["beforeunload"]


def test_highlights_are_not_lost_without_asking(show: Show) -> None:
    page = begin(show, "choosing")
    page.click(".pen-tool")
    select(page, ".pane .paragraph:nth-child(3) p")
    assert not leaving_asks(page)
    page.click("text=Highlight what is selected")
    assert leaving_asks(page)
    save(page)
    assert not leaving_asks(page)


def test_the_end_of_a_saved_lesson_asks_nothing(show: Show) -> None:
    page = show(lesson_page(sample(title="The tunnel")))
    page.click(".path .primary")
    while page.locator(".step").count():
        page.click(".actions .quiet" if page.locator(".question").count() else ".actions .primary")
    assert not leaving_asks(page), "nothing was answered"


def test_who_keeps_the_result_may_leave(show: Show) -> None:
    page = begin(show, "choosing")
    keep = "() => document.addEventListener('tellings:result', (e) => e.preventDefault())"
    page.evaluate(keep)
    option(page, "Ada Lund")
    check(page)
    assert not leaving_asks(page)


def test_a_skipped_question_waits(show: Show) -> None:
    page = begin(show, "marking")
    page.click("text=/^Skip$/")
    expect(page.locator(".count")).to_have_text("Question 5 (2 of 3)")
    page.click(".dot >> nth=0")
    page.click(".none")
    check(page)
    page.click(".dot >> nth=1")
    page.click(".dot >> nth=0")
    expect(page.locator(".feedback")).to_be_visible()
    expect(page.locator(".none")).to_be_disabled()


def test_the_path_shows_its_minutes_and_where_one_stands(show: Show) -> None:
    lesson = sample(title="The tunnel")
    page = show(lesson_page(lesson))
    minutes = [f"{step.minutes:g} min" for step in lesson.path]
    assert page.locator(".path li small").all_inner_texts() == minutes
    page.click(".path .primary")
    expect(page.locator(".over").last).to_have_text("Step 1 of 9 · minute 0 to 7")
    page.click("text=/^Next: /")
    expect(page.locator(".track [aria-current]")).to_contain_text("Title of choosing")
    page.click(".bar nav button:nth-child(1)")
    page.click("text=Go on with the lesson")
    expect(page.locator("h1")).to_have_text("Title of choosing")
