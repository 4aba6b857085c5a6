"""Texts for people as elements: (X)HTML that shows every word of an article or label as text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tellings.lessons.files import legal
from tellings.lessons.platforms.reasons import Reasons, Why
from tellings.lessons.shown import Lesson, Piece, ShownArticle, ShownLevel, Text, quoted
from tellings.lessons.wording import Words

Element = Any
"""An element of lxml, which has no types of its own."""

Content = str | Element | None
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Markup:
    """Makes elements.

    Attributes:
        words: the sentences of the form.
        languages: the language of each article, by its letter.
        namespace: of the elements; none in HTML.
        lang: the attribute that names a language, ``xml:lang`` unless the elements are HTML's.
    """

    words: Words
    languages: Mapping[str, str]
    namespace: str = ""
    lang: str = _LANG

    @classmethod
    def of(cls, lesson: Lesson, words: Words, namespace: str = "", lang: str = _LANG) -> "Markup":
        """For the texts of a lesson."""
        languages = {each.letter: each.language for each in lesson.articles}
        return cls(words, languages, namespace, lang)

    def element(
        self, tag: str, attributes: Mapping[str, str] | None = None, *content: Content
    ) -> Element:
        """An element; strings become text, whatever they hold."""
        name = f"{{{self.namespace}}}{tag}" if self.namespace else tag
        made = etree.Element(name, nsmap={None: self.namespace} if self.namespace else None)
        for attribute, value in (attributes or {}).items():
            made.set(attribute, legal(value))
        for each in content:
            _append(made, each)
        return made

    def inline(self, text: Text) -> list[Content]:
        """A text as words and ``span`` elements, to stand within a paragraph."""
        return [self._piece(each) for each in text]

    def _piece(self, piece: Piece) -> Content:
        if piece.article is None or piece.withheld:
            return piece.text
        return self.quote(piece.article, quoted(piece.text))

    def quote(self, letter: str, *content: Content) -> Element:
        """Words of an article: in its language, kept apart from the direction of what is around."""
        attributes = {"dir": "auto", self.lang: self.languages[letter]}
        return self.element("span", attributes, *content)

    def paragraph(self, *content: Content) -> Element:
        """A paragraph."""
        return self.element("p", None, *content)

    def labelled(self, name: str, *content: Content) -> Element:
        """A paragraph that begins with a word in bold."""
        label = self.element("strong", None, f"{self.words[f'reasons-{name}']}:")
        return self.paragraph(label, " ", *content)

    def items(self, rows: Iterable[list[Content]]) -> Element:
        """A list."""
        return self.element("ul", None, *(self.element("li", None, *row) for row in rows))

    def reasons(self, given: Reasons) -> list[Element]:
        """What follows an answer, in its order."""
        found = [self.labelled("where", "; ".join(given.where))] if given.where else []
        if given.why:
            found += [self.labelled("why"), self.items(self._why(each) for each in given.why)]
        if given.sentences:
            sentences = self.items(self.inline(each) for each in given.sentences)
            found += [self.labelled("sentence"), sentences]
        return [*found, self.labelled("rule", given.rule)]

    def _why(self, why: Why) -> list[Content]:
        found: list[Content] = []
        if why.verdict:
            found += [self.element("strong", None, self.words[f"reasons-{why.verdict}"]), " "]
        if why.about:
            found += [*self.inline(why.about), ": "]
        return [*found, *self.inline(why.text)]

    def rubric(self, levels: Iterable[ShownLevel]) -> list[Element]:
        """The levels of a rubric, each with an answer at that level."""
        found = []
        for level in levels:
            name = self.element("strong", None, f"{level.name}:")
            found.append(self.paragraph(name, " ", *self.inline(level.does)))
            found.append(
                self.element("blockquote", None, self.paragraph(*self.inline(level.sample)))
            )
        return found

    def article(self, article: ShownArticle) -> list[Element]:
        """An article to be read: outlet, then its paragraphs."""
        heading = self.words.fill("article-named", letter=article.letter, outlet=article.outlet)
        found = [self.element("h2", None, heading)]
        attributes = {"dir": "auto", self.lang: article.language}
        for each in article.paragraphs:
            words = "".join(piece.text for piece in each.text)
            found.append(self.element("p", attributes, words))
        return found


def _append(parent: Element, child: Content) -> None:
    if child is None:
        return
    if not isinstance(child, str):
        parent.append(child)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + legal(child)
    else:
        parent.text = (parent.text or "") + legal(child)
