"""What words two texts have in common."""

import re

from tellings.lessons.items import Quote

_WORD = re.compile(r"\w+")
_SHORT = 3
"""Words of so many letters are no long ones."""
_RUN = 6
"""So many words in a row that stand in both texts make a reader think of copying."""


def word_list(text: str) -> list[str]:
    """The words of a text, folded, for comparisons in any language.

    >>> word_list("Who said “No”?")
    ['who', 'said', 'no']
    """
    return _WORD.findall(text.casefold())


def long_words(text: str) -> frozenset[str]:
    """The different words of a text, folded, short ones left out.

    >>> sorted(long_words("The deal is a good deal"))
    ['deal', 'good']
    """
    return frozenset(each for each in word_list(text) if len(each) > _SHORT)


def same_words(one: Quote, other: Quote) -> bool:
    """Whether the shorter of two texts stands in the longer, word by word."""
    a, b = sorted((f" {' '.join(word_list(each.text))} " for each in (one, other)), key=len)
    return a in b


def has_run(words: str, text: str, run: int = _RUN) -> bool:
    """Whether some words in a row stand in both texts.

    >>> has_run("He said the sky was blue", "They say the sky was blue", 4)
    True
    """
    listed, other = word_list(words), f" {' '.join(word_list(text))} "
    runs = (listed[at : at + run] for at in range(len(listed) - run + 1))
    return any(f" {' '.join(each)} " in other for each in runs)


def has_phrase(words: str, text: str) -> bool:
    """Whether three long words in a row stand in both texts: enough to be called close.

    >>> has_phrase("an agreement on a joint study group", "They form a joint study group.")
    True
    >>> has_phrase("during a phone call this week", "During a phone call with him")
    False
    """
    return bool(_phrases(words) & _phrases(text))


def _phrases(text: str) -> set[tuple[str, ...]]:
    words = word_list(text)
    found = zip(words, words[1:], words[2:], strict=False)
    return {each for each in found if all(len(word) > _SHORT for word in each)}
