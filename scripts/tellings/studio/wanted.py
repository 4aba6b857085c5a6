"""What a server should have of a story: tasks with suggestions, checked before they are sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tellings.drafting.articles import headline_by_rule
from tellings.findings import Finding
from tellings.records import Annotation, Article
from tellings.story import RULES_PASS, StoryData
from tellings.studio.checking import check_results
from tellings.studio.config import label_config
from tellings.studio.controls import Config, parse_config
from tellings.studio.fields import same
from tellings.studio.pages import Page
from tellings.studio.planning import Prediction, WantedTask
from tellings.studio.registry import Registry
from tellings.studio.showing import shown
from tellings.studio.tasks import (
    KEY,
    content_sha256,
    data_sha256,
    headline_of,
    model_version,
    story_articles,
    suggested_by,
    task_data,
)
from tellings.studio.understanding import understood

Suggestions = Mapping[str, Mapping[str, Sequence[Annotation]]]
"""The records to suggest, by the name of their pass and the id of their article."""


@dataclass(slots=True)
class Wanted:
    """The tasks that a project should have, by key and hash; their content is made when sent.

    ``findings`` say why some suggestion is not sent.
    """

    story: StoryData
    page: Page
    registry: Registry
    suggestions: Suggestions
    headlines: Suggestions
    config: str
    tasks: list[WantedTask] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def data(self, key: str) -> dict[str, Any]:
        """The data of a task."""
        article = self.story.articles[key]
        return task_data(article, self.page, self.registry, _headline(article, self.headlines))

    def results(self, key: str, version: str) -> list[dict[str, Any]]:
        """The regions of a suggestion, by the name that it bears on the server."""
        article, name = self.story.articles[key], suggested_by(version)
        return shown(self.records(article, name or ""), article, self.page)

    def records(self, article: Article, name: str) -> list[Annotation]:
        """What a pass suggests for an article."""
        return [unsettled(each) for each in self.suggestions[name].get(article.id, ())]

    def as_task(self, task: WantedTask) -> dict[str, Any]:
        """A task as it is imported."""
        predictions = [
            {
                "model_version": each.model_version,
                "result": self.results(task.key, each.model_version),
            }
            for each in task.predictions
        ]
        return {"data": self.data(task.key), "predictions": predictions}


def unsettled(record: Annotation) -> Annotation:
    """A record as an annotator gets it: a draft, without how it was settled."""
    blank = {"status": "draft", "from_": None, "decided_by": None, "decided_on": None}
    return msgspec.structs.replace(record, **blank, reason=None)


def wanted(
    data: StoryData,
    page: Page,
    registry: Registry,
    suggestions: Suggestions,
    headlines: Suggestions,
) -> Wanted:
    """Every task of a story on a page, with suggestions from some passes.

    Args:
        data: the story.
        page: what is annotated.
        registry: the story's own lists.
        suggestions: the records to suggest, by pass.
        headlines: passes in which headlines are marked, the best first; where that of the
            rules is not among them, what the rules say comes last.
    """
    config = label_config(page, registry)
    found = Wanted(data, page, registry, suggestions, headlines, config)
    offered = parse_config(config)
    for article in story_articles(data):
        predictions = []
        for name in suggestions:
            records = found.records(article, name)
            results = shown(records, article, page)
            faults = _problems(results, offered, article, name) or list(
                _faults(records, results, article, page, registry, f"{name}/{article.id}")
            )
            found.findings += faults
            if results and not faults:
                predictions.append(Prediction(model_version(name), content_sha256(results)))
        sha = data_sha256({KEY: article.id, "text": article.text})
        found.tasks.append(WantedTask(article.id, sha, tuple(predictions)))
    return found


def _problems(
    results: Sequence[Mapping[str, Any]], offered: Config, article: Article, name: str
) -> list[Finding]:
    where = f"{name}/{article.id}"
    found = check_results(results, offered, article.text)
    return [Finding("schema", where, str(each)) for each in found]


def _headline(article: Article, passes: Suggestions) -> str:
    found = (headline_of(article, each.get(article.id, ())) for each in passes.values())
    marked = next((each for each in found if each), "")
    return marked if marked or RULES_PASS in passes else headline_by_rule(article)


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
