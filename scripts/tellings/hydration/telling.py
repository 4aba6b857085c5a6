"""What is said of copies that no article is served by, and of articles that no copy serves."""

from collections.abc import Mapping

from tellings.hydration.matching import BY_CONTENT, Held
from tellings.hydration.reports import NO_COPY


def unused(held: Held, used: Mapping[str, str]) -> dict[str, str]:
    """Of each file that is not used, why.

    Args:
        held: how much of each article stands in each file.
        used: the file of each article that has one.
    """
    return {
        file: _why_unused(shares, used)
        for file, shares in held.items()
        if file not in used.values()
    }


def _why_unused(shares: Mapping[str, float], used: Mapping[str, str]) -> str:
    article = max(shares, key=lambda each: shares[each], default=None)
    if article is None:
        return "holds no sentence of any article of this dataset"
    part = f"holds {shares[article]:.0%} of {article}"
    if article in used:
        return f"{part}, for which {used[article]} is taken"
    return f"{part}, which is too little to be taken for a copy"


def why_absent(article: str, held: Held, used: Mapping[str, str]) -> str:
    """Why an article has no copy; where it stands in a file beside another one, that it does."""
    owners = {file: each for each, file in used.items()}
    for file, shares in held.items():
        if shares.get(article, 0.0) >= BY_CONTENT and file in owners:
            return (
                f"{file} holds {shares[article]:.0%} of it, and is taken for {owners[file]}; if"
                " several articles stand in that file, make a file of each"
            )
    return NO_COPY
