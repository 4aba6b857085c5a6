"""What a server should have of a story: tasks with suggestions, checked before they are sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tellings.findings import Finding
from tellings.records import Annotation, Article
from tellings.story import StoryData
from tellings.studio import controls
from tellings.studio.checking import check_results
from tellings.studio.config import label_config
from tellings.studio.fields import same
from tellings.studio.pages import Page
from tellings.studio.planning import Prediction, WantedTask
from tellings.studio.registry import Registry
from tellings.studio.showing import shown
from tellings.studio.tasks import (
    data_sha256,
    headline_of,
    model_version,
    story_articles,
    task_data,
)
from tellings.studio.understanding import understood

Suggestions = Mapping[str, Sequence[Annotation]]
"""The records to suggest, by the name of the pass they are of."""


@dataclass(slots=True)
class Wanted:
    """The tasks of a project: as planned, as sent, and why some suggestion is not sent.

    ``payloads`` are the data of each task by key, ``results`` the regions of each
    suggestion by task key and model version.
    """

    config: str
    tasks: list[WantedTask] = field(default_factory=list)
    payloads: dict[str, dict[str, Any]] = field(default_factory=dict)
    results: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def as_task(self, task: WantedTask) -> dict[str, Any]:
        """A task as it is imported."""
        predictions = [
            {"model_version": each.model_version, "result": self.results[task.key, each.sha256]}
            for each in task.predictions
        ]
        return {"data": self.payloads[task.key], "predictions": predictions}


def unsettled(record: Annotation) -> Annotation:
    """A record as an annotator gets it: a draft, without how it was settled."""
    blank = {"status": "draft", "from_": None, "decided_by": None, "decided_on": None}
    return msgspec.structs.replace(record, **blank, reason=None)


def wanted(
    data: StoryData, page: Page, registry: Registry, suggestions: Suggestions, headlines: Suggestions
) -> Wanted:
    """Every task of a story on a page, with suggestions from some passes.

    Args:
        data: the story.
        page: what is annotated.
        registry: the story's own lists.
        suggestions: the records to suggest, by pass.
        headlines: passes in which headlines are marked, the best first.
    """
    found = Wanted(label_config(page, registry))
    offered = controls.parse_page(found.config)
    for article in story_articles(data):
        headline = _headline(article, headlines)
        found.payloads[article.id] = task_data(article, page, registry, headline)
        predictions = []
        for name, records in suggestions.items():
            own = [unsettled(each) for each in records if _is_of(each, article)]
            results = shown(own, article, page)
            faults = [
                Finding("schema", f"{name}/{article.id}", str(each))
                for each in check_results(results, offered, article.text)
            ] or list(_faults(own, results, article, page, registry, f"{name}/{article.id}"))
            found.findings += faults
            if results and not faults:
                version = model_version(name, results)
                predictions.append(Prediction(version, version))
                found.results[article.id, version] = results
        sha = data_sha256(found.payloads[article.id])
        found.tasks.append(WantedTask(article.id, sha, tuple(predictions)))
    return found


def _is_of(record: Annotation, article: Article) -> bool:
    return getattr(record, "article_id", None) == article.id


def _headline(article: Article, passes: Suggestions) -> str:
    found = (headline_of(article, each) for each in passes.values())
    return next((each for each in found if each), "")


def _faults(
    records: Sequence[Annotation],
    results: Sequence[Mapping[str, Any]],
    article: Article,
    page: Page,
    registry: Registry,
    where: str,
) -> Iterator[Finding]:
    """Whether the page says of the records what they say: it is read back before it is sent."""
    known = {each.id: each for each in records}
    back = understood(results, article, page, registry, known, where)
    yield from back.findings
    read = {each.id: each for each in back.records}
    for record in records:
        if not page.covers(record) or record.id in back.incomplete:
            continue
        if record.id not in read or not same(_plain(record), _plain(read[record.id])):
            yield Finding("schema", where, f"{record.id} cannot be shown on the page as it is")


def _plain(record: Annotation) -> Any:
    return msgspec.to_builtins(record)
