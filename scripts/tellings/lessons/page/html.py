"""A page as one file: style, scripts and data inside, and a policy that lets nothing else run."""

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from string import Template

from tellings.lessons.page.contents import as_json, asked_and_key, unreadable
from tellings.lessons.page.sentences import LESSON, SHARED, TEACHER
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words
from tellings.store.package_files import package_text

_SHARED = (
    *("dom", "codepoints", "lesson", "words", "rich", "notes"),
    *("code", "scoring", "verdict", "segments"),
)
_LESSON = (
    *("pen", "selecting", "word_cursor", "pane", "articles"),
    *("tags", "picking", "matching", "ordering", "marking", "writing", "kinds"),
    *("answers", "feedback", "question", "runs", "step", "start", "result", "main"),
)
_CLASS = ("files", "marks", "spread", "csv", "table", "question", "pens", "main")
_ENDS_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)


def page_html(lesson: Lesson, words: Words, extra: Sequence[str] = ()) -> str:
    """``lesson.html``: the page that students work with.

    The page dispatches a ``tellings:result`` event on ``document`` after every answer and at the
    end. Its ``detail`` holds ``points``, ``max``, ``answered``, ``asked`` and ``complete``; a
    listener that calls ``preventDefault`` says that it keeps the result, and the page then lets
    itself be closed without asking.

    Args:
        lesson: what is shown.
        words: the sentences of the page.
        extra: JavaScript that runs before the page's own, such as an adapter of a platform.

    Raises:
        ValueError: if a script would end the element that holds it.
    """
    return _page("lesson", lesson, lesson.title, _said(words, SHARED, LESSON), extra)


def class_html(lesson: Lesson, words: Words) -> str:
    """``class.html``: the page that a teacher merges saved results with; it holds the key."""
    said = _said(words, SHARED, TEACHER)
    return _page("class", lesson, f"{said['class-title']} · {lesson.title}", said, ())


def asset(name: str) -> str:
    """A file of the page's own."""
    return package_text(f"lessons/page/assets/{name}")


def _said(words: Words, *groups: Iterable[str]) -> dict[str, str]:
    return {name: words[name] for group in groups for name in group}


def _page(
    name: str, lesson: Lesson, title: str, said: Mapping[str, str], extra: Sequence[str]
) -> str:
    style = asset("shared/base.css") + asset(f"{name}/{name}.css")
    scripts = [*extra, _script(name)]
    if any(map(_ENDS_SCRIPT.search, scripts)):
        raise ValueError("a script holds what would end its element")
    asked, key = asked_and_key(lesson)
    return Template(asset(f"{name}/{name}.html")).substitute(
        language=html.escape(lesson.language),
        direction=html.escape(lesson.direction),
        policy=policy(scripts, style),
        title=html.escape(title),
        noscript=html.escape(said["noscript"]),
        style=style,
        lesson=as_json(asked | {"said": said}),
        key=unreadable(key),
        scripts="\n".join(f"<script>{each}</script>" for each in scripts),
    )


def modules(name: str) -> list[str]:
    """The program of a page, ``lesson`` or ``class``, as assets in the order in which they run."""
    own = _LESSON if name == "lesson" else _CLASS
    shared = [f"shared/{module}.js" for module in _SHARED]
    return shared + [f"{name}/{module}.js" for module in own]


def _script(name: str) -> str:
    """The program in one function, so that nothing of it is seen from outside."""
    return '(() => {\n"use strict";\n' + "".join(map(asset, modules(name))) + "})();\n"


def policy(scripts: Iterable[str], style: str) -> str:
    """The content security policy: these scripts and this style, and nothing else."""
    allowed = " ".join(f"'sha256-{_hash(each)}'" for each in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'sha256-{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
