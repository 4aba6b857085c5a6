"""A ``cloze`` question: answers inside the text, with parts of a mark that need not be on a list.

Moodle reads its answers out of the text by patterns, decodes their entities once and takes what
it gets for HTML. So in an answer every character that a pattern could trip over is an entity, and
in the text around it every ``{`` is.
"""

import re

from tellings.lessons.moodle.quiz import Quiz

_SAFE = re.compile(r"[^\w\s.,;!?-]")


def cloze_text(quiz: Quiz) -> str:
    """The text of a question with its answers in it, several of which may be ticked."""
    answers = "~".join(
        f"%{each.percent}%{encoded(each.html)}#{encoded(each.feedback)}" for each in quiz.answers
    )
    around = quiz.html.replace("{", "&#123;")
    return f"{around}<div>{{{quiz.points}:MULTIRESPONSE:{answers}}}</div>"


def encoded(text: str) -> str:
    """Text that is itself again once its entities are decoded, and has no mark of Moodle's.

    >>> encoded("<b>a~b</b>")
    '&#60;b&#62;a&#126;b&#60;&#47;b&#62;'
    """
    return _SAFE.sub(lambda match: f"&#{ord(match[0])};", text)
