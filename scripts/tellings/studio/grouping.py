"""Articles that have to be merged together, because the records of one point into another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence


def grouped(articles: Sequence[str], links: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """The articles in groups, in the order of their first ones; most are alone in theirs.

    Args:
        articles: the articles, each once.
        links: pairs that belong together; one with an article that is not among them is none.

    >>> list(grouped(["b", "a", "c"], [("c", "b"), ("a", "z")]))
    [['b', 'c'], ['a']]
    """
    known = set(articles)
    near: dict[str, set[str]] = {}
    for one, other in links:
        if one in known and other in known:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    done: set[str] = set()
    for article in articles:
        if article not in near:
            yield [article]
        elif article not in done:
            found = _around(article, near)
            done |= found
            yield sorted(found)


def _around(article: str, near: Mapping[str, set[str]]) -> set[str]:
    """An article with all that lead to it."""
    found, waiting = {article}, [article]
    while waiting:
        new = near[waiting.pop()] - found
        found |= new
        waiting += new
    return found
