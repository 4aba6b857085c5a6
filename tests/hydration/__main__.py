"""``python -m tests.hydration``: scores on the mutated copies; ``--write`` documents them."""

import re
import sys
import tempfile
from pathlib import Path

from tellings.publish.counting import as_markdown, as_text
from tellings.publish.terms import TextMode
from tellings.release_folders import write_release

from .first import FIRST
from .later import LATER, UNDECIDABLE
from .scoring import Score, score_all
from .strangers import STRANGERS
from .tracked import Change

ROOT = Path(__file__).parents[2]
DATASET = ROOT / "dataset"
PAGE = ROOT / "docs" / "hydration.md"
BLOCK = re.compile(r"(?<=<!-- scores -->\n).*?(?=<!-- end of scores -->)", re.S)
SUITES: tuple[tuple[str, tuple[Change, ...]], ...] = (
    ("strangers", STRANGERS),
    ("first", FIRST),
    ("later", LATER),
    ("undecidable", UNDECIDABLE),
)
MODES = (TextMode.NONE, TextMode.QUOTES)


def scores(release: Path) -> dict[str, dict[str, Score]]:
    """The score of each mutation, by suite."""
    return {name: score_all(release, DATASET, changes) for name, changes in SUITES}


def table() -> list[list[str]]:
    """Precision and recall of each mutation in each mode, and of each suite."""
    head = ["suite", "copy"]
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for mode in MODES:
            write_release(DATASET, Path(folder) / mode.value, mode)
            found[mode] = scores(Path(folder) / mode.value)
            head += [f"{mode.value}: precision", "recall", "claimed", "wrong"]
    lines = [head]
    for suite, changes in SUITES:
        names = [change.__name__ for change in changes]
        for name in names:
            each = [found[mode][suite][name] for mode in MODES]
            lines.append([suite, name, *(cell for score in each for cell in _cells(score))])
        if len(names) > 1:
            totals = [_total(found[mode][suite]) for mode in MODES]
            lines.append([suite, "all", *(cell for score in totals for cell in _cells(score))])
    return lines


def _cells(score: Score) -> list[str]:
    wrong = score.claimed - score.right
    return [f"{score.precision:.4f}", f"{score.recall:.4f}", str(score.claimed), str(wrong)]


def _total(found: dict[str, Score]) -> Score:
    total = Score()
    for each in found.values():
        total.add(each)
    return total


def main() -> None:
    lines = table()
    sys.stdout.write(as_text(lines) + "\n")
    if "--write" in sys.argv:
        text = PAGE.read_text("utf-8")
        PAGE.write_text(BLOCK.sub(lambda _: as_markdown(lines) + "\n", text), "utf-8")


if __name__ == "__main__":
    main()
