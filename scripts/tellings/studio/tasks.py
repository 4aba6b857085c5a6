"""Tasks: what the server is given of an article, and the words around it for annotators."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import orjson

from tellings.codebook import Inventory
from tellings.records import Annotation, Article, Span
from tellings.story import StoryData
from tellings.studio.pages import Page
from tellings.studio.planning import OURS
from tellings.studio.registry import Registry
from tellings.text import sha256

KEY = "key"
"""The field of a task's data by which it is found again: the id of the article."""


def task_data(article: Article, page: Page, registry: Registry, headline: str) -> dict[str, Any]:
    """The data of an article's task; on a blind page without outlet and headline."""
    named = {
        "headline": headline or "(no headline in the text)",
        "outlet": f"{article.outlet.value or 'outlet unknown'}, {_published(article, page)}",
    }
    return {
        KEY: article.id,
        "text": article.text,
        "text_sha256": article.text_sha256,
        **({} if page.blind else named),
        "story": story_html(registry),
    }


def _published(article: Article, page: Page) -> str:
    date = article.published
    how = page.codebook.inventories["basis"].labels[date.basis].title.lower()
    return f"{date.edtf.strip('~?%')} (known {how})" if date.edtf else "date unknown"


def headline_of(article: Article, records: Iterable[Annotation]) -> str:
    """The words of an article's headline: of its headline span, else of the first one marked."""
    spans = {each.id: each for each in records if isinstance(each, Span)}
    named = spans.get(article.headline_span or "")
    marked = [each for each in spans.values() if each.label == "headline"]
    found = [named] if named else sorted(marked, key=lambda each: each.start)
    return " ".join(found[0].text.split()) if found else ""


def data_sha256(data: Mapping[str, Any]) -> str:
    """The hash of what a task is about: its key and its text."""
    return content_sha256({name: data.get(name) for name in (KEY, "text")})


def content_sha256(value: Any) -> str:
    """The hash of a value's canonical JSON."""
    return sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS))


def model_version(pass_name: str) -> str:
    """How a suggestion names its pass.

    The same for all tasks: who works through a project task by task is shown the suggestions
    of one version only.

    >>> model_version("rules")
    'tellings/rules'
    """
    return f"{OURS}{pass_name}"


def suggested_by(version: str) -> str | None:
    """The pass that a suggestion of ours came from.

    >>> suggested_by("tellings/rules")
    'rules'
    """
    return version.removeprefix(OURS) if version.startswith(OURS) else None


# Words for annotators -------------------------------------------------------------------------


def story_html(registry: Registry) -> str:
    """The story's targets, events and entities, for looking up."""
    parts = []
    for title, kind in (("Targets", "target"), ("Events", "event"), ("Entities", "entity")):
        rows = "".join(
            f"<li>{escape(shown)} <code>{escape(name)}</code></li>"
            for name, shown in registry.kinds[kind].items()
        )
        parts.append(f"<h4>{title}</h4><ul>{rows}</ul>" if rows else "")
    return "".join(parts)


_HOW_TO = """\
<h4>How to use this page</h4><ol>
<li>Click a label, or press its key, then drag over the words. Escape lets go.</li>
<li>Select what you marked: its fields appear on the right. Those with * are needed.</li>
<li>To link, select a region, press Alt+R and click the other: source, cue, content; evidence,
stance; trigger, commitment, cue. A link that could mean several things is named under
<i>Relations</i>.</li>
<li>If a mark lies under another, click it in the list <i>Regions</i>.</li>
<li>Submit when you are done, Update after a change. An unfinished page is kept as a draft.</li>
</ol>"""


def guide_html(page: Page) -> str:
    """How to decide, label by label, for what the page asks."""
    parts = [_HOW_TO, *(_glossary(layer) for layer in page.inventories)]
    anchors = page.codebook.anchors
    if anchors is not None:
        names = {form.name for form in page.forms}
        kept = {name: label for name, label in anchors.labels.items() if name in names}
        own = Inventory("anchors", anchors.title, anchors.definition, is_layer=True, labels=kept)
        parts.append(_glossary(own) if kept else "")
    lists = dict.fromkeys(
        name
        for form in page.forms
        for field in form.fields
        if field.widget == "list"
        for name in field.choices
    )
    parts += [_glossary(page.codebook.inventories[name]) for name in lists]
    return "".join(parts)


def _glossary(inventory: Inventory) -> str:
    rows = "".join(
        f"<dt><b>{escape(each.title)}</b> {escape(each.definition)}</dt><dd>{escape(each.rule)}"
        f"<br/><i>{escape(each.example)}</i></dd>"
        for each in inventory.labels.values()
    )
    return f"<h4>{escape(inventory.title)}</h4><p>{escape(inventory.definition)}</p><dl>{rows}</dl>"


def story_articles(data: StoryData) -> list[Article]:
    """The articles of a story in the order of their ids."""
    return [data.articles[name] for name in sorted(data.articles)]
