"""Label Studio: tasks with annotations or predictions, and the config of our page, a story.

Only what people decided becomes an annotation; the pass of a program is a prediction. What
the page has no control for, it does not show; ``tellings studio`` keeps it, this export not.
"""

import json
from collections import Counter
from typing import Any

from tellings.exchange.our_tasks import PASS
from tellings.exchange.telling import Exported, Options, Telling
from tellings.records import Annotation, Span, kind_of, to_json
from tellings.studio.config import label_config
from tellings.studio.pages import Page, page_of
from tellings.studio.registry import Registry, registry_of
from tellings.studio.showing import shown
from tellings.studio.tasks import headline_of, model_version, task_data

TITLE = "Label Studio JSON"
NEEDS = None
WHOLE = False

_SETTLED = ("status", "from", "decided_by", "decided_on", "reason")
"""How a record was settled: no page shows it."""


_NO_CHOICE: dict[str, dict[str, str]] = {
    kind: {} for kind in ("author", "entity", "event", "target")
}


def write(tellings: list[Telling], options: Options) -> Exported:
    """The tasks of each story, and the config that shows them."""
    done = Exported()
    by_story: dict[str, list[Telling]] = {}
    for telling in tellings:
        by_story.setdefault(telling.story.id, []).append(telling)
    for story, own in by_story.items():
        data = own[0].data
        codebook = options.codebook.extended(own[0].story.labels)
        page = page_of(codebook, options.layers)
        registry = registry_of(data) if data is not None else Registry(story, _NO_CHOICE)
        tasks = [_task(each, page, registry, done) for each in own]
        packed = json.dumps(tasks, ensure_ascii=False, indent=1)
        done.files[f"{story}/tasks.json"] = f"{packed}\n".encode()
        done.files[f"{story}/config.xml"] = label_config(page, registry).encode()
    return done


def _task(telling: Telling, page: Page, registry: Registry, done: Exported) -> dict[str, Any]:
    results = shown(telling.records, telling.article, page)
    headline = headline_of(telling.article, telling.records)
    task: dict[str, Any] = {"data": task_data(telling.article, page, registry, headline)}
    made_by = telling.made_by
    if made_by is not None:
        task["data"][PASS] = made_by.id
    if made_by is not None and made_by.kind == "human":
        task["annotations"] = [{"result": results}]
    elif made_by is not None:
        version = model_version(made_by.id)
        task["predictions"] = [{"model_version": version, "result": results}]
    _account(telling.records, page, done)
    return task


def _account(records: list[Annotation], page: Page, done: Exported) -> None:
    """Count what the page shows, and what it does not."""
    settled: Counter[str] = Counter()
    for record in records:
        kind = kind_of(record)
        if page.covers(record):
            done.carried[kind] += 1
            settled.update(name for name in _SETTLED if name in to_json(record))
        elif isinstance(record, Span):
            done.leave_out(f"span of layer {record.layer}, which was not chosen")
        else:
            done.leave_out(f"{kind}, which the page does not ask for")
    for name, number in settled.items():
        done.leave_out(f"{name} of a record", number)
