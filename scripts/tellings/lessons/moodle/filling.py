"""A lesson's questions in the question types of Moodle, where they give the right marks there."""

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from tellings.lessons.files import legal
from tellings.lessons.items import Kind
from tellings.lessons.moodle.fractions import listed, percent
from tellings.lessons.moodle.quiz import Answer, Bank, Pair, Quiz, Type
from tellings.lessons.platforms.leaving import LeftOut
from tellings.lessons.platforms.markup import Content, Element, Markup
from tellings.lessons.platforms.note import note
from tellings.lessons.platforms.questions import Question, Stretch, questions
from tellings.lessons.platforms.reasons import reasons
from tellings.lessons.shown import Lesson, ShownArticle, ShownItem, Text, plain
from tellings.lessons.wording import Words

LONGEST = 255
"""So many characters of an answer to be matched does Moodle keep."""
_FEWEST = 3
"""So many answers a ``match`` has at least."""


class CannotError(Exception):
    """Moodle cannot ask a question with the right marks; the message names the reason."""


Losses = Callable[[Question], Iterable[str]]
"""The reasons for which a question that is carried is not carried whole."""


def whole(_question: Question) -> Iterable[str]:
    """Nothing of a question is lost."""
    return ()


def bank(
    lesson: Lesson,
    words: Words,
    left_out: LeftOut,
    *,
    losses: Losses = whole,
    cloze: bool = True,
) -> Bank:
    """A lesson as a category of questions, headed by a note on what is not in it.

    Args:
        lesson: the lesson.
        words: the sentences of the form.
        left_out: told what is not carried, or not whole.
        losses: says of a question what the form loses of it.
        cloze: whether the form has answers inside texts.
    """
    filler = _Filler(lesson, words, Markup.of(lesson, words, lang="lang"), cloze)
    asked = []
    for question in questions(lesson, left_out):
        try:
            asked.append(filler.quiz(question))
        except CannotError as cannot:
            left_out.add(str(cannot), question.items)
            continue
        for loss in losses(question):
            left_out.add(loss, question.items)
    articles = [filler.article(each) for each in lesson.articles] if lesson.mode == "full" else []
    if not articles:
        left_out.add(f"articles-{lesson.mode}")
    name = line(lesson.title).replace("/", "//")
    about = filler.about(note(lesson, words, left_out.sentences()))
    return Bank(f"$course$/top/{name}", (about, *articles, *asked))


def line(text: str) -> str:
    r"""Words for where Moodle strips tags: on one line, with HTML's own characters escaped.

    >>> line("a <b>\n& c")
    'a &lt;b&gt; &amp; c'
    """
    return html.escape(" ".join(legal(text).split()), quote=False)


@dataclass(frozen=True)
class _Filler:
    """Fills the question types.

    Attributes:
        lesson: the lesson.
        words: the sentences of the form.
        markup: makes HTML.
        cloze: whether the form has answers inside texts.
    """

    lesson: Lesson
    words: Words
    markup: Markup
    cloze: bool

    def quiz(self, question: Question) -> Quiz:
        """A question.

        Raises:
            CannotError: if Moodle would give other marks, or cannot ask it.
        """
        fill = _TYPES.get(question.kind)
        if fill is None:
            raise CannotError(question.kind.value)
        tags = {"tellings", question.exercise.name}
        tags |= {tag for item in question.items for tag in item.standards}
        return replace(
            fill(self, question),
            name=line(question.title),
            id=self.id(question.name),
            points=question.points,
            feedback=self.html(*self.markup.reasons(reasons(question))),
            tags=tuple(sorted(tags)),
        )

    def id(self, name: str) -> str:
        """Names a question among those of all lessons."""
        return f"{self.lesson.story}:{name}"

    def html(self, *content: Content) -> str:
        """A block of HTML in the direction of the lesson; nothing if it is empty."""
        if not content:
            return ""
        block = self.markup.element("div", {"dir": self.lesson.direction}, *content)
        found: str = etree.tostring(block, method="html", encoding="unicode")
        return found

    def text(self, text: Text) -> str:
        """A text as a block."""
        return self.html(*self.markup.inline(text))

    def asking(self, question: Question, *more: Element) -> str:
        """What the student does, passages to be read, and the question."""
        item = question.item
        found = [self.markup.paragraph(question.exercise.task)]
        if question.kind is not Kind.MARK:
            found += [self._block(self.markup.inline(each)) for each in item.reading]
            found.append(self.markup.paragraph(*self.markup.inline(item.stem)))
        return self.html(*found, *more)

    def _block(self, content: Iterable[Content]) -> Element:
        return self.markup.element("blockquote", None, self.markup.paragraph(*content))

    def article(self, article: ShownArticle) -> Quiz:
        """An article, to be put above the questions."""
        name = self.words.fill("article-named", letter=article.letter, outlet=article.outlet)
        text = self.html(*self.markup.article(article))
        return Quiz(
            type=Type.TEXT, name=line(name), id=self.id(f"article:{article.letter}"), html=text
        )

    def about(self, lines: Iterable[str]) -> Quiz:
        """The note on the package, for the teacher."""
        text = self.html(*(self.markup.paragraph(each) for each in lines))
        name = line(self.words["note-title"])
        return Quiz(type=Type.TEXT, name=name, id=self.id("about"), html=text)

    def choice(self, question: Question) -> Quiz:
        """One answer of several."""
        item = question.item
        answers = (
            self._answer("100" if each.id in item.key else "0", each.text, each.why)
            for each in item.options
        )
        return _new(Type.CHOICE, self.asking(question), answers=tuple(answers))

    def tick(self, question: Question) -> Quiz:
        """Several answers of several."""
        item = question.item
        right, others = len(item.key), len(item.options) - len(item.key)
        gain, loss = percent(right), percent(others, -1)
        answers = (
            self._answer(gain if each.id in item.key else loss, each.text, each.why)
            for each in item.options
        )
        return self._several(self.asking(question), tuple(answers), right, others)

    def _several(self, text: str, answers: tuple[Answer, ...], right: int, others: int) -> Quiz:
        """A question of which several answers are ticked, in the type that has its fractions."""
        if listed(right) and listed(others):
            return _new(Type.CHOICE, text, single=False, answers=answers)
        if not self.cloze:
            raise CannotError("fraction")
        return _new(Type.CLOZE, text, single=False, answers=answers)

    def _answer(self, part: str, text: Text, why: Text) -> Answer:
        return Answer(part, self.text(text), self.text(why))

    def match(self, question: Question) -> Quiz:
        """An answer for each row; answers that are right nowhere come without a row."""
        item = question.item
        texts = {each.id: line(plain(each.text)) for each in item.options}
        if len(set(texts.values())) < len(texts):
            raise CannotError("same")
        if any(len(each) > LONGEST for each in texts.values()):
            raise CannotError("long")
        pairs = [Pair(self.text(each.text), texts[each.key]) for each in item.rows]
        keys = {each.key for each in item.rows}
        pairs += [Pair("", text) for option, text in texts.items() if option not in keys]
        if len(pairs) < _FEWEST:
            raise CannotError("few")
        return _new(Type.MATCH, self.asking(question), pairs=tuple(pairs))

    def mark(self, question: Question) -> Quiz:
        """The passages of an exercise with their stretches numbered, and these to be ticked."""
        found = list(enumerate(question.stretches, 1))
        right = sum(each.target for _, each in found)
        others = len(found) - right
        gain, loss = percent(right), percent(others, -1)
        answers = tuple(
            Answer(
                gain if each.target else loss,
                self._stretch(number, each),
                self.text(each.option.why),
            )
            for number, each in found
        )
        text = self.asking(question, *self._passages(question, found))
        return self._several(text, answers, right, others)

    def _stretch(self, number: int, stretch: Stretch) -> str:
        words = self.markup.inline(stretch.option.text)
        return self.html(f"[{number}] ", *words)

    def _passages(self, question: Question, found: list[tuple[int, Stretch]]) -> Iterator[Element]:
        for number, item in enumerate(question.items, 1):
            if number == 1 or item.stem != question.items[number - 2].stem:
                yield self.markup.paragraph(*self.markup.inline(item.stem))
            inside = [(at, each) for at, each in found if each.passage == number]
            yield self._block([self._numbered(item, inside)])

    def _numbered(self, item: ShownItem, stretches: list[tuple[int, Stretch]]) -> Element:
        piece = item.reading[0][0]
        content: list[Content] = []
        at = 0
        for number, each in stretches:
            marked = f"[{number}] {piece.text[each.start : each.end]}"
            content += [piece.text[at : each.start], self.markup.element("strong", None, marked)]
            at = each.end
        return self.markup.quote(piece.article or "", *content, piece.text[at:])

    def essay(self, question: Question) -> Quiz:
        """A field to write in, with the rubric for who marks."""
        rubric = self.html(*self.markup.rubric(question.item.rubric))
        return _new(Type.ESSAY, self.asking(question), grading=rubric)


def _new(
    type_: Type,
    text: str,
    *,
    single: bool = True,
    answers: tuple[Answer, ...] = (),
    pairs: tuple[Pair, ...] = (),
    grading: str = "",
) -> Quiz:
    return Quiz(
        type=type_,
        name="",
        id="",
        html=text,
        single=single,
        answers=answers,
        pairs=pairs,
        grading=grading,
    )


_TYPES: Mapping[Kind, Callable[[_Filler, Question], Quiz]] = {
    Kind.CHOICE: _Filler.choice,
    Kind.TICK: _Filler.tick,
    Kind.MATCH: _Filler.match,
    Kind.MARK: _Filler.mark,
    Kind.OPEN: _Filler.essay,
}
