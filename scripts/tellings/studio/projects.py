"""The project on a server that holds one story on one page: found, made, kept up to date."""

from collections.abc import Sequence

from tellings.studio.answers import Project
from tellings.studio.article_list import article_list
from tellings.studio.client import Server
from tellings.studio.pages import Page
from tellings.studio.purposes import RETIRED, TITLE_LENGTH, Purpose, purpose_in
from tellings.studio.tasks import guide_html


def projects_for(server: Server, story: str) -> list[tuple[Project, Purpose]]:
    """The projects of a story, the oldest first."""
    found = [(each, purpose_in(each.description or "")) for each in server.projects()]
    ours = [(each, purpose) for each, purpose in found if purpose and purpose.story == story]
    return sorted(ours, key=lambda item: item[0].id)


def make_project(
    server: Server, purpose: Purpose, page: Page, config: str, annotators: int
) -> Project:
    """Make the project of a purpose.

    Args:
        server: where.
        purpose: what for.
        page: what is annotated there.
        config: the labelling config.
        annotators: how many annotators a task waits for.
    """
    made = server.create_project(
        purpose.title,
        config,
        description=f"{purpose.marker} Made by tellings; the first word finds it again.",
        expert_instruction=guide_html(page),
        show_instruction=False,
        show_skip_button=True,
        enable_empty_annotation=True,
        maximum_annotations=annotators,
        sampling="Sequential sampling",
    )
    server.create_view(made.id, article_list(page.blind))
    return made


def retire(server: Server, project: Project, purpose: Purpose) -> None:
    """Take a project out of use: it stays with all work in it, and is not pulled again."""
    old = Purpose(purpose.story, purpose.page, RETIRED, purpose.blind)
    server.update_project(
        project.id,
        title=f"{old.title} {project.id}"[:TITLE_LENGTH],
        description=f"{old.marker} Work before the page changed; kept as it was.",
    )


def of_purpose(
    found: Sequence[tuple[Project, Purpose]], purpose: Purpose
) -> tuple[Project | None, list[Project]]:
    """The project of a purpose, and younger doubles of it that two machines may have made."""
    same = [project for project, each in found if each == purpose]
    return (same[0], same[1:]) if same else (None, [])
