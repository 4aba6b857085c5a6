"""``python -m tests.hydration.edits NUMBER``: copies with random edits that have a wrong anchor."""

import random
import sys

from tests.test_hydration import EDITS, TEXT, article, astray

from .tracked import Tracked


def edited(seed: int) -> Tracked:
    """A copy of the article of the tests after one to twelve random edits."""
    dice = random.Random(seed)
    copy = Tracked.of(TEXT)
    for _ in range(dice.randint(1, 12)):
        if len(copy.text) > 200:
            copy = dice.choice(EDITS)(copy, dice)
    return copy


def wrong(number: int) -> int:
    """How many of so many copies have a wrong anchor, with quotations or without."""
    copies = (edited(seed) for seed in range(number))
    return sum(any(astray(article(quoted), copy) for quoted in (False, True)) for copy in copies)


if __name__ == "__main__":
    asked = int(sys.argv[1])
    sys.stdout.write(f"{wrong(asked)} of {asked} copies have a wrong anchor\n")
