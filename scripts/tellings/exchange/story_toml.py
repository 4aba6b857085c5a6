"""``story.toml`` of a story that comes from elsewhere."""

import json
import re
from collections.abc import Mapping

import tomli

from tellings.stages.scaffold import article_entry
from tellings.store.seeds import MadeToml, SourceFile

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


class GrowingToml:
    """The ``story.toml`` of a story that articles come into."""

    def __init__(self, begun: bytes, is_new: bool) -> None:
        """Begin with what is there, or with the head of a new story."""
        self._parts = [begun if begun.endswith(b"\n") else begun + b"\n"]
        self._entries: list[dict[str, str]] | None = [] if is_new else None
        """The tables of the articles; None where parsing the file is the way to know."""

    def add(
        self,
        slug: str,
        file: str,
        sha256: str,
        known: Mapping[str, str],
        received_sha256: str | None,
    ) -> None:
        """Append an article, as in ``article_tables``."""
        self._parts.append(article_tables(slug, file, sha256, known, received_sha256).encode())
        if any(known.values()) or received_sha256 or not (_is_plain(slug) and _is_plain(file)):
            self._entries = None
        if self._entries is not None:
            self._entries.append({"slug": slug, "source_name": file, "source_sha256": sha256})

    def source(self, path: str) -> SourceFile:
        """The file as it will be."""
        data = b"".join(self._parts)
        if not self._entries:
            return SourceFile(path, data)
        try:
            head = tomli.loads(self._parts[0].decode())
        except ValueError:
            return SourceFile(path, data)
        return MadeToml(path, data, {**head, "articles": self._entries})


def _is_plain(word: str) -> bool:
    """Whether a word is written at all, and surely read as it is."""
    return bool(word) and word.isascii() and word.isprintable()


def is_day(value: str) -> bool:
    """Whether a text is a day, YYYY-MM-DD.

    >>> is_day("2016-09-08"), is_day("2016")
    (True, False)
    """
    return bool(_DAY.fullmatch(value))
