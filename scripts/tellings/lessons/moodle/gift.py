r"""Questions in the GIFT format.

GIFT's own characters are escaped by a backslash, lines by ``\n``; HTML's are written as entities,
so that neither the format nor a browser takes a word of an article for anything but text.
"""

import re
from collections.abc import Iterable, Iterator

from tellings.lessons.moodle.quiz import Bank, Quiz, Type

_OWN = re.compile(r"[\\~=#{}:]")
_ID_END = "]"


def gift_file(bank: Bank, note: Iterable[str]) -> bytes:
    """A category of questions as a file.

    Args:
        bank: the questions.
        note: lines for the head of the file, as comments.
    """
    head = "".join(f"// {line}\n" for line in note)
    category = bank.category.replace("\\", "\\\\")
    parts = (head, f"$CATEGORY: {category}\n", *map(_question, bank.quizzes))
    return "\n".join(parts).encode()


def escaped(text: str) -> str:
    r"""Text in which nothing is a mark of GIFT.

    >>> escaped("{a=b}\n")
    '\\{a\\=b\\}\\n'
    """
    return _OWN.sub(r"\\\g<0>", text).replace("\r", "").replace("\n", "\\n")


def _question(quiz: Quiz) -> str:
    tags = "".join(f" [tag:{tag}]" for tag in quiz.tags if _ID_END not in tag)
    head = f"// [id:{quiz.id}]{tags}\n::{escaped(quiz.name)}::[html]{escaped(quiz.html)}"
    if quiz.type is Type.TEXT:
        return f"{head}\n"
    body = "".join(f"\t{line}\n" for line in _answers(quiz))
    return f"{head}{{\n{body}}}\n"


def _answers(quiz: Quiz) -> Iterator[str]:
    for each in quiz.answers:
        sign = "=" if quiz.single and each.percent == "100" else f"~%{each.percent}%"
        yield f"{sign}{escaped(each.html)}#{escaped(each.feedback)}"
    for pair in quiz.pairs:
        yield f"={escaped(pair.html)} -> {escaped(pair.answer)}"
    if shown := quiz.feedback + quiz.grading:
        yield f"####{escaped(shown)}"
