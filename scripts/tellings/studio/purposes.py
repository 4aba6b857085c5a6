"""What a project on a server is for: a story, a page, and what is done there."""

from dataclasses import dataclass

from tellings.codebook import Codebook
from tellings.studio.pages import Page, page_of

_PREFIX = "tellings:"
_BLIND = "blind"
ANNOTATE = "annotate"
ADJUDICATE = "adjudicate"
PRACTICE = "practice"
CLASS = "class"
RETIRED = "retired"
TITLE_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a project is for: a story, a page, and whether passes are adjudicated there.

    It stands in the project's description, by which the project is found again.
    """

    story: str
    page: str
    use: str = ANNOTATE
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
        parts += [] if self.use == ANNOTATE else [self.use]
        parts += [_BLIND] if self.blind else []
        return " · ".join(parts)[:TITLE_LENGTH]

    def view(self, codebook: Codebook) -> Page:
        """The page.

        Raises:
            UnknownLayerError: if the codebook no longer has what it is named after.
        """
        names = () if self.page == "all" else self.page.split("+")
        return page_of(codebook, names, self.blind)


def purpose_in(description: str) -> Purpose | None:
    """The purpose that a project's description begins with; None if it is none of ours.

    >>> purpose_in("tellings:tunnel:all:annotate Made by tellings.").page
    'all'
    """
    word = description.split(" ", 1)[0]
    parts = word.removeprefix(_PREFIX).split(":")
    if not word.startswith(_PREFIX) or len(parts) < 3:
        return None
    return Purpose(parts[0], parts[1], parts[2], _BLIND in parts[3:])
