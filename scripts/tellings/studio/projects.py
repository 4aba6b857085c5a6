"""The project on a server that holds one story on one page: found, made, kept up to date."""

from collections.abc import Sequence
from dataclasses import dataclass

from tellings.codebook import Codebook
from tellings.studio.answers import Project
from tellings.studio.client import Server
from tellings.studio.pages import Page, UnknownLayerError, page_of
from tellings.studio.tasks import guide_html

_PREFIX = "tellings:"
_BLIND = "blind"
_TITLE_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a project is for: a story, a page, and whether passes are adjudicated there.

    It stands in the project's description, by which the project is found again.
    """

    story: str
    page: str
    use: str = "annotate"
    blind: bool = False

    @property
    def marker(self) -> str:
        """The first word of the project's description.

        >>> Purpose("tunnel", "sources").marker
        'tellings:tunnel:sources:annotate'
        """
        words = [self.story, self.page, self.use, *([_BLIND] if self.blind else [])]
        return _PREFIX + ":".join(words)

    @property
    def title(self) -> str:
        """What people read in the list of projects."""
        parts = [self.story, "everything" if self.page == "all" else self.page]
        parts += [] if self.use == "annotate" else [self.use]
        parts += [_BLIND] if self.blind else []
        return " · ".join(parts)[:_TITLE_LENGTH]

    def view(self, codebook: Codebook) -> Page:
        """The page.

        Raises:
            UnknownLayerError: if the codebook no longer has what it is named after.
        """
        names = () if self.page == "all" else self.page.split("+")
        return page_of(codebook, names, self.blind)


def purpose_of(project: Project) -> Purpose | None:
    """What a project of ours is for; None for anybody else's.

    >>> purpose_of(Project(1, "t", "tellings:tunnel:all:annotate")).page
    'all'
    """
    word = (project.description or "").split(" ", 1)[0]
    parts = word.removeprefix(_PREFIX).split(":")
    if not word.startswith(_PREFIX) or len(parts) < 3:
        return None
    return Purpose(parts[0], parts[1], parts[2], _BLIND in parts[3:])


def projects_for(server: Server, story: str) -> list[tuple[Project, Purpose]]:
    """The projects of a story, the oldest first."""
    found = [(each, purpose_of(each)) for each in server.projects()]
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
    return server.create_project(
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


def of_purpose(
    found: Sequence[tuple[Project, Purpose]], purpose: Purpose
) -> tuple[Project | None, list[Project]]:
    """The project of a purpose, and younger doubles of it that two machines may have made."""
    same = [project for project, each in found if each == purpose]
    return (same[0], same[1:]) if same else (None, [])


__all__ = ["Purpose", "UnknownLayerError", "make_project", "of_purpose", "projects_for"]
