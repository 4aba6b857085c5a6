"""The layouts that sheets come in: paper, size and spacing of type.

Sizes and spacing of the dyslexia-friendly layout follow the British Dyslexia Association's style
guide: sans serif, 12 to 14 points, wide spacing, left aligned, a cream ground, no italics.
"""

import msgspec

FONT = "Andika"
"""SIL's type for people who learn to read; it is shipped, under the SIL Open Font License."""


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How a sheet is set.

    Attributes:
        paper: ``a4`` or ``us-letter``.
        size: of type, in points.
        leading: between lines, ``spacing`` between paragraphs, ``tracking`` between letters, in em.
        cream: whether the ground is cream.
    """

    name: str
    paper: str
    size: float = 11
    leading: float = 0.62
    spacing: float = 1.0
    tracking: float = 0.0
    cream: bool = False
    fonts: tuple[str, ...] = (FONT,)


_STYLES = (
    Layout(name="", paper=""),
    Layout(name="large", paper="", size=18, leading=0.7, spacing=1.1),
    Layout(
        name="dyslexia",
        paper="",
        size=14,
        leading=0.95,
        spacing=1.6,
        tracking=0.035,
        cream=True,
    ),
)
_PAPERS = {"a4": "a4", "letter": "us-letter"}
STANDARD = "a4"


def layouts() -> list[Layout]:
    """Every layout, the standard one first; it has an empty name."""
    found = []
    for paper, name in _PAPERS.items():
        for style in _STYLES:
            parts = [style.name, "" if paper == STANDARD else paper]
            said = "-".join(part for part in parts if part)
            found.append(msgspec.structs.replace(style, name=said, paper=name))
    return found
