"""One file that needs nothing else: no request, no storage, nothing allowed but its own program."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tellings.lessons.page.html import page_html
from tellings.lessons.shown import Lesson, plain
from tellings.lessons.writing import write
from tellings.publish.terms import TextMode
from tests.conftest import Project
from tests.lessons.page.conftest import Show, class_page, lesson_page, texts
from tests.lessons.sample import sample

REPOSITORY = Project(Path(__file__).parents[3])
MEGABYTE = 1_000_000
PAGES = {"lesson": lesson_page, "class": class_page}


def scripts(html: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", html, re.DOTALL)


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_allows_this_program_and_this_style_only(name: str) -> None:
    html = PAGES[name](sample())
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    (script,) = scripts(html)
    rules = dict(each.split(" ", 1) for each in policy.split("; "))
    assert rules == {
        "default-src": "'none'",
        "script-src": hashed(script),
        "style-src": hashed(style),
        "base-uri": "'none'",
        "form-action": "'none'",
    }


@pytest.mark.parametrize("name", PAGES)
def test_nothing_leads_out_of_the_file(name: str) -> None:
    html = PAGES[name](sample())
    assert not re.findall(r"https?:|//[a-z]+\.|@import(?! \{\{jinja)|url\(|srcset=| src=", html)
    assert not re.findall(r'href="(?!#)|<(?:img|link|iframe|object|embed)\b', html)
    assert not re.findall(r"localStorage|sessionStorage|indexedDB|\.cookie|fetch\(|XMLHttp", html)


def test_the_policy_blocks_what_it_does_not_know(show: Show) -> None:
    html = lesson_page(sample(title="Mine"))
    evil = html.replace("</body>", "<script>document.title = 'theirs'</script></body>")
    complaints: list[str] = []
    page = show(evil, complaints=complaints)
    with page.expect_console_message() as told:
        page.reload()
    assert page.title() == "Mine"
    assert "Content Security Policy" in told.value.text
    assert set(complaints) == {told.value.text}


def test_the_key_is_not_read_at_a_glance() -> None:
    lesson = sample(title="The tunnel")
    html = lesson_page(lesson)
    reasons = [plain(item.why) for item in lesson.items]
    reasons += [plain(option.why) for item in lesson.items for option in item.options]
    assert not [each for each in reasons if len(each) > 12 and each in html]
    assert "Emergent" not in html
    assert '"key":[' not in html


@pytest.mark.parametrize(
    ("mode", "withheld"),
    [(TextMode.NONE, "softer than our tests"), (TextMode.QUOTES, "long long long long")],
)
def test_a_page_carries_no_more_text_than_its_lesson(mode: TextMode, withheld: str) -> None:
    lesson = sample(mode, title="The tunnel")
    assert withheld in carried(lesson_page(sample()))
    assert withheld not in carried(lesson_page(lesson)) + carried(class_page(lesson))


def carried(html: str) -> str:
    """A page with its key made readable."""
    (key,) = re.findall(r'id="key">([^<]*)<', html)
    return html + base64.b64decode(key).decode()


def test_the_same_lesson_gives_the_same_bytes() -> None:
    first, again = (write("page", sample(), {}).files for _ in range(2))
    assert first == again
    assert set(first) == {"lesson.html", "class.html"}


def test_a_script_more_runs_under_the_policy(show: Show) -> None:
    extra = 'document.addEventListener("tellings:result", (e) => (document.title = "heard"));'
    page = show(page_html(sample(title="Mine"), texts(), extra=[extra]))
    page.click(".exercise .title")
    page.check(".options input")
    page.click(".question .primary")
    expect(page).to_have_title("heard")


@pytest.mark.parametrize("bad", ["'</script>'", "'</SCRIPT >'", "// <!-- <script>"])
def test_a_script_that_ends_its_element_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="end its element"):
        page_html(sample(), texts(), extra=[bad])


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of the story of this repository, by the command."""
    folder = tmp_path_factory.mktemp("story")
    done = REPOSITORY.call("teach", "s400-working-group", "--only", "page", "--out", folder)
    assert done.status == 0, done.err
    return {name: (folder / name).read_text("utf-8") for name in ("lesson.html", "class.html")}


def test_the_story_of_this_repository_fits_in_a_megabyte(story: dict[str, str], show: Show) -> None:
    for html in story.values():
        assert len(html.encode()) < MEGABYTE
        assert show(html).locator("h1").count() == 1


def test_its_every_question_fits_a_narrow_window(story: dict[str, str], show: Show) -> None:
    page = show(story["lesson.html"], width=320, height=640)
    for number in range(page.locator(".exercise").count()):
        page.click(f".exercise .title >> nth={number}")
        for question in range(page.locator(".dot").count()):
            page.click(f".dot >> nth={question}")
            wide = "() => document.scrollingElement.scrollWidth"
            assert page.evaluate(wide) <= 320, (number, question)
        page.click(".bar nav button:nth-child(1)")


def test_a_story_s_language_says_the_page_s_sentences() -> None:
    words = {"lesson": {"page": {"begin": "Los geht’s"}}}
    html = write("page", lesson_in("de"), words).files["lesson.html"].decode()
    assert "Los geht’s" in html
    assert '<html lang="de" dir="ltr">' in html
    assert '<html lang="ar" dir="rtl">' in lesson_page(lesson_in("ar"))


def lesson_in(language: str) -> Lesson:
    return sample(language=language)
