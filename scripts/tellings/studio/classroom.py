"""A class at a Label Studio server: one blank task a student and article, found by a code.

A task belongs to the code that stands in its key, whoever is logged in: no name and no address of
a student is needed, and none is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tellings.findings import Finding
from tellings.records import Article, Span
from tellings.story import GOLD
from tellings.studio.client import Server
from tellings.studio.config import label_config
from tellings.studio.contributions import Contribution, contributions
from tellings.studio.pages import Page
from tellings.studio.planning import WantedTask
from tellings.studio.projects import projects_for
from tellings.studio.purposes import CLASS, Purpose
from tellings.studio.pushing import Told
from tellings.studio.sending import Sent, send
from tellings.studio.sessions import Desk, purpose_of_page
from tellings.studio.tasks import KEY, data_sha256
from tellings.studio.understanding import understood
from tellings.studio.wanted import Wanted

_BETWEEN = "/"


@dataclass(slots=True)
class ClassWanted(Wanted):
    """The tasks of a class: every article once for each code, without suggestions."""

    def data(self, key: str) -> dict[str, Any]:
        """The data of a student's task; the code is shown where outlets stand."""
        name, code = owner(key)
        shown = super(ClassWanted, self).data(name)
        return {**shown, KEY: key, "outlet": " · ".join([code, *_outlet(shown)])}


def _outlet(data: Mapping[str, Any]) -> list[str]:
    return [data["outlet"]] if "outlet" in data else []


def owner(key: str) -> tuple[str, str]:
    """The article and the code in the key of a student's task.

    >>> owner("tunnel:gazette/s07")
    ('tunnel:gazette', 's07')
    """
    article, _, code = key.rpartition(_BETWEEN)
    return article, code


def codes(students: int) -> list[str]:
    """Codes for so many students; a class that grows keeps those it has.

    >>> codes(3), codes(100)[0], codes(100)[-1]
    (['s01', 's02', 's03'], 's01', 's100')
    """
    return [f"s{number:02}" for number in range(1, students + 1)]


def class_wanted(
    found: Desk, page: Page, articles: Sequence[str], students: Sequence[str]
) -> ClassWanted:
    """What a server should have for a class.

    Args:
        found: the story.
        page: what is annotated.
        articles: the ids of the articles.
        students: the codes.
    """
    config = label_config(page, found.registry)
    wanted = ClassWanted(found.data, page, found.registry, {}, {}, config)
    for article in articles:
        for code in students:
            key = f"{article}{_BETWEEN}{code}"
            sha = data_sha256({KEY: key, "text": found.data.articles[article].text})
            wanted.tasks.append(WantedTask(key, sha))
    return wanted


def send_class(server: Server, folder: Path, page: Page, wanted: ClassWanted, told: Told) -> Sent:
    """Make the server have the tasks of a class; what is there already is not sent again.

    Args:
        server: where.
        folder: where the locks are.
        page: what is annotated.
        wanted: the tasks.
        told: is told of progress.

    Raises:
        StoreError: if the server does not do what is asked.
    """
    purpose = purpose_of_page(wanted.story.story.id, page, CLASS)
    return send(server, folder, purpose, page, wanted, 1, (), told)


@dataclass(frozen=True, slots=True)
class Handed:
    """What one student handed in for one article.

    Attributes:
        student: the code.
        article: the article.
        page: what was asked.
        marks: the spans, in the order of the text.
        findings: what of the work cannot be read.
        done: whether it was submitted; a draft is read too, and told.
    """

    student: str
    article: Article
    page: Page
    marks: tuple[Span, ...]
    findings: tuple[Finding, ...]
    done: bool


@dataclass(frozen=True, slots=True)
class Work:
    """What a class has done: handed in, and whose tasks are still blank (article, code)."""

    handed: tuple[Handed, ...]
    blank: tuple[tuple[str, str], ...]


def class_work(server: Server, found: Desk) -> Work:
    """Everything that students did on the tasks of a story's classes; nothing is changed.

    Raises:
        StoreError: if the server cannot be asked.
    """
    handed: list[Handed] = []
    blank: list[tuple[str, str]] = []
    for project, purpose in projects_for(server, found.story):
        if purpose.use != CLASS:
            continue
        for task in server.tasks(project.id):
            article, code = owner(str(task["data"][KEY]))
            work = _last(task)
            if work is None or article not in found.data.articles:
                blank.append((article, code))
            else:
                handed.append(_read(found, purpose, article, code, work))
    order = sorted(handed, key=lambda each: (each.article.id, each.student, each.page.name))
    return Work(tuple(order), tuple(sorted(blank)))


def _last(task: Mapping[str, Any]) -> Contribution | None:
    """The work to take of a task, whoever did it: the newest that was submitted, else a draft."""
    every = [each for each in contributions(task, {}) if not each.skipped]
    return max(every, key=lambda each: (not each.draft, each.updated, each.id), default=None)


def _read(found: Desk, purpose: Purpose, article: str, code: str, work: Contribution) -> Handed:
    page, text = purpose.view(found.codebook), found.data.articles[article]
    read = understood(work.results, text, page, found.registry, {}, f"{code}/{article}")
    marks = [each for each in read.records if isinstance(each, Span)]
    ordered = tuple(sorted(marks, key=lambda each: (each.start, each.end, each.label)))
    return Handed(code, text, page, ordered, tuple(read.findings), not work.draft)


def key_of(found: Desk, article: str, page: Page) -> Iterator[Span]:
    """The gold spans of an article that a page asks for, in the order of the text."""
    gold = found.data.passes[GOLD].of_article(article)
    spans = [each for each in gold if isinstance(each, Span) and each.layer in page.layers]
    yield from sorted(spans, key=lambda each: (each.start, each.end, each.label))
