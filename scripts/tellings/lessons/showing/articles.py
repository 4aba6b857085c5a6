"""An article as it is shown: its letter, its outlet, its paragraphs, and when it was published."""

from dataclasses import dataclass

from tellings.lessons.layers import EXTERNAL, Layers
from tellings.lessons.showing.dates import dated
from tellings.lessons.showing.rights import Rights
from tellings.lessons.shown import Paragraph, ShownArticle
from tellings.lessons.wording import Words
from tellings.records import Article


@dataclass(frozen=True)
class Articles:
    """Shows the articles of a lesson.

    Attributes:
        layers: the story.
        rights: what may be shown.
        words: the sentences of lessons.
    """

    layers: Layers
    rights: Rights
    words: Words

    def of(self, article: Article) -> ShownArticle:
        """An article as it is shown."""
        quote = self.layers.headline(article.id)
        shown = self._date(article)
        return ShownArticle(
            id=article.id,
            letter=self.rights.places.letters[article.id],
            outlet=self.rights.own(self.layers.outlet(article.id)),
            headline=self.rights.resolve((quote,) if quote else ()),
            published=shown or self.words["undated"],
            published_outside="" if shown else self._outside(article),
            language=article.language,
            rights=article.rights,
            paragraphs=tuple(
                Paragraph(
                    number=number,
                    start=each.start,
                    end=each.end,
                    text=self.rights.stretch(article, each.start, each.end),
                )
                for number, each in enumerate(article.paragraphs, 1)
            ),
        )

    def _date(self, article: Article) -> str:
        said = article.published_in_text
        return dated(said.edtf, self.words) if said.edtf and said.basis != EXTERNAL else ""

    def _outside(self, article: Article) -> str:
        said = article.published
        return dated(said.edtf, self.words) if said.edtf and said.basis == EXTERNAL else ""
