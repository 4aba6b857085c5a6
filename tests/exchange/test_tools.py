"""What we write is read by the format's own tools, and by its own rules."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tellings.exchange.telling import Telling
from tellings.exchange.uima_types import type_of
from tellings.exchange.writers.spacy import NAME as DOCUMENTS
from tellings.exchange.writers.web_annotation import ANNO, TERMS
from tellings.records import Span, kind_of
from tests.conftest import GAZETTE, Project, edit
from tests.exchange.tellings_made_up import exported, tellings

CONTEXT = Path(__file__).parents[1] / "fixtures" / "anno-context.jsonld"
"""The terms of the W3C's context that an export uses; nothing is fetched."""
SOME = settings(
    deadline=None,
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def spans_of(telling: Telling) -> list[Span]:
    return [each for each in telling.records if isinstance(each, Span)]


# spaCy ----------------------------------------------------------------------------------------


@SOME
@given(tellings())
def test_spacy_has_every_span_where_it_stood(telling: Telling) -> None:
    import spacy
    from spacy.tokens import DocBin

    done = exported("spacy", telling)
    found = DocBin(store_user_data=True).from_bytes(done.files[DOCUMENTS])
    (doc,) = found.get_docs(spacy.blank("en").vocab)
    assert doc.text == telling.article.text
    there = {
        (each.id_, layer, each.label_, each.start_char, each.end_char, each.kb_id_)
        for layer, group in doc.spans.items()
        for each in group
    }
    assert there == {
        (each.id, each.layer, each.label, each.start, each.end, each.entity or "")
        for each in spans_of(telling)
    }
    others = Counter(kind_of(each) for each in telling.records)
    del others["span"]
    assert {kind: done.left_out[kind] for kind in others} == dict(others)


# UIMA -----------------------------------------------------------------------------------------


@SOME
@given(tellings())
def test_cassis_covers_the_words_of_every_span(telling: Telling) -> None:
    from cassis import load_cas_from_xmi, load_typesystem

    files = exported("uima", telling).files
    types = load_typesystem(files["TypeSystem.xml"].decode())
    cas = load_cas_from_xmi(files["tale/town.xmi"].decode(), types)
    assert cas.sofa_string == telling.article.text
    for span in spans_of(telling):
        found = cas.select(type_of("span", span.layer))
        (same,) = [each for each in found if each.record_id == span.id]
        assert (same.begin, same.end) == (span.start, span.end)
        assert same.get_covered_text() == span.text


# W3C ------------------------------------------------------------------------------------------


@SOME
@given(tellings())
def test_a_json_ld_processor_understands_every_term(telling: Telling) -> None:
    from pyld import jsonld

    local = json.loads(CONTEXT.read_bytes())

    def load(url: str, _options: Any) -> Any:
        assert url == ANNO
        return {"contextUrl": None, "documentUrl": url, "document": local}

    page = json.loads(exported("web-annotation", telling).files["tale/town.jsonld"])
    (expanded,) = jsonld.expand(page, {"documentLoader": load, "base": "http://example.org/"})
    items = expanded["http://www.w3.org/ns/activitystreams#items"]
    listed = items[0]["@list"]
    assert len(listed) == len(telling.records)
    by_id = {each["@id"]: each for each in listed}
    oa = "http://www.w3.org/ns/oa#"
    for record in telling.records:
        node = by_id[f"urn:tellings:{record.id}"]
        assert node["@type"] == [f"{oa}Annotation"]
        literal = node[f"{TERMS}record"][0]
        assert literal["@type"] == "@json"
        assert literal["@value"]["kind"] == kind_of(record)
        if isinstance(record, Span):
            (target,) = node[f"{oa}hasTarget"]
            position, quote = target[f"{oa}hasSelector"]
            assert int(position[f"{oa}start"][0]["@value"]) == record.start
            assert quote[f"{oa}exact"] == [{"@value": record.text}]
    assert all(key.startswith(("@", "http", TERMS)) for node in listed for key in node)


# brat -----------------------------------------------------------------------------------------


@SOME
@given(tellings())
def test_brat_would_accept_every_line(telling: Telling) -> None:
    """The rules of brat's own reader (server/src/annotation.py), written out once more."""
    files = exported("brat", telling).files
    text, lines = files["tale/town.txt"].decode(), files["tale/town.ann"].decode().split("\n")
    types = set(re.findall(r"^\t?([\w-]+)", files["annotation.conf"].decode(), re.M))
    known = {line.partition("\t")[0] for line in lines if line}
    assert lines.pop() == ""
    assert len(known) == len(lines)
    for line in lines:
        name, head, *rest = line.split("\t", 2)
        kind, _, places = head.partition(" ")
        if name[0] == "T":
            ranges = [tuple(map(int, each.split(" "))) for each in places.split(";")]
            seen: list[tuple[int, int]] = []
            for start, end in ranges:
                assert 0 <= start < end <= len(text)
                assert not any(end >= left and start < right for left, right in seen)
                seen.append((start, end))
            assert rest == [" ".join(text[start:end] for start, end in ranges)]
            assert kind in types
        elif name[0] == "E":
            arguments = [each.partition(":") for each in head.split(" ")]
            assert arguments[0][0] in types
            assert {target for _, _, target in arguments} <= known
            assert len({role for role, _, _ in arguments}) == len(arguments)
        else:
            assert name[0] == "#"
            assert places in known
            assert isinstance(json.loads(rest[0]), dict)


# Columns and the page -------------------------------------------------------------------------

CONLL = """\
# article = tunnel:gazette
# columns = token start end attribution mention

# sentence = 0
Harbour	0	7	O	O
tunnel	8	14	O	O
to	15	17	O	O
open	18	22	O	O
a	23	24	O	O
year	25	29	O	O
late	30	34	O	O
"""


def test_columns_have_a_tag_a_layer(project: Project) -> None:
    layers = ("--layer", "attribution", "--layer", "mention")
    done = project.call("export", "conll", "gazette", *layers, "--out", "out")
    assert done.status == 0
    text = (project.root / "out" / "tunnel" / "gazette.conll").read_text("utf-8")
    assert text.startswith(CONLL)
    rows = [line.split("\t") for line in text.splitlines() if "\t" in line]
    for token, start, end, *_ in rows:
        assert GAZETTE[int(start) : int(end)] == token
    lund = [row[3:] for row in rows if row[0] in ("Ada", "Lund")]
    assert lund == [["B-source", "B-person"], ["I-source", "I-person"]]
    quote = [row[3] for row in rows if row[3].endswith("content")]
    assert quote == ["B-content", *["I-content"] * 8]


def test_a_span_under_a_longer_one_is_counted(project: Project) -> None:
    done = project.call("export", "conll", "tunnel", "--layer", "attribution", "--out", "out")
    page = (project.root / "out" / "README.md").read_text("utf-8")
    for what, number in (("attribution", 1), ("span of layer claim, which was not chosen", 1)):
        assert f"left out: {number} {what}" in done.err
        assert f"| {what} | {number} |" in page


def test_the_page_of_a_whole_export_says_that_nothing_is_missing(project: Project) -> None:
    done = project.call("export", "csv", "--out", "out")
    page = (project.root / "out" / "README.md").read_text("utf-8")
    assert "nothing was left out" in done.err
    assert "every record of these articles is here" in page
    assert "It holds 2 articles; 4 spans, 1 attribution, 1 entity." in page
    assert "the pass `gold`, made by tests (human)" in page
    listed = {line for line in done.out.splitlines() if line}
    assert listed == {
        path.relative_to(project.root).as_posix()
        for path in (project.root / "out").rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name", ["brat", "csv", "uima", "web-annotation"])
def test_a_layer_alone_goes_out_and_the_rest_is_counted(project: Project, name: str) -> None:
    done = project.call("export", name, "gazette", "--layer", "attribution", "--out", "out")
    assert done.status == 0, done.err
    assert "2 spans, 1 attribution" in done.err
    assert "left out: 2 span of a layer that was not chosen" in done.err


def test_an_export_goes_over_nothing_else(project: Project) -> None:
    assert project.call("export", "csv", "--out", "out").status == 0
    done = project.call("export", "csv", "--out", "out")
    assert done.status == 1
    assert "--replace" in done.err
    assert project.call("export", "csv", "--out", "out", "--replace").status == 0
    done = project.call("export", "brat", "--out", "out", "--replace")
    assert done.status == 1
    assert "not of this export: span.csv" in done.err or "span.csv" in done.err


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("export", "docx"), 2, "docx"),
        (("export", "brat", "nowhere"), 1, "no story and no article is called 'nowhere'; stories"),
        (("export", "W3C"), 2, "'W3C' is no format; did you mean 'web-annotation'?"),
        (("export", "brat", "--pass", "none"), 1, "there is no pass 'none'; there are gold"),
        (("export", "brat", "--layer", "mentoin"), 2, "mention"),
        (("import", "brat", "nowhere", "--annotator-kind", "rule"), 1, "there is no such file"),
        (("import", "brat", "."), 2, "--annotator-kind"),
    ],
)
def test_wrong_usage_is_told(
    project: Project, words: tuple[str, ...], status: int, told: str
) -> None:
    done = project.call(*words)
    assert done.status == status
    assert told in done.err
    assert not (project.root / "exports").exists()


# Label Studio ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "where"), [("human", "annotations"), ("rule", "predictions")])
def test_label_studio_takes_the_tasks(project: Project, kind: str, where: str) -> None:
    """Only what people decided becomes an annotation."""
    from label_studio_sdk.label_interface.interface import LabelInterface

    edit(project.gold / "pass.json", '"kind": "human"', f'"kind": "{kind}"')
    done = project.call("export", "label-studio", "--out", "out")
    assert done.status == 0, done.err
    folder = project.root / "out" / "tunnel"
    page = LabelInterface((folder / "config.xml").read_text("utf-8"))
    tasks = json.loads((folder / "tasks.json").read_bytes())
    assert len(tasks) == 2
    (task,) = [each for each in tasks if each["data"]["text"] == GAZETTE]
    checked: Any = {"data": task["data"]}
    assert page.validate_task(checked)
    ((made,),) = [task[where]]
    assert not {"annotations", "predictions"} - {where} & set(task)
    labels = [each for each in made["result"] if each["type"] == "labels"]
    assert {each["value"]["text"] for each in labels} >= {"Ada Lund"}
    assert "left out: 5 status of a record" in done.err
