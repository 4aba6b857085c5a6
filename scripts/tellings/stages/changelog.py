"""The section of a version in ``CHANGELOG.md``, and a draft of it from what differs."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from tellings.comparing import Comparison, Difference, Kind
from tellings.stages.difference_text import place_of
from tellings.versions import Version

DRAFT = (
    "<!-- A draft by `tellings release`, from what differs. Say it for a reader of the data,"
    " then delete this line. -->"
)
NEW = (
    "# Changelog\n\nWhat a user of the dataset sees, version by version. The version is that of"
    " the data\n(`version` in `seeds/dataset.toml`).\n"
)
_HEADING = re.compile(r"^## .*$", re.M)
_UNRELEASED_DATA = re.compile(r"^### Data\n(?P<body>.*?)(?=^### |\Z)", re.M | re.S)


def section(text: str, version: Version) -> str | None:
    """What the changelog says of a version, without its heading; None if it has no section."""
    heading = re.compile(rf"^## Data v?{re.escape(str(version))}(?![\d.]).*$", re.M)
    if (found := heading.search(text)) is None:
        return None
    following = _HEADING.search(text, found.end())
    return text[found.end() : following.start() if following else len(text)].strip()


def is_draft(body: str) -> bool:
    """Whether a section still carries the line of the draft, or says nothing at all."""
    return DRAFT in body or not re.sub(r"^###.*$", "", body, flags=re.M).strip()


def with_draft(text: str, version: Version, sentences: list[str]) -> str:
    """The changelog with a draft for a version, below what is unreleased.

    What stands under *Data* in *Unreleased* is what people wrote for this version: it moves
    into the draft, before the sentences.
    """
    at, end = _unreleased(text)
    head, unreleased, rest = text[:at], text[at:end], text[end:]
    written = ""
    if (found := _UNRELEASED_DATA.search(unreleased)) is not None:
        written = found["body"].strip()
        unreleased = unreleased[: found.start()] + unreleased[found.end() :]
    lines = [*([written] if written else []), *(f"- {each}" for each in sentences)]
    draft = f"## Data {version}\n\n{DRAFT}\n\n### Data\n\n" + "\n".join(lines)
    parts = (part.strip() for part in (head, unreleased, draft, rest))
    return "\n\n".join(part for part in parts if part) + "\n"


def _unreleased(text: str) -> tuple[int, int]:
    """Where the section *Unreleased* begins and ends; empty, before the first section, if none."""
    first = _HEADING.search(text)
    if first is None:
        return len(text), len(text)
    if "unreleased" not in first.group().lower():
        return first.start(), first.start()
    following = _HEADING.search(text, first.end())
    return first.start(), following.start() if following else len(text)


# The draft ------------------------------------------------------------------------------------


def first_sentences(counts: Mapping[str, int]) -> list[str]:
    """What the first release says: how much there is."""
    tables = (name for name in counts if name not in ("documents", "passes"))
    return [f"The first release: {', '.join(_number(counts[t], t) for t in tables)}."]


def sentences(found: Comparison, corrected: int) -> list[str]:
    """What differs from the last release, in a sentence a story, pass, column and label list.

    ``corrected`` is the number of rows that the version gets in ``ERRATA.md``.
    """
    said = [*_of_stories(found.published()), *_of_passes(found.in_passes())]
    for word, columns in (("New", found.added_columns), ("Gone", found.removed_columns)):
        if columns:
            said.append(f"{word} columns: {', '.join(f'`{each}`' for each in columns)}.")
    for each in found.labels:
        said += [f"`{each.column}` has a new label `{name}`." for name in each.added]
        said += [f"`{each.column}` no longer has the label `{name}`." for name in each.removed]
        if each.renumbered:
            said.append(f"`{each.column}`: {len(each.renumbered)} labels have other numbers.")
    if corrected:
        said.append("Each correction stands in [ERRATA.md](ERRATA.md).")
    return said or ["Nothing changed in the records."]


def _of_stories(differences: list[Difference]) -> Iterator[str]:
    by_story: dict[str, list[Difference]] = {}
    for each in differences:
        by_story.setdefault(place_of(each)[0], []).append(each)
    for story, found in by_story.items():
        yield f"`{story}`: {_told(found)}."


def _of_passes(passes: Mapping[str, list[Difference]]) -> Iterator[str]:
    for name, found in passes.items():
        yield f"Pass `{name}`: {_told(found)}."


def _told(found: list[Difference]) -> str:
    """``3 new (2 events, 1 fact), 1 changed (1 span)``."""
    words: dict[Kind, str] = {"added": "new", "changed": "changed", "removed": "gone"}
    parts = []
    for kind, word in words.items():
        counts = Counter(each.table for each in found if each.kind == kind)
        if counts:
            tables = ", ".join(_number(number, table) for table, number in counts.items())
            parts.append(f"{counts.total():,} {word} ({tables})")
    return ", ".join(parts)


def _number(number: int, table: str) -> str:
    """``1 story``, ``5 event mentions``."""
    words = table.replace("_", " ")
    if number == 1:
        words = f"{words[:-3]}y" if words.endswith("ies") else words.removesuffix("s")
    return f"{number:,} {words}"
