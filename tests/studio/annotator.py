"""Somebody who annotates: everything by mouse and keyboard, in a real browser, on a real page."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, Response, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tellings.studio.config import NO_KEY
from tellings.studio.server import Running
from tests.chromium import PATIENCE
from tests.conftest import JSON

PICKED = ".ant-select-selection-item"
SEND = "[data-testid=bottombar-submit-button], [data-testid=bottombar-update-button]"
MOMENT = PATIENCE // 8
"""Milliseconds after which what was pressed counts as lost, and is pressed once more."""

CARETS = """\
([start, end]) => {
  const root = document.querySelector('.lsf-htx-richtext');
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const points = [];
  let offset = 0;
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (node.nodeName === 'BR') { offset += 1; continue; }
    if (node.nodeType !== Node.TEXT_NODE) continue;
    let unit = 0;
    for (const point of node.data) {
      if (offset >= start && offset < end) points.push([node, unit, unit + point.length]);
      unit += point.length;
      offset += 1;
    }
  }
  points[0][0].parentElement.scrollIntoView({block: 'center'});
  const boxes = ([node, from, to]) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()].filter(each => each.width > 0);
  };
  const seen = list => list.find(each => boxes(each).length);
  const first = seen(points), last = seen([...points].reverse());
  const isRtl = ([node, from, to]) =>
    /\\p{Script=Arabic}|\\p{Script=Hebrew}/u.test(node.data.slice(from, to));
  const edge = (rect, isLeft) => [
    isLeft ? rect.left + 0.3 : rect.right - 0.3,
    rect.top + rect.height / 2,
  ];
  return [
    edge(boxes(first)[0], !isRtl(first)),
    edge(boxes(last).slice(-1)[0], isRtl(last)),
  ];
}
"""
"""From code points of the text to where on the screen their first and last character are."""

READY = """\
() => {
  const work = window.Htx?.annotationStore?.selected;
  const isWhole = 'predictions' in JSON.parse(window.Htx?.task?.source ?? '{}');
  if (!work || !isWhole || Htx.isLoading || DM.loadingData) return null;
  const isDrawn = each => each._spans?.length && each._spans.every(span => span.isConnected);
  const isReady = work.names.get('text').isReady && work.regionStore.regions.every(isDrawn);
  return isReady ? work.id : null;
}
"""
"""The work, if the suggestion has become its regions and they are drawn.

Label Studio opens a task twice: first as its list of tasks has it, without suggestions, then
whole.
"""
FRAMES = """\
async () => {
  for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
}
"""
"""Label Studio lets two frames pass before it puts the whole task in the place of the other."""
BACK = """\
sent => {
  const {annotations} = JSON.parse(Htx.task?.source ?? '{}');
  return annotations?.some(each => each.id === sent.id && each.updated_at >= sent.updated_at);
}
"""
"""Whether the page shows the work as the server has it."""
SELECTED = "() => Htx.annotationStore.selected.selectedRegions.map(each => each.cleanId)"
REGIONS = "Htx.annotationStore.selected.regionStore.regions"
SAVED = """\
() => {
  const work = Htx.annotationStore.selected;
  return work.draftSaved && !work.isDraftSaving && !DM.LSF.needsDraftSave(work);
}
"""
_SCROLL = """\
index => {
  const rows = [...document.querySelectorAll('.lsf-outliner-item__index')];
  const shown = rows.map(each => Number(each.innerText));
  const row = rows[shown.indexOf(index)];
  if (row) { row.scrollIntoView({block: 'nearest'}); return true; }
  const list = document.querySelector('.lsf-tree-list-holder');
  list.scrollTop += (index - shown[Math.floor(shown.length / 2)]) * 34;
  return false;
}
"""
"""One step towards a row of the list of regions, of which only those in sight exist."""


@dataclass(slots=True)
class Annotator:
    """A person at the labelling page; offsets are code points, as everywhere."""

    page: Page
    running: Running

    def open(self, project: int, task: int) -> None:
        """Open a task and wait until its text and its suggestions are there."""
        self.page.goto(f"{self.running.url}/projects/{project}/data?task={task}")
        self._ready()

    def _ready(self) -> None:
        while True:
            work = self.page.wait_for_function(READY).json_value()
            self.page.evaluate(FRAMES)
            if work == self.page.evaluate(READY):
                break
        self.page.locator(".lsf-richtext__line").first.wait_for()
        self.page.locator(SEND).wait_for()

    def stream(self, project: int) -> None:
        """Begin to work through the tasks of a project, one after the other."""
        self.page.goto(f"{self.running.url}/projects/{project}/data?labeling=1")
        self._ready()

    def task(self) -> int:
        """The task that is open."""
        found: str = self.page.evaluate("() => String(Htx.task.id)")
        return int(found)

    def next(self, before: int) -> None:
        """Wait until the next task of the stream is open."""
        changed = "before => window.Htx?.task && String(Htx.task.id) !== String(before)"
        self.page.wait_for_function(changed, arg=before)
        self._ready()

    def submit_all(self, project: int, number: int) -> None:
        """Submit the tasks of a project as they are, one after the other."""
        self.stream(project)
        for each in range(number):
            task = self.task()
            self.submit()
            if each < number - 1:
                self.next(task)

    def submit(self) -> None:
        """Send the work in; wait until the server has it, and a page that stays shows it anew."""
        with self.page.expect_response(_sends_work) as answer:
            self.page.locator(SEND).click()
        assert answer.value.ok, answer.value.text()
        if self.page.evaluate("() => DM.isExplorerMode"):
            self.page.wait_for_function(BACK, arg=answer.value.json())
            self._ready()

    def skip(self) -> None:
        """Skip the task that is open."""
        with self.page.expect_response(_sends_work) as answer:
            self.page.locator("[data-testid=bottombar-skip-button]").click()
        assert answer.value.ok, answer.value.text()

    def saved(self) -> None:
        """Wait until the page has saved a draft by itself."""
        self.page.wait_for_function(SAVED)

    # Regions --------------------------------------------------------------------------------

    def count(self) -> int:
        """How many regions there are."""
        found: int = self.page.evaluate(f"() => {REGIONS}.length")
        return found

    def first(self) -> str:
        """The first region."""
        found: str = self.page.evaluate(f"() => {REGIONS}[0].cleanId")
        return found

    def press(self, key: str) -> None:
        """Press a key anywhere on the page."""
        self.page.keyboard.press(key)

    def label(self, title: str) -> None:
        """Choose a label, or give the region in hand another one, by mouse."""
        self.page.locator(f".t-bar .lsf-label:has-text('{title}')").first.click()

    def draw(self, start: int, end: int, below: int = 0) -> str:
        """Drag over words with the label that was chosen before; the region's id.

        ``below`` is how many pixels too far down the mouse is let go.
        """
        before = self.count()
        (x, y), (to_x, to_y) = self._carets(start, end)
        mouse = self.page.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move((x + to_x) / 2, (y + to_y) / 2, steps=3)
        mouse.move(to_x, to_y + below, steps=3)
        mouse.up()
        self.page.wait_for_function(f"count => {REGIONS}.length > count", arg=before)
        found: str = self.page.evaluate(f"() => {REGIONS}.slice(-1)[0].cleanId")
        return found

    def _carets(self, start: int, end: int) -> list[list[float]]:
        """Where words are on the screen, once they keep still."""
        found: list[list[float]] = []
        while (now := self.page.evaluate(CARETS, [start, end])) != found:
            found = now
            self.page.evaluate(FRAMES)
        return found

    def mark(self, label: str, start: int, end: int, below: int = 0) -> str:
        """Choose a label and drag over words; the region's id."""
        self.let_go()
        self.label(label)
        return self.draw(start, end, below)

    def row(self, region: str) -> Locator:
        """The row of a region in the list of regions."""
        index: int = self.page.evaluate(
            f"id => {REGIONS}.find(each => each.cleanId === id).region_index", region
        )
        self.tab("Regions")
        self.page.wait_for_function(_SCROLL, arg=index)
        number = self.page.locator(".lsf-outliner-item__index", has_text=_exactly(index))
        return self.page.locator(".lsf-outliner-item", has=number)

    def select(self, region: str) -> None:
        """Take a region in hand, from the list: in the text others may lie over it."""
        self.row(region).locator(".lsf-outliner-item__title").click()
        self.page.wait_for_function(f"id => ({SELECTED})().join() === id", arg=region)

    def let_go(self) -> None:
        """Have no region in hand."""
        if self.page.evaluate(SELECTED):
            self.press("Escape")
            self.page.wait_for_function(f"() => ({SELECTED})().length === 0")

    def relabel(self, region: str, title: str) -> None:
        """Give a region another label."""
        self.select(region)
        self.label(title)

    def delete(self, region: str) -> None:
        """Remove a region."""
        self.select(region)
        before = self.count()
        self.page.locator("button[aria-label='Delete selected region']").click()
        self.page.wait_for_function(f"count => {REGIONS}.length < count", arg=before)

    def results(self) -> list[JSON]:
        """What would be sent in now."""
        found: list[JSON] = self.page.evaluate(
            "() => Htx.annotationStore.selected.serializeAnnotation()"
        )
        return found

    # Fields ---------------------------------------------------------------------------------

    def field(self, control: str) -> Locator:
        """The box of a field, by the name of its control."""
        return self.page.locator(f".t-side .{css_class(control)}")

    def choose(self, control: str, title: str) -> None:
        """Choose one of a few values, or one of a menu."""
        box = self.field(control)
        box.locator("label, [data-testid^=select-trigger]").first.wait_for()
        radio = box.locator("label", has_text=_exactly(title))
        if radio.count():
            radio.click()
            expect(radio.locator("input")).to_be_checked()
        else:
            self._from_menu(box.locator("[data-testid^=select-trigger]"), title)

    def pick(self, control: str, title: str) -> None:
        """Pick a record of the story from its list, leaving what was picked before."""
        box = self.field(control)
        box.locator(".ant-select-selector").click()
        menu = self.page.locator(".ant-select-dropdown:visible")
        menu.locator("[data-testid=taxonomy-search]").fill(title)
        menu.locator(f".ant-select-tree-title[title='{title}'], [title='{title}']").first.click()
        box.locator("h3").first.click()
        menu.wait_for(state="hidden")
        expect(box.locator(PICKED).filter(has_text=title)).to_have_count(1)

    def drop(self, control: str) -> None:
        """Take the first record that was picked out of a field again."""
        picked = self.field(control).locator(PICKED)
        before = picked.count()
        picked.first.locator(".ant-select-selection-item-remove").click()
        expect(picked).to_have_count(before - 1)

    def rewrite(self, control: str, words: str) -> None:
        """Change what was written into a text field."""
        box = self.field(control)
        box.locator("[data-testid=htx-textbox-edit-button]").click()
        box.locator("textarea, input").first.fill(words)
        box.locator("textarea, input").first.press("Enter")

    def write(self, control: str, words: str) -> None:
        """Write into a text field and leave it with Enter."""
        box = self.field(control).locator("input, textarea").first
        box.fill(words)
        box.press("Enter")

    # Relations ------------------------------------------------------------------------------

    def relate(self, one: str, other: str, name: str) -> None:
        """Draw a relation from one region to another, and name it."""
        self.select(one)
        before = self.relations()
        self.page.locator("button[aria-label='Create Relation']").click()
        self.row(other).locator(".lsf-outliner-item__title").click()
        self.page.wait_for_function(f"n => ({_RELATIONS})() === n + 1", arg=before)
        self.name_relation(before, name)

    def relations(self) -> int:
        """How many relations there are."""
        found: int = self.page.evaluate(_RELATIONS)
        return found

    def name_relation(self, at: int, name: str) -> None:
        """Give the relation at a place in the list a name, or take the name from it."""
        item = self.relation(at)
        item.locator("button[aria-label='Show Relation Labels']").click()
        menu = self._from_menu(item.locator("[data-testid^=select-trigger]"), name)
        self.press("Escape")
        menu.wait_for(state="hidden")

    def _from_menu(self, trigger: Locator, title: str) -> Locator:
        """Choose from a menu; one that the page draws anew under the hand is opened again."""
        before = trigger.get_attribute("data-value") or ""
        menu = self.page.locator("[data-testid=select-popup]")
        option = menu.locator("[role=option]").filter(has_text=_exactly(title))
        for _ in range(PATIENCE // MOMENT):
            try:
                if not menu.is_visible():
                    trigger.click(timeout=MOMENT)
                option.click(timeout=MOMENT)
                expect(trigger).not_to_have_attribute("data-value", before, timeout=MOMENT)
            except (PlaywrightTimeoutError, AssertionError):
                continue
            return menu
        raise AssertionError(f"the menu has no {title!r} that stays")

    def relation(self, at: int) -> Locator:
        """The row of the relation at a place in the list of relations."""
        self.tab("Relations")
        item = self.page.locator(".lsf-relations__item").nth(at)
        item.hover()
        return item

    def remove_relation(self, one: str, other: str) -> None:
        """Remove the relation from one region to another."""
        before = self.relations()
        at: int = self.page.evaluate(_BETWEEN, [one, other])
        assert at >= 0, "there is no such relation"
        self.relation(at).locator("button[aria-label='Delete Relation']").click()
        self.page.wait_for_function(f"n => ({_RELATIONS})() === n - 1", arg=before)

    def tab(self, name: str) -> None:
        """Show the list of regions or that of relations."""
        self.page.locator(f".lsf-panel-tabs__tab:visible:has-text('{name}')").click()


_BETWEEN = """\
([one, other]) => Htx.annotationStore.selected.relationStore.relations.findIndex(
  each => each.node1.cleanId === one && each.node2.cleanId === other)
"""
_RELATIONS = "() => Htx.annotationStore.selected.relationStore.relations.length"


def _sends_work(said: Response) -> bool:
    """Whether work was sent in; a draft of work that was sent in before has a longer address."""
    is_work = re.search(r"/annotations(/\d+)?/?$", said.url.partition("?")[0])
    return is_work is not None and said.request.method in {"POST", "PATCH"}


def css_class(control: str) -> str:
    """How the page calls the box of a field."""
    return f"t-is-{control.replace('.', '-').replace('_', '-')}"


def _exactly(what: object) -> "re.Pattern[str]":
    return re.compile(rf"^\s*{re.escape(str(what))}\s*(\[?{re.escape(NO_KEY)}\]?)?\s*$")
