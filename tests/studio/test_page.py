"""The labelling page as people meet it: keys, labels, room, fields, guidelines, blindness."""

import contextlib
import uuid
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tellings.store.schema_files import load_codebook
from tellings.studio.client import Server
from tellings.studio.config import NO_KEY, label_config
from tellings.studio.pages import page_of
from tellings.studio.regions import region_id
from tellings.studio.registry import Registry
from tellings.studio.server import Running
from tests.conftest import Project
from tests.studio.annotator import Annotator
from tests.studio.conftest import log_in
from tests.studio.synced import Synced, copy_story

STEPS = (*load_codebook().steps, "")
TAKEN = {"u", "h", "ctrl+enter", "escape", "backspace", "tab"}
"""Keys of Label Studio's own that act without a modifier on a text with a region in hand."""

WIDE = """\
() => [document.documentElement, ...document.querySelectorAll('.lsf-main-view, [class^=t-]')]
  .filter(each => each.scrollWidth > each.clientWidth + 1)
  .map(each => `${each.className}: ${each.scrollWidth} > ${each.clientWidth}`)
"""


def page_xml(step: str) -> ET.Element:
    """The page of a step, or of everything."""
    page = page_of(load_codebook(), [step] if step else [])
    lists = Registry("s", {"author": {}, "entity": {}, "event": {}, "target": {}})
    return ET.fromstring(label_config(page, lists))


@pytest.mark.parametrize("step", STEPS)
def test_no_key_has_two_meanings(step: str) -> None:
    found = page_xml(step)
    keys = [each.get("hotkey") for each in found.iter("Label") if each.get("hotkey") != NO_KEY]
    assert len(keys) == len(set(keys))
    assert keys
    given = ("Label", "Choice", "TextArea", "Taxonomy")
    assert all("hotkey" in each.attrib for each in found.iter() if each.tag in given)


@pytest.mark.parametrize("step", STEPS)
def test_every_label_is_on_the_page(step: str) -> None:
    found = page_xml(step)
    code = load_codebook()
    labels = {
        (control.get("name"), each.get("alias"))
        for control in found.iter("Labels")
        for each in control.iter("Label")
    }
    wanted = {(layer.name, label) for layer in code.layers for label in layer.labels}
    assert wanted <= labels
    hidden = [each for each in found.iter("View") if each.get("className") == "t-context"]
    locked = {each.get("name") for view in hidden for each in view.iter("Labels")}
    page = page_of(code, [step] if step else [])
    assert locked - {"context"} == set(code.labels("layer")) - set(page.layers)


@pytest.fixture(scope="module")
def story(studio_server: Running, tmp_path_factory: pytest.TempPathFactory) -> Synced:
    """The committed story on the pages of all steps, with gold to look at."""
    project = Project(tmp_path_factory.mktemp("page"))
    name = f"looks-{uuid.uuid4().hex[:12]}"  # each worker has its own
    copy_story(project.seeds, name)
    story = Synced(project, name, studio_server)
    for step in load_codebook().steps:
        story.push("--layers", step, "--suggest", "gold")
    return story


@pytest.mark.parametrize("step", load_codebook().steps)
def test_nothing_sticks_out(story: Synced, annotator: Annotator, step: str) -> None:
    number, tasks = story.place(step)
    page = annotator.page
    annotator.open(number, tasks["ahval"])
    region = annotator.first()
    try:
        for width in (1600, 1280):
            page.set_viewport_size({"width": width, "height": 1200})
            annotator.let_go()
            assert wide(page) == []
            annotator.select(region)
            assert wide(page) == []
    finally:
        page.set_viewport_size({"width": 1600, "height": 1200})
    columns = page.locator(".lsf-table-head .lsf-th-content:visible")
    expect(columns.filter(has_text="headline")).not_to_have_count(0)
    assert not any("text" in each for each in columns.all_inner_texts())


def wide(page: Page) -> list[str]:
    """What stays wider inside than outside."""
    with contextlib.suppress(PlaywrightTimeoutError):
        page.wait_for_function(f"() => !({WIDE})().length")
    found: list[str] = page.evaluate(WIDE)
    return found


def test_only_the_fields_of_the_region_in_hand_are_shown(
    story: Synced, annotator: Annotator
) -> None:
    number, tasks = story.place("sources")
    annotator.open(number, tasks["bloomberg"])
    page = annotator.page
    expect(page.get_by_text("Select a span to see its fields.")).to_be_visible()
    expect(page.locator(".t-form:visible")).to_have_count(0)
    records = story.records("bloomberg", "gold").values()
    mention = next(each for each in records if each.get("layer") == "mention")
    cue = next(each for each in records if each.get("label") == "cue")
    annotator.select(region_id(mention["id"]))
    expect(annotator.field("span.entity")).to_be_visible()
    expect(page.locator(".t-field[class*=t-is-attribution]:visible")).to_have_count(0)
    annotator.select(region_id(cue["id"]))
    asked = annotator.field("attribution.quote_type")
    expect(asked).to_be_visible()
    expect(annotator.field("span.entity")).to_be_hidden()
    expect(asked).to_contain_text("In whose words the content stands.")


@pytest.mark.parametrize("step", ["furniture", "sources", "events"])
def test_keys_without_a_meaning_change_nothing(
    story: Synced, annotator: Annotator, step: str
) -> None:
    number, tasks = story.place(step)
    annotator.open(number, tasks["bloomberg"])
    region = annotator.first()
    keys = {each.get("hotkey") for each in page_xml(step).iter("Label")}
    annotator.select(region)
    before = annotator.results()
    free = set("abcdefghijklmnopqrstuvwxyz0123456789") - keys - TAKEN
    assert free
    for key in sorted(free):
        annotator.press(key)
    annotator.let_go()
    after = annotator.results()
    assert [each for each in after if each not in before] == []
    assert len(after) == len(before)


def test_guidelines_are_a_click_away(story: Synced, annotator: Annotator) -> None:
    number, tasks = story.place("stances")
    annotator.open(number, tasks["bloomberg"])
    page = annotator.page
    page.get_by_role("button", name="Instructions").click()
    rule = " ".join(load_codebook().anchors.labels["stance"].rule.split())  # type: ignore[union-attr]
    page.get_by_text(rule).wait_for()
    page.keyboard.press("Escape")


def test_a_blind_page_hides_outlet_and_headline(
    studio_server: Running, studio: Server, context: BrowserContext, tmp_path: Path
) -> None:
    project = Project(tmp_path)
    copy_story(project.seeds, "blindly")
    story = Synced(project, "blindly", studio_server)
    story.push("--layers", "furniture", "--suggest", "none", "--blind")
    number, tasks = story.place("furniture · blind")
    for task in studio.tasks(number):
        assert set(task["data"]) == {"key", "text", "text_sha256", "story"}
    page = context.new_page()
    log_in(page, studio_server)
    Annotator(page, studio_server).open(number, tasks["al-jazeera"])
    shown = page.inner_text(".lsf-main-view").replace(page.inner_text(".t-text"), "")
    assert "Al Jazeera" not in shown
    assert page.locator(".t-head").count() == 0
