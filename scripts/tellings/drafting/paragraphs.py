"""The attributions of a stretch of text, paragraph by paragraph."""

from collections.abc import Iterator, Sequence

from tellings.drafting.quotations import Quotation, quotations
from tellings.drafting.speech import Saying, sayings, sentences
from tellings.drafting.words import Words
from tellings.records import Range


def attributions(
    text: str, paragraphs: Sequence[Range], found: Sequence[Range], words: Words
) -> list[Saying]:
    """Who says what in some paragraphs.

    Args:
        text: the article.
        paragraphs: the paragraphs that tell the story.
        found: the sentences of the article.
        words: the words of its language.
    """
    quoted = quotations(text, tuple(paragraphs))
    result: list[Saying] = []
    for paragraph in paragraphs:
        inside = [s for s in found if paragraph.start <= s.start and s.end <= paragraph.end]
        marks = [q for q in quoted if paragraph.start <= q.start and q.end <= paragraph.end]
        for sentence in sentences(text, inside, marks):
            result += sayings(sentence, words)
    return result
