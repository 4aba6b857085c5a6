"""Take the pictures of the documentation anew: ``python -m tests.studio.pictures``.

A server of its own is started in a temporary folder, and the committed story pushed to it.
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tellings.studio.regions import region_id
from tellings.studio.server import Running, ensure_running, stop
from tests.chromium import PATIENCE, launched
from tests.conftest import Project
from tests.studio.annotator import Annotator
from tests.studio.conftest import log_in, quiet
from tests.studio.synced import FIVE, Synced, copy_story

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SIZE = {"width": 1400, "height": 900}
ARTICLE = "ahval"
COLOURS = 220
"""Enough for a page without photographs, and a quarter of the bytes."""


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory(prefix="tellings-pictures-") as name:
        folder = Path(name)
        given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
        running = ensure_running(given or folder / "studio", None, quiet)
        try:
            take(story_at(running, folder), running)
        finally:
            if running.started:
                stop(running.folder, quiet)


def story_at(running: Running, folder: Path) -> Synced:
    """The committed story with gold as suggestion, step by step."""
    project = Project(folder)
    copy_story(project.seeds, FIVE)
    story = Synced(project, FIVE, running)
    for step in ("sources", "stances", "events"):
        story.push("--layers", step, "--suggest", "gold")
    return story


def take(story: Synced, running: Running) -> None:
    """Open each page, show what the document speaks of, and keep a picture."""
    with launched() as browser:
        page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
        page.set_default_timeout(PATIENCE)
        log_in(page, running)
        number, _ = story.place("sources")
        page.goto(f"{running.url}/projects/{number}/data")
        page.get_by_text("Pentagon repeats objection").first.wait_for()
        keep(page, "articles")
        for step, kind in (
            ("sources", "attribution"),
            ("stances", "stance"),
            ("events", "event-mention"),
        ):
            number, tasks = story.place(step)
            annotator = Annotator(page, running)
            annotator.open(number, tasks[ARTICLE])
            annotator.select(region_of(story, kind))
            page.evaluate("() => { document.querySelector('.lsf-main-view').scrollTop = 0; }")
            keep(page, step)


def region_of(story: Synced, kind: str) -> str:
    """The region of the first record of a kind."""
    records = story.records(ARTICLE, "gold").values()
    record = next(each for each in records if each["record"] == kind)
    homes = ("cue_span", "trigger_span")
    home = next((record[name] for name in homes if name in record), record["id"])
    return region_id(home)


def keep(page: Page, name: str) -> None:
    """A picture of what the window shows."""
    IMAGES.mkdir(exist_ok=True)
    page.wait_for_load_state("networkidle")
    image = Image.open(io.BytesIO(page.screenshot()))
    image.quantize(COLOURS).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
