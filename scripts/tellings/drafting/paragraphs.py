"""The attributions of a text, paragraph by paragraph: what goes on from one to the next too."""

from collections.abc import Sequence

from tellings.drafting.quotations import quotations
from tellings.drafting.speech import DIRECT, Place, Saying, Sentence, left_open, sayings, sentences
from tellings.drafting.tokens import QUOTE
from tellings.drafting.words import Words
from tellings.records import Range

_FEWEST = 4
"""Words of a quotation that is a statement even where no cue stands by it."""
NEUTRAL = "neutral"


def attributions(
    text: str, paragraphs: Sequence[Range], found: Sequence[Range], words: Words
) -> list[Saying]:
    """Who says what in some paragraphs.

    A sentence that is nothing but a quotation goes on with what was said before: it is an
    attribution without source and cue. So is, in a language without rules of its own, every
    quotation that is long enough to be a statement.

    Args:
        text: the article.
        paragraphs: the paragraphs that tell the story.
        found: the sentences of the article.
        words: the words of its language.
    """
    quoted = quotations(text, tuple(paragraphs))
    result: list[Saying] = []
    opened: Saying | None = None
    for paragraph in paragraphs:
        inside = [s for s in found if paragraph.start <= s.start and s.end <= paragraph.end]
        marks = [q for q in quoted if paragraph.start <= q.start and q.end <= paragraph.end]
        for sentence in sentences(text, inside, marks):
            made = _of_sentence(sentence, opened, bool(result), words)
            result += made
            opened = left_open(sentence, words) if not made and words.speaks else None
    return result


def _of_sentence(
    sentence: Sentence, opened: Saying | None, goes_on: bool, words: Words
) -> list[Saying]:
    if not words.speaks:
        return [_uncued(sentence, place) for place in _statements(sentence)]
    quotation = _only_quotation(sentence)
    if quotation is not None and opened is not None:
        return [opened._replace(contents=(quotation,), quote_type=DIRECT)]
    if quotation is not None:
        statement = goes_on and quotation in _statements(sentence)
        return [_uncued(sentence, quotation)] if statement else []
    return sayings(sentence, words)


def _only_quotation(sentence: Sentence) -> Place | None:
    """The quotation that a sentence is; None if any word stands outside."""
    quotes = [each for each in sentence.tokens if each.lower == QUOTE]
    if len(quotes) != 1 or any(each.is_word for each in sentence.tokens):
        return None
    return quotes[0].start, quotes[0].end


def _statements(sentence: Sentence) -> list[Place]:
    """The quotations of a sentence that are long enough to be statements."""
    return [
        (each.start, each.end)
        for each in sentence.tokens
        if each.lower == QUOTE and len(sentence.text[each.start : each.end].split()) >= _FEWEST
    ]


def _uncued(sentence: Sentence, place: Place) -> Saying:
    return Saying((place,), None, None, NEUTRAL, DIRECT, (sentence.start, sentence.end))
