"""Articles made up by hypothesis, with every kind of record on them, and the way there and back."""

from collections.abc import Sequence
from typing import Any

import msgspec
import orjson
from hypothesis import strategies as st

from tellings.exchange.mapping import our_mapping
from tellings.exchange.portable import LINKS, is_list
from tellings.exchange.registry import reader, writer
from tellings.exchange.relations import adopt
from tellings.exchange.telling import Exported, Options, Telling
from tellings.findings import Finding
from tellings.records import Annotation, Article, Attested, Date, Span, Story, kind_of, to_json
from tellings.stages.sentences import paragraphs, sentences
from tellings.store.schema_files import load_codebook
from tellings.store.seeds import SourceFile
from tellings.text import mask_emails, sha256
from tests.test_schemas import records

JSON = dict[str, Any]
STORY, ARTICLE = "tale", "tale:town"
ELSEWHERE = "tale:village:span:001"
"""A span of another article: what points at it cannot be a link within this one."""

CODEBOOK = load_codebook()

LETTERS = "abc .,;:-=+@\"'“”\n\n\t🚧𝔘👩‍👧اבسש́\u00a0\u2028\ufeff<&"
"""Astral and right-to-left letters, joined and combining ones, and what formats trip over."""


def texts() -> st.SearchStrategy[str]:
    """Texts as an export takes them: no control characters, no address, no mark in front."""
    made = st.text(st.sampled_from(LETTERS), min_size=4, max_size=60)
    return made.map(mask_emails).filter(lambda text: text.strip() != "" and text[0] != "\ufeff")


def article(text: str) -> Article:
    unknown = Attested(basis="unknown", evidence=())
    undated = Date(basis="unknown", evidence=())
    lines = paragraphs(text)
    return Article(
        id=ARTICLE,
        story_id=STORY,
        outlet=unknown,
        url=unknown,
        language="en",
        published=undated,
        published_in_text=undated,
        rights="Made up.",
        text=text,
        text_sha256=sha256(text),
        source_name="town.txt",
        source_sha256=sha256(text),
        paragraphs=lines,
        sentences=sentences(text, "en", lines),
        status="draft",
    )


@st.composite
def _spans(draw: st.DrawFn, text: str) -> list[Span]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        name = f"{ARTICLE}:span:{number:03}"
        place = {"id": name, "article_id": ARTICLE, "start": start, "end": end}
        drawn = draw(records("span"))
        found.append(msgspec.structs.replace(drawn, **place, text=text[start:end]))
    return found  # type: ignore[return-value]


@st.composite
def tellings(draw: st.DrawFn) -> Telling:
    """An article with spans that overlap and records of every kind that point at them."""
    text = draw(texts())
    spans = draw(_spans(text))
    found: list[Annotation] = [*spans]
    names = [each.id for each in spans]
    outer: list[str] = []
    for kind, fields in LINKS.items():
        most = 2 if kind == "attribution" else 1
        for number in range(draw(st.integers(0, most))):
            links: JSON = {}
            for field in fields:
                known = outer if field in ("parent", "attribution") else [*names, ELSEWHERE]
                links |= draw(_link(field, known))
            record: Any = draw(records(kind))
            own = {"id": f"{ARTICLE}:{kind}:{number}", "article_id": ARTICLE}
            found.append(msgspec.structs.replace(record, **own, **links))
            if kind == "attribution":
                outer.append(found[-1].id)
    story = Story(
        id=STORY, title="T", language="en", outlets=(), targets=(), labels=(), status="draft"
    )
    return Telling(story, article(text), found)


def _link(field: str, known: Sequence[str]) -> st.SearchStrategy[JSON]:
    """What a field points at: here, or somewhere else, or both, or what was drawn."""
    if not known:
        return st.just({})
    if is_list(field):
        several = st.lists(st.sampled_from(known), min_size=1, max_size=4, unique=True)
        return st.just({}) | several.map(lambda each: {field: tuple(each)})
    return st.just({}) | st.sampled_from(known).map(lambda each: {field: each})


def exported(format_name: str, telling: Telling) -> Exported:
    return writer(format_name).write([telling], Options(CODEBOOK))


def read_back(format_name: str, files: dict[str, bytes]) -> tuple[list[JSON], list[Finding]]:
    """The records that files give, and every finding on the way."""
    findings: list[Finding] = []
    sources = {name: SourceFile(name, data) for name, data in files.items()}
    mapping = our_mapping(CODEBOOK)
    module = reader(format_name)
    kept = {name: each for name, each in sources.items() if name.endswith(module.SUFFIXES)}
    found: list[JSON] = []
    for document in module.read(kept, mapping, findings):
        done = adopt(document, mapping, document.article_id or ARTICLE, document.received)
        found += done.records
        findings += done.findings
    return found, findings


def plain(record: Any) -> JSON:
    """A record as JSON has it, with its keys in one order."""
    value = to_json(record) if isinstance(record, msgspec.Struct) else record
    found: JSON = orjson.loads(orjson.dumps(value, option=orjson.OPT_SORT_KEYS, default=str))
    return found


def by_id(found: Sequence[Any]) -> dict[str, JSON]:
    listed = [plain(each) for each in found]
    assert len({each["id"] for each in listed}) == len(listed)
    return {each["id"]: each for each in listed}


def carried(telling: Telling, format_name: str) -> list[Annotation]:
    """The records of a telling that a format can hold."""
    if format_name != "brat":
        return list(telling.records)
    text = telling.article.text
    spans = [each for each in telling.records if isinstance(each, Span)]
    kept = {each.id for each in spans if text[each.start : each.end].strip("\n")}
    held = list(kept)
    for each in telling.records:
        if kind_of(each) != "span" and _rests(each, kept):
            held.append(each.id)
    return [each for each in telling.records if each.id in held]


def _rests(record: Annotation, kept: set[str]) -> bool:
    """Whether some field of a record points at spans of the article only."""
    for field in LINKS[kind_of(record)]:
        value = getattr(record, field)
        targets = value if isinstance(value, tuple) else (value,) if value else ()
        if targets and set(targets) <= kept:
            return True
    return False
