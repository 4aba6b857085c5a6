"""What stands on each sheet: articles, worksheet, more exercises, and the teacher's pages."""

from collections.abc import Iterator, Mapping, Sequence

from tellings.lessons.items import Kind
from tellings.lessons.print.blocks import (
    Block,
    Break,
    Contents,
    Heading,
    Paragraph,
    Run,
    Runs,
    Sheet,
    Table,
    runs,
    said,
)
from tellings.lessons.print.expected import expected
from tellings.lessons.print.items import asked, short_key, solved
from tellings.lessons.shown import (
    Lesson,
    ShownArticle,
    ShownExercise,
    ShownItem,
    Step,
    Text,
    in_minutes,
)
from tellings.lessons.wording import Words
from tellings.text import MASK

TEACHER = "teacher"
"""The sheet that tells of the others."""


def sheets(lesson: Lesson, words: Words, pages: Mapping[str, int] | None = None) -> list[Sheet]:
    """The sheets of a lesson; without the articles' text there is no sheet of articles.

    Args:
        lesson: what stands on them.
        words: their sentences.
        pages: how many pages each sheet has, by its name, where that is known.
    """
    maker = _Maker(lesson, words, pages or {})
    made = [maker.sheet("worksheet", maker.worksheet()), maker.sheet("more", maker.more())]
    if lesson.mode == "full":
        made.insert(0, maker.sheet("articles", maker.articles()))
    made.append(maker.sheet(TEACHER, maker.teacher()))
    made.append(maker.sheet("key-to-more", maker.key_to_more()))
    return [each for each in made if len(each.blocks) > 1]


class _Maker:
    def __init__(self, lesson: Lesson, words: Words, pages: Mapping[str, int]) -> None:
        self.lesson, self.words, self.pages = lesson, words, pages
        self.played = [name for step in lesson.path for name in step.items]

    def sheet(self, name: str, blocks: Iterator[Block]) -> Sheet:
        lesson, title = self.lesson, self.words[name]
        return Sheet(
            name=name,
            title=f"{title}: {lesson.title}",
            foot=f"{title} · {lesson.story} {lesson.version} · {lesson.digest}",
            language=lesson.language,
            direction=lesson.direction,
            blocks=(Heading(level=1, text=lesson.title, beside=title), *blocks),
        )

    # For students ---------------------------------------------------------------------------

    def articles(self) -> Iterator[Block]:
        texts = (piece.text for a in self.lesson.articles for p in a.paragraphs for piece in p.text)
        if any(MASK in text for text in texts):
            yield Paragraph(runs=said(self.words["masked"]), style="small")
        for number, article in enumerate(self.lesson.articles):
            if number:
                yield Break()
            yield Heading(level=2, text=self._source(article))
            for each in article.paragraphs:
                yield Paragraph(runs=(Run(f"{each.number}  ", "bold"), *_unquoted(each.text)))

    def _source(self, article: ShownArticle) -> str:
        filled = {"letter": article.letter, "outlet": article.outlet}
        return self.words.fill("source", **filled)

    def worksheet(self) -> Iterator[Block]:
        yield from self._head()
        if self._has_more:
            more = self.words.fill("rest", more=self.words["more"])
            yield Paragraph(runs=said(more), style="small")
        yield from self._exercises(self.played, inside=True)

    def more(self) -> Iterator[Block]:
        if not self._has_more:
            return
        yield from self._head()
        yield from self._exercises(self.played, inside=False)

    @property
    def _has_more(self) -> bool:
        return not set(self.played) >= {item.id for item in self.lesson.items}

    def _head(self) -> Iterator[Block]:
        yield Paragraph(runs=said(self.words["code"]))
        name = "paper" if self.lesson.mode == "full" else "own-copies"
        yield Paragraph(runs=said(self.words[name]), style="small")
        sources = "   ".join(self._source(each) for each in self.lesson.articles)
        yield Paragraph(runs=said(sources), style="small")

    def _exercises(self, played: Sequence[str], inside: bool) -> Iterator[Block]:
        for exercise, items in self._chosen(played, inside):
            minutes = in_minutes(sum(item.minutes for item in items))
            beside = self.words.fill("minutes", minutes=minutes)
            yield Heading(level=2, text=exercise.title, beside=beside)
            yield Paragraph(runs=said(exercise.task), style="task")
            for item in items:
                yield asked(item, self.words)
            yield Paragraph(runs=said(self.words.fill("rule", rule=exercise.rule)), style="rule")

    def _chosen(
        self, played: Sequence[str], inside: bool
    ) -> Iterator[tuple[ShownExercise, list[ShownItem]]]:
        """The exercises in the order of the path, or of the catalogue, with their items."""
        by_name = {each.name: each for each in self.lesson.exercises}
        order = [step.exercise for step in self.lesson.path if step.exercise] if inside else by_name
        for name in order:
            exercise = by_name[name]
            items = [each for each in exercise.items if (each.id in played) == inside]
            if items:
                yield exercise, items

    # For the teacher ------------------------------------------------------------------------

    def teacher(self) -> Iterator[Block]:
        yield from self._plan()
        yield Break()
        yield from self._background()
        yield Break()
        yield Heading(level=2, text=self.words["key"])
        yield self._at_a_glance()
        yield from self._solved(inside=True, level=3)
        yield from self._rubrics()
        yield from self._standards()
        yield from self._notes()

    def key_to_more(self) -> Iterator[Block]:
        yield from self._solved(inside=False, level=2)

    def _plan(self) -> Iterator[Block]:
        minutes = in_minutes(self.lesson.minutes)
        prepare = "prepare" if self.lesson.mode == "full" else "prepare-own"
        yield Heading(level=2, text=self.words.fill("plan", minutes=minutes))
        yield Paragraph(runs=said(self.words[prepare]))
        if self.pages:
            yield Paragraph(runs=said(self._pages()), style="small")
        yield Contents(title=self.words["contents"])
        head = ("plan-time", "plan-step", "plan-does", "plan-items")
        yield Table(
            head=tuple(self.words[each] for each in head),
            rows=(self._reading(), *self._steps()),
            widths=(3, 6, 13, 4),
            small=True,
        )
        yield Paragraph(runs=said(self.words["mark-set"]), style="small")
        made = (Run(f"{self.words['made-by']}: ", "bold"), Run(self.lesson.made_by))
        yield Paragraph(runs=made, style="small")

    def _pages(self) -> str:
        """How many pages there are to print, sheet by sheet."""
        each = (
            self.words.fill("pages-one", name=self.words[name], number=str(number))
            for name, number in self.pages.items()
            if name != TEACHER
        )
        return self.words.fill("pages-of", pages="; ".join(each))

    def _reading(self) -> tuple[Runs, ...]:
        does = self.words.fill("plan-reading-does", minutes=in_minutes(self.lesson.reading))
        title = said(self.words["plan-reading"], "bold")
        return said(self.words["plan-before"]), title, said(does), ()

    def _background(self) -> Iterator[Block]:
        """What a teacher would like to have at hand, as far as the annotation has it."""
        yield from self._published()
        for name, terms in (("time-line", self.lesson.time_line), ("who", self.lesson.who)):
            if terms:
                yield Heading(level=2, text=self.words[name])
                head = (self.words[f"{name}-head"], self.words[f"{name}-what"])
                rows = tuple((said(t.title, "bold"), said(t.definition)) for t in terms)
                yield Table(head=head, rows=rows, widths=(3, 7))
        yield from expected(self.lesson, self.words)

    def _published(self) -> Iterator[Block]:
        yield Heading(level=2, text=self.words["published"])
        yield Paragraph(runs=said(self.words["published-use"]), style="small")
        head = ("published-head", "published-shown", "published-outside")
        rows = tuple(
            (said(self._source(each), "bold"), said(each.published), said(each.published_outside))
            for each in self.lesson.articles
        )
        yield Table(head=tuple(self.words[name] for name in head), rows=rows, widths=(3, 4, 4))

    def _at_a_glance(self) -> Block:
        """The key of the path in one table, for marking quickly."""
        rows = []
        for item in self.lesson.items:
            if item.id in self.played and item.marked:
                rows.append((said(str(item.number), "bold"), said(short_key(item, self.words))))
        head = (self.words["question"], self.words["key-short"])
        return Table(head=head, rows=tuple(rows), widths=(1, 8))

    def _rubrics(self) -> Iterator[Block]:
        """The questions to write on that the path does not ask, with their rubrics."""
        written = [each for each in self.lesson.items if each.kind == Kind.OPEN]
        left = [each for each in written if each.id not in self.played]
        if left:
            yield Heading(level=3, text=self.words["rubrics"])
            yield from (solved(each, self.words) for each in left)

    def _steps(self) -> Iterator[tuple[Runs, ...]]:
        at = 0.0
        for step in self.lesson.path:
            time = f"{in_minutes(at)} – {in_minutes(at + step.minutes)}"
            at += step.minutes
            yield said(time), said(step.title, "bold"), said(step.does), said(self._numbers(step))

    def _numbers(self, step: Step) -> str:
        return ", ".join(str(each.number) for each in self.lesson.items if each.id in step.items)

    def _solved(self, inside: bool, level: int) -> Iterator[Block]:
        for exercise, items in self._chosen(self.played, inside):
            yield Heading(level=level, text=exercise.title)
            yield Paragraph(runs=said(exercise.about), style="task")
            for item in items:
                yield solved(item, self.words)
            yield Paragraph(runs=said(self.words.fill("rule", rule=exercise.rule)), style="rule")

    def _standards(self) -> Iterator[Block]:
        yield Heading(level=2, text=self.words["standards"])
        rows = []
        for each in self.lesson.standards:
            numbers = [str(i.number) for i in self.lesson.items if each.tag in i.standards]
            how = self.words.fill(each.status, source=each.source)
            says = f"{each.framework}: {each.says}"
            tag = each.tag.replace(":", ":\u200b")  # may be broken there
            rows.append((said(tag, "bold"), said(says), said(how), said(", ".join(numbers))))
        head = ("standard", "says", "status", "by-items")
        titles = tuple(self.words[name] for name in head)
        yield Table(head=titles, rows=tuple(rows), widths=(3, 6, 4, 3))

    def _notes(self) -> Iterator[Block]:
        yield Heading(level=2, text=self.words["open"])
        for text in self.lesson.left_open:
            yield Paragraph(runs=runs(text))
        if not self.lesson.left_open:
            yield Paragraph(runs=said(self.words["open-none"]))
        if self.lesson.missing:
            yield Heading(level=2, text=self.words["missing"])
            for gap in self.lesson.missing:
                yield Paragraph(runs=(Run(f"{gap.title}: ", "bold"), Run(gap.reason)))
        yield from self._words_and_rights()

    def _words_and_rights(self) -> Iterator[Block]:
        if self.lesson.glossary:
            yield Heading(level=2, text=self.words["glossary"])
            for term in self.lesson.glossary:
                words = (Run(f"{term.title}: ", "bold"), Run(term.definition))
                yield Paragraph(runs=words, style="small")
        yield Heading(level=2, text=self.words["rights"])
        for article in self.lesson.articles:
            words = (Run(f"{article.letter}: ", "bold"), Run(article.rights))
            yield Paragraph(runs=words, style="small")


def _unquoted(text: Text) -> Runs:
    return tuple(Run(piece.text) for piece in text)
