"""An export as a folder: the files of its format, and a page that says what they leave out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tellings.exchange.importing import STORY_RECORDS
from tellings.exchange.registry import Writer
from tellings.exchange.telling import Exported, Options, Telling, counted, counts
from tellings.pass_files import story_bytes
from tellings.publish.counting import as_markdown
from tellings.records import STORY_KINDS, Annotation, Span, kind_of, to_json
from tellings.story import StoryData

PAGE = "README.md"

_MARK = "\ufeff"
"""At the beginning of a file it is taken for a mark of the encoding, and offsets would be wrong."""
_ID = re.compile(r"[a-z0-9-]+:[a-z0-9-]+(?::[a-z0-9-]+){2}")


def export(
    module: Writer,
    stories: Sequence[StoryData],
    articles: Sequence[str],
    pass_name: str,
    options: Options,
) -> Exported:
    """The files of an export.

    Args:
        module: writes the format.
        stories: the stories that the articles are of.
        articles: ids of the articles.
        pass_name: whose records.
        options: what else is chosen.
    """
    every = [each for story in stories for each in _tellings(story, articles, pass_name)]
    tellings = [each for each in every if not each.article.text.startswith(_MARK)]
    if options.layers and module.WHOLE:
        chosen = [_of_layers(each, options.layers) for each in tellings]
    else:
        chosen = tellings
    done = module.write(chosen, options)
    for all_of_it, rest in zip(tellings, chosen, strict=True):
        number = len(all_of_it.records) - len(rest.records)
        done.leave_out("span of a layer that was not chosen", number)
    done.leave_out("article that begins with a byte order mark", len(every) - len(tellings))
    for story in stories:
        if pass_name in story.passes:
            _story_records(done, story, articles, pass_name, module.WHOLE)
    done.files[PAGE] = _page(module.TITLE, tellings, pass_name, done).encode()
    return done


def _tellings(story: StoryData, articles: Sequence[str], pass_name: str) -> list[Telling]:
    made = story.passes.get(pass_name)
    info = made.info if made else None
    return [
        Telling(story.story, article, made.of_article(key) if made else [], info, story)
        for key, article in story.articles.items()
        if key in articles
    ]


def _of_layers(telling: Telling, layers: Sequence[str]) -> Telling:
    """A telling without the spans of other layers; what points at them does so still."""
    kept = [each for each in telling.records if not isinstance(each, Span) or each.layer in layers]
    return replace(telling, records=kept)


def _story_records(
    done: Exported, story: StoryData, articles: Sequence[str], pass_name: str, whole: bool
) -> None:
    """The records of the story as a whole: beside the files if the format carries all records.

    What points at an article that is not exported stays behind.
    """
    records = story.passes[pass_name].of_story()
    kept = [each for each in records if whole and _is_within(each, articles)]
    for each in records:
        if each not in kept:
            done.leave_out(f"{kind_of(each)} of the story")
    if kept:
        data = story_bytes(story.story.id, kept)
        done.files[f"{story.story.id}/{STORY_RECORDS}"] = data
        done.carried.update(kind_of(each) for each in kept)


def _is_within(record: Annotation, articles: Sequence[str]) -> bool:
    plain = to_json(record)
    plain.pop("from", None)
    named = {each.rsplit(":", 2)[0] for each in _strings(plain) if _ID.fullmatch(each)}
    cells = {each["article"] for key in ("cells", "answers") for each in plain.get(key, ())}
    return (named | cells) <= set(articles)


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts: list[Any] = []
    if isinstance(value, Mapping):
        parts = list(value.values())
    elif isinstance(value, list | tuple):
        parts = list(value)
    return [each for part in parts for each in _strings(part)]


def _page(title: str, tellings: Sequence[Telling], pass_name: str, done: Exported) -> str:
    """What the folder is, what it holds, and what it leaves out."""
    made_by = next((each.made_by for each in tellings if each.made_by), None)
    who = f", made by {made_by.annotator} ({made_by.kind.replace('_', ' ')})" if made_by else ""
    held = counts({kind: done.carried[kind] for kind in _ordered(done.carried)}) or "no record"
    lines = [
        f"# {title}",
        "",
        f"Exported with `tellings export`: the pass `{pass_name}`{who}.",
        f"It holds {counted(len(tellings), 'article')}; {held}.",
        "",
        "## Left out",
        "",
    ]
    if done.left_out:
        table = [["what", "how many"]]
        table += [[what, f"{number:,}"] for what, number in sorted(done.left_out.items())]
        lines += [as_markdown(table), ""]
    else:
        lines += ["Nothing: every record of these articles is here.", ""]
    lines += ["## Rights", "", "The annotations are licensed as their dataset says; the texts:", ""]
    lines += [f"- `{each.article.id}`: {each.article.rights}" for each in tellings]
    return "\n".join([*lines, ""])


def _ordered(carried: Mapping[str, int]) -> list[str]:
    """Kinds of the articles first, as they came; then those of the story."""
    return sorted(carried, key=lambda kind: kind in STORY_KINDS)
