"""``story.toml`` of a story that comes from elsewhere."""

import json
import re
from collections.abc import Mapping

from tellings.stages.scaffold import article_entry

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def toml_string(text: str) -> str:
    """A TOML string."""
    return _ENCODER.encode(text).replace("\x7f", "\\u007f")


def story_head(title: str, language: str, note: str, rights: str | None) -> str:
    """The head of a ``story.toml``."""
    fields = {"title": title, "language": language, "note": note, "rights": rights}
    lines = [f"{name} = {toml_string(value)}" for name, value in fields.items() if value]
    return "\n".join([*lines, ""])


def article_tables(
    slug: str,
    file: str,
    sha256: str,
    known: Mapping[str, str],
    received_sha256: str | None = None,
) -> str:
    """The tables of an article.

    Args:
        slug: last part of its id.
        file: name of the foreign file that it came from, which says what is known.
        sha256: hash of the bytes of its text.
        known: ``outlet``, ``url``, ``published`` and ``language``, where known.
        received_sha256: hash of the bytes before they were changed, if they were.
    """
    entry = article_entry(slug, file, sha256, received_sha256)
    if language := known.get("language"):
        entry += f"language = {toml_string(language)}\n"
    evidence = f'{{ kind = "file_name", ref = {toml_string(file)} }}'
    shown = ['basis = "external"', f"evidence = [{evidence}]"]
    for name in ("outlet", "url"):
        if value := known.get(name):
            given = [f"\n[articles.{name}]", f"value = {toml_string(value)}"]
            entry += "\n".join([*given, *shown, ""])
    if day := known.get("published"):
        days = [f"{name} = {toml_string(day)}" for name in ("edtf", "earliest", "latest")]
        entry += "\n".join(["\n[articles.published]", *days, *shown, ""])
    return entry


def is_day(value: str) -> bool:
    """Whether a text is a day, YYYY-MM-DD.

    >>> is_day("2016-09-08"), is_day("2016")
    (True, False)
    """
    return bool(_DAY.fullmatch(value))
