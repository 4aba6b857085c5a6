"""A story of any number of short articles, annotated by a program: for benchmarks of the sync."""

import json
from collections.abc import Iterator
from pathlib import Path

from tellings.text import sha256

SPANS = 6
SENTENCE = "Officer {n} of Northport said on Monday that pier {n} would open a year late. "
_TOML = 'title = "The harbour"\nlanguage = "en"\n'


def generate(seeds: Path, name: str, number: int) -> None:
    """A story of short articles, each with six annotated spans and about 570 characters."""
    story = seeds / name
    (story / "articles").mkdir(parents=True)
    gold = story / "annotations" / "gold"
    gold.mkdir(parents=True)
    listed = []
    for at in range(number):
        slug, text = f"a{at:06}", "".join(SENTENCE.format(n=at * 7 + n) for n in range(7))
        (story / "articles" / f"{slug}.txt").write_text(text, "utf-8")
        listed.append(f'\n[[articles]]\nslug = "{slug}"\nsource_sha256 = "{sha256(text)}"\n')
        records = list(_records(f"{name}:{slug}", text))
        value = {"article_id": f"{name}:{slug}", "text_sha256": sha256(text), "records": records}
        (gold / f"{slug}.json").write_text(json.dumps(value), "utf-8")
    (story / "story.toml").write_text(_TOML + "".join(listed), "utf-8")
    info: dict[str, object] = {"record": "pass", "id": "gold", "annotator": "bench"}
    info["kind"] = "rule"
    info |= {"guideline_version": "1.0.0", "articles": [], "status": "draft"}
    (gold / "pass.json").write_text(json.dumps(info), "utf-8")


def _records(article: str, text: str) -> Iterator[dict[str, object]]:
    for number in range(SPANS):
        start = text.index("Officer", number * 70)
        end = text.index(" of", start)
        yield {
            "record": "span",
            "id": f"{article}:span:{number:03}",
            "article_id": article,
            "layer": "mention",
            "label": "person",
            "start": start,
            "end": end,
            "text": text[start:end],
            "status": "draft",
        }
