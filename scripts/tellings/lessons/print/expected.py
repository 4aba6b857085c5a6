"""The teacher's pages on the talks: what the texts answer, and what only other evidence does."""

from collections.abc import Iterator

from tellings.lessons.print.blocks import Block, Heading, Paragraph, Run, said
from tellings.lessons.shown import Expected, Lesson
from tellings.lessons.wording import Words

_FIRST, _LAST = 3, 6
"""So many pairs of events are told with the opening, and with the closing."""


def expected(lesson: Lesson, words: Words) -> Iterator[Block]:
    """Opening, closing, and the questions that may come up in both."""
    opening, closing = lesson.path[0], lesson.path[-1]
    open_ = [each for each in lesson.events[_FIRST:] if _open(each, lesson)][:_LAST]
    yield Heading(level=2, text=words["expect"])
    yield Heading(level=3, text=opening.title)
    name = "expect-opening" if lesson.questions else "expect-opening-none"
    counted = {"questions": str(len(lesson.questions))} if lesson.questions else {}
    yield Paragraph(runs=said(words.fill(name, does=opening.does, **counted)))
    yield from (_answer(each, words) for each in lesson.events[:_FIRST])
    yield Heading(level=3, text=closing.title)
    name = "expect-closing" if open_ else "expect-closing-none"
    yield Paragraph(runs=said(words.fill(name, does=closing.does)))
    yield from (Paragraph(runs=said(f"– {each.question}"), style="small") for each in open_)
    if lesson.questions:
        yield Heading(level=3, text=words["questions"])
        yield Paragraph(runs=said(words["questions-use"]))
        yield from (_answer(each, words) for each in lesson.questions)


def _open(each: Expected, lesson: Lesson) -> bool:
    """Whether the texts leave a pair of events open."""
    return lesson.words["expect-unsure"] in each.texts


def _answer(each: Expected, words: Words) -> Block:
    told = [Run(f"{each.question} ", "bold")]
    for name, lines in (("expect-texts", each.texts), ("expect-outside", each.outside)):
        if lines:
            told += [Run(f"{words[name]} ", "note"), Run(f"{' '.join(lines)} ")]
    return Paragraph(runs=tuple(told), style="small")
