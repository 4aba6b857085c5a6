"""A new story to start from, and the entry that brings an article into one."""

import json
import re
import unicodedata
from functools import lru_cache

SAMPLE_SLUG = "sample"
PLACEHOLDERS = {
    "title": "My stories",
    "description": "Say here what they are.",
    "creators": "Your name",
}
"""What a new ``dataset.toml`` says until a person says it, by field."""
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

SAMPLE_ARTICLE = """Harbour tunnel to open a year late

NORTHPORT -- The tunnel under the bay will open a year later than planned, the city said on Monday.

"The ground is softer than our tests showed," said Ada Lund, who leads the works.

Shopkeepers on the east bank say they were told nothing.
"""

_STORY = """# One story, many tellings. What you write here says what is known about the story and
# its articles; the texts themselves lie in articles/, one .txt file each, never edited.

title = {title}
language = "en"          # main language of the articles (BCP 47: en, tr, de, pt-BR ...)

# What stances are about: full sentences that one can be for or against. Take the three
# or four on which the tellings differ.
[[targets]]
slug = "late-opening"
statement = "The tunnel should open only once the ground has been made safe."

# Labels of your own, beside those of the codebook, for mentions and types of events:
# [labels.mention.vessel]
# title = "Vessel"
# definition = "A ship or boat that is named."

# One table an article. 'tellings add {name} FILE...' appends such tables for you.
# This one is a sample: replace it by articles of your own, and delete
# articles/sample.txt with it.
"""

_DETAILS = """
# What you know about the article, and where you know it from. basis is one of
#   in_text         the text says so        file_prefix   the file as you got it says so
#   cross_document  another article says so external      a page or person outside says so
#   unknown         nobody says (leave value and days out then)
# [articles.outlet]
# value = "Northport Gazette"
# basis = "external"
# evidence = [{ kind = "url", ref = "https://..." }]
#
# [articles.published]
# edtf = "2031-02-03"
# earliest = "2031-02-03"
# latest = "2031-02-03"
# basis = "external"
# evidence = [{ kind = "url", ref = "https://..." }]
"""


def story_toml(name: str, title: str, source_sha256: str) -> str:
    """``story.toml`` of a new story, with its sample article and comments that lead on."""
    head = _STORY.replace("{title}", _toml_string(title))
    head = head.replace("{name}", name)
    return head + article_entry(SAMPLE_SLUG, f"{SAMPLE_SLUG}.txt", source_sha256) + _DETAILS


def dataset_toml(name: str, today: str) -> str:
    """``dataset.toml`` of a folder that has none yet."""
    return f'''# What holds for the dataset as a whole; one dataset may hold many stories.
name = {_toml_string(name)}
title = "{PLACEHOLDERS["title"]}"
description = "News articles of several outlets, story by story. {PLACEHOLDERS["description"]}"
version = "0.1.0"                  # data version: MAJOR if a record changed, MINOR if only added
date_published = "{today}"
license = "CC-BY-4.0"              # of the annotations, not of the articles
license_url = "https://creativecommons.org/licenses/by/4.0/"
text_rights = "The articles' texts belong to their publishers and are not licensed here."
keywords = ["news"]

[[creators]]
name = "{PLACEHOLDERS["creators"]}"
'''


def article_entry(
    slug: str,
    source_name: str,
    source_sha256: str,
    received_sha256: str | None = None,
    received_encoding: str | None = None,
    note: str | None = None,
) -> str:
    """An ``[[articles]]`` table, to be appended to ``story.toml``."""
    fields = {
        "slug": slug,
        "source_name": source_name,
        "source_sha256": source_sha256,
        "received_sha256": received_sha256,
        "received_encoding": received_encoding,
        "note": note,
    }
    lines = [f"{key} = {_toml_string(value)}" for key, value in fields.items() if value]
    return "\n".join(["", "[[articles]]", *lines, ""])


def _toml_string(text: str) -> str:
    """A TOML string; what UTF-8 cannot hold becomes ``?``."""
    sound = text if text.isascii() else text.encode("utf-8", "replace").decode()
    return _ENCODER.encode(sound).replace("\x7f", "\\u007f")


@lru_cache(maxsize=1024)
def slug_of(name: str) -> str:
    """A file's name as a slug: lower-case ASCII letters, digits and hyphens.

    >>> slug_of("Ölçü haberi (2).txt")
    'olcu-haberi-2'
    """
    stem = name.rpartition(".")[0] or name
    if _SLUG.fullmatch(stem):
        return stem
    folded = unicodedata.normalize("NFKD", stem.replace("ı", "i"))
    ascii_only = folded.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "article"
