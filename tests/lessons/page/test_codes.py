"""Codes and saving: what may stand for a student, what is refused and why, what a result holds."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Download, Page, expect

from tellings.lessons.page.html import asset
from tests.lessons.page.conftest import Show
from tests.lessons.page.using import begin, check, option, save
from tests.lessons.sample import sample


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.context.close()


def test_a_result_holds_no_key_no_name_and_no_time(show: Show) -> None:
    lesson = sample(title="The tunnel")
    page = begin(show, "choosing")
    option(page, "Ada Lund")
    check(page)
    result = save(page, " kfx-27 ")
    assert result == {
        "format": "tellings-result",
        "version": "1.0.0",
        "digest": lesson.digest,
        "code": "kfx-27",
        "asked": ["choosing:1"],
        "responses": {"choosing:1": list(lesson.exercises[0].items[0].key)},
        "highlights": [],
    }


def at_saving(show: Show) -> Page:
    """The page of the result, with an answer that can be saved."""
    page = begin(show, "choosing")
    option(page, "Ada Lund")
    check(page)
    page.click(".bar nav button:nth-child(2)")
    return page


EMPTY, FORM, DIGIT = "Type your code first", "2 to 20 letters", "could be a name"
REFUSED = {
    EMPTY: ("", "  "),
    FORM: ("1", "a", "anna.b@school.example", "a1@b2.example", "Anna Berg 12", "Zoë12", "1" * 21),
    DIGIT: ("Anna", "anna-berg", "class"),
}


def test_what_is_no_code_is_refused_and_why(show: Show) -> None:
    page = at_saving(show)
    downloads: list[Download] = []
    page.on("download", lambda download: downloads.append(download))
    status = page.locator("#code-status")
    for told, codes in REFUSED.items():
        for code in codes:
            page.fill("#code", code)
            page.click("form .primary")
            expect(status).to_contain_text(told)
            expect(page.locator("#code")).to_be_focused()
            expect(page.locator("#code")).to_have_attribute("aria-invalid", "true")
            page.click("text=Make a code for me")
    assert not downloads


@pytest.mark.parametrize(
    ("typed", "code"),
    [("s01", "s01"), ("01", "01"), ("S1", "s1"), ("class9", "class9"), ("7b-12", "7b-12")],
)
def test_codes_as_teachers_give_them_out_are_taken(show: Show, typed: str, code: str) -> None:
    page = at_saving(show)
    result = save(page, typed)
    assert result["code"] == code
    expect(page.locator("#code-status")).to_contain_text(f"Saved as result-{code}.json")


@given(st.from_regex(r"[a-z0-9-]{2,20}", fullmatch=True))
@settings(max_examples=150, deadline=None)
def test_a_digit_makes_a_code(blank: Page, text: str) -> None:
    found = blank.evaluate(
        f"(text) => {{ {asset('shared/code.js')} return code.objection(text); }}", text
    )
    assert found == (None if any(each.isdigit() for each in text) else "code-digit")


def test_the_format_of_a_code_is_stated(show: Show) -> None:
    page = at_saving(show)
    expect(page.locator("#code-help")).to_contain_text("2 to 20 letters from a to z, digits")
    expect(page.locator("#code-help")).to_contain_text("such as s01")


def test_success_does_not_look_like_an_error(show: Show) -> None:
    page = at_saving(show)
    status = page.locator("#code-status")
    colour = "(e) => getComputedStyle(e).color"
    page.click("form .primary")
    error = status.evaluate(colour)
    save(page)
    assert status.evaluate(colour) != error
    page.fill("#code", "")
    page.click("form .primary")
    assert status.evaluate(colour) == error


def test_a_code_is_made_that_the_page_takes(show: Show) -> None:
    page = begin(show, "choosing")
    page.click(".bar nav button:nth-child(2)")
    page.click("text=Make a code for me")
    with page.expect_download():
        page.click("form .primary")
    expect(page.locator("#code-status")).to_contain_text("Saved as result-")


def test_a_text_with_an_address_is_not_saved(show: Show) -> None:
    page = begin(show, "writing")
    page.fill("textarea", "write to anna@school.example please")
    check(page)
    page.click(".bar nav button:nth-child(2)")
    page.fill("#code", "kfx-27")
    page.click("form .primary")
    expect(page.locator("#code-status")).to_contain_text("e-mail address")
