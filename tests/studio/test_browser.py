"""A person opens the server: logs in, sees a text, and nobody outside hears of it."""

from playwright.sync_api import BrowserContext, expect

from tellings.studio.client import Server
from tellings.studio.server import Running
from tests.studio.annotator import Annotator
from tests.studio.conftest import log_in
from tests.studio.pages import PAGE


def test_a_person_logs_in_and_sees_the_text(
    studio: Server, studio_server: Running, context: BrowserContext
) -> None:
    project = studio.create_project("A page", PAGE)
    (task,) = studio.import_tasks(project.id, [{"data": {"text": "The tunnel 🚧 is late."}}])
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    log_in(page, studio_server)
    Annotator(page, studio_server).open(project.id, task)
    expect(page.locator("body")).to_contain_text("The tunnel 🚧 is late.")
    ours = (studio_server.url, "data:", "blob:")
    assert [url for url in asked if not url.startswith(ours)] == []
