"""Which passes of a story are compared, over which articles."""

from collections.abc import Collection, Sequence
from itertools import combinations

from tellings.agreement.measuring import Agreement, agreement
from tellings.agreement.sides import Side, side
from tellings.records import to_json
from tellings.story import GOLD, RULES_PASS, PassData, StoryData


def pass_pairs(data: StoryData, wanted: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Every pair of the passes wanted; by default of all but the adjudicated and the rules'."""
    names = wanted or [name for name in data.passes if name not in (GOLD, RULES_PASS)]
    return list(combinations(sorted(set(names)), 2))


def annotated(data: StoryData, name: str) -> list[str]:
    """The articles that a pass says it went through and that can be read."""
    listed = {each.article for each in data.passes[name].info.articles}
    return sorted(listed & data.articles.keys())


def pass_side(found: PassData, articles: Collection[str]) -> Side:
    """A pass as a side of a comparison."""
    return side(found.info.id, [to_json(each) for each in found.records()], articles)


def compare_passes(data: StoryData, a: str, b: str, layers: Sequence[str]) -> Agreement | None:
    """Measure two passes over the articles that both went through; None if there are none."""
    both = sorted(set(annotated(data, a)) & set(annotated(data, b)))
    if not both:
        return None
    lengths = {article: len(data.articles[article].text) for article in both}
    one, other = (pass_side(data.passes[name], both) for name in (a, b))
    return agreement(one, other, layers, lengths)


def compare_all(
    data: StoryData, layers: Sequence[str], wanted: Sequence[str] = ()
) -> tuple[list[Agreement], list[tuple[str, str]]]:
    """Every pair of passes measured, and the pairs that share no article."""
    found, apart = [], []
    for a, b in pass_pairs(data, wanted):
        measured = compare_passes(data, a, b, layers)
        if measured is None:
            apart.append((a, b))
        else:
            found.append(measured)
    return found, apart
