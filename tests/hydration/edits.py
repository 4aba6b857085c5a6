"""``python -m tests.hydration.edits NUMBER [SEED]`` counts random copies with a wrong anchor."""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tellings.hydration.sought import SoughtArticle

from . import ferry
from .astray import astray, astray_again
from .editing import AGAIN, EDITS, edited
from .quoting import quoted_beside, told_elsewhere
from .tracked import Tracked
from .tunnel import TEXT, article


@dataclass(frozen=True)
class Kind:
    """A kind of random copies of an article, and how to tell which anchors are wrong there."""

    name: str
    copy: Callable[[random.Random], Tracked]
    judge: Callable[[SoughtArticle, Tracked], list[str]] = astray_again
    text: str = TEXT

    def wrong(self, seed: int) -> list[str]:
        """The wrong anchors in the copy of a seed, with quotations and without."""
        copy = self.copy(random.Random(seed))
        return [
            each
            for quoted in (False, True)
            for each in self.judge(article(quoted, self.text), copy)
        ]


KINDS = (
    Kind("edits", lambda rng: edited(rng, rng.randint(1, 12), EDITS), astray),
    Kind("words said again", lambda rng: edited(rng, rng.randint(1, 12), AGAIN)),
    Kind("a sentence quoted beside", quoted_beside),
    Kind("a sentence told elsewhere", told_elsewhere),
    Kind("sentences alike", ferry.corrected, ferry.astray, ferry.TEXT),
)


def main() -> None:
    """Count and say."""
    number, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    for kind in KINDS:
        count = sum(bool(kind.wrong(each)) for each in range(seed, seed + number))
        sys.stdout.write(f"{kind.name}: {count} of {number} copies have a wrong anchor\n")


if __name__ == "__main__":
    main()
