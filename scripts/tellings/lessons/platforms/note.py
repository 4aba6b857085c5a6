"""The note that goes with a package: what it is, what it leaves out, whose words it carries."""

from collections.abc import Iterable, Iterator

from tellings.lessons.files import legal
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words


def note(lesson: Lesson, words: Words, left_out: Iterable[str]) -> list[str]:
    """The lines of the note."""
    return [" ".join(line.split()) for line in _lines(lesson, words, tuple(left_out))]


def _lines(lesson: Lesson, words: Words, left_out: tuple[str, ...]) -> Iterator[str]:
    made_from = {"digest": lesson.digest, "version": lesson.version}
    yield words.fill("note-lesson", title=lesson.title, **made_from)
    yield lesson.made_by
    yield words["note-left-out"] if left_out else words["note-nothing-left-out"]
    yield from (f"- {each}" for each in left_out)
    for article in lesson.articles:
        named = words.fill("article-named", letter=article.letter, outlet=article.outlet)
        yield words.fill("note-rights", article=named, rights=article.rights)
    for each in lesson.standards:
        names = {"tag": each.tag, "framework": each.framework, "status": each.status}
        yield words.fill("note-standard", **names)


def text_file(lines: Iterable[str]) -> bytes:
    """The note as a file."""
    return legal("".join(f"{line}\n" for line in lines)).encode()
