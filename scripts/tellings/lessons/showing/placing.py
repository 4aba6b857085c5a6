"""Where words stand, as people count: paragraph, sentence, word."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tellings.lessons.items import Quote
from tellings.lessons.wording import Words
from tellings.records import Article, Range


@dataclass(frozen=True)
class Places:
    """Finds places in some articles and says them in words.

    Attributes:
        articles: the articles by id.
        letters: what each is called in the lesson.
        words: the sentences of lessons.
    """

    articles: Mapping[str, Article]
    letters: Mapping[str, str]
    words: Words

    def paragraph(self, quote: Quote) -> str:
        """The paragraph that words begin in: ``B, paragraph 3``."""
        article = self.articles[quote.article]
        number = _number(article.paragraphs, quote.start)
        return self._said("paragraph", article=self.letters[quote.article], paragraph=number)

    def pointer(self, quote: Quote) -> str:
        """Words by paragraph, sentence and count of words, for who has a copy of their own."""
        article = self.articles[quote.article]
        paragraph = _number(article.paragraphs, quote.start)
        around = article.paragraphs[paragraph - 1] if article.paragraphs else None
        within = [each for each in article.sentences if around and _meet(each, around)]
        sentence = _number(within, quote.start)
        shared = {"article": self.letters[quote.article]}
        if not within:
            return self._said("paragraph", paragraph=paragraph, **shared)
        begin = within[sentence - 1].start
        first = len(article.text[begin : quote.start].split()) + 1
        last = first + max(0, len(quote.text.split()) - 1)
        if quote.end > within[sentence - 1].end or _whole(within[sentence - 1], quote):
            return self._said("sentence", paragraph=paragraph, sentence=sentence, **shared)
        found = {"paragraph": paragraph, "sentence": sentence, "first": first, "last": last}
        return self._said("words" if last > first else "word", **found, **shared)

    def _said(self, name: str, **filled: str | int) -> str:
        return self.words.fill(name, **{key: str(value) for key, value in filled.items()})


def _number(ranges: Sequence[Range], position: int) -> int:
    """The number, from 1, of the range that a position lies in, else of the last before it."""
    return max(1, bisect_right([each.start for each in ranges], position))


def _meet(a: Range, b: Range) -> bool:
    return a.start < b.end and b.start < a.end


def _whole(sentence: Range, quote: Quote) -> bool:
    return quote.start <= sentence.start and sentence.end <= quote.end
