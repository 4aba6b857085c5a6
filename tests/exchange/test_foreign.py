"""What others made comes in as a mapping says: quotations, UTF-16, arrows, and what fits not."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Done, Project

TEXT = "🚧 The tunnel opens late, Ada Lund said.\nשלום: “We dig on,” she said.\n"
MAPPING = """\
story = "bay"
leave_out = ["Doubt"]
[pass]
kind = "human"
name = "team-{annotator|one}"
[article]
outlet = "{paper|}"
[labels]
Speaker = { layer = "attribution", label = "source", entity = "{who}" }
Says = { layer = "attribution", label = "cue" }
Words = { layer = "attribution", label = "content" }
Strong = { layer = "wording", label = "loaded_language", wording = { mode = "{mode}" } }
[values.mode]
lex = "lexical"
[entities]
type = "person"
"""
ARROWS = """\
[relations.by]
record = "attribution"
group = "from"
roles = { from = "cue_span", to = "source_span" }
[relations.by.fields]
scope = "clear"
quote_type = { rule = "quotation_marks" }
source_kind = "named_person"
cue_class = "neutral"
[relations.what]
record = "attribution"
group = "from"
roles = { from = "cue_span", to = "content_spans" }
"""


@pytest.fixture
def bay(tmp_path: Path) -> Project:
    (tmp_path / "in").mkdir()
    (tmp_path / "map.toml").write_text(MAPPING + ARROWS, "utf-8")
    return Project(tmp_path)


def put(project: Project, files: dict[str, str]) -> None:
    for name, content in files.items():
        (project.root / "in" / name).write_bytes(content.encode())


def bring(project: Project, format_name: str, *more: str) -> Done:
    words = ("--mapping", "map.toml", *more)
    return project.call("import", format_name, "in", *words)


def records(project: Project, article: str = "town", made_by: str = "team-one") -> list[Any]:
    path = project.seeds / "bay" / "annotations" / made_by / f"{article}.json"
    found: list[Any] = json.loads(path.read_bytes())["records"]
    return found


def spans(found: list[Any]) -> dict[str, str]:
    return {each["label"]: each["text"] for each in found if each["record"] == "span"}


# CSV ------------------------------------------------------------------------------------------


def test_a_table_with_quotations_and_offsets(bay: Project) -> None:
    (bay.root / "map.toml").write_text(
        MAPPING + '[columns]\nlabel = "code"\narticle = "doc"\nstart = "from"\nquote = "words"\n'
    )
    rows = ["doc;code;words;from;who;colour", "town;Speaker;Ada Lund;;Ada Lund;red"]
    rows += [
        f"town;Words;We dig on,;{TEXT.index('We dig')};;",
        "town;Says;said;;;",
        "town;Doubt;late;;;",
    ]
    put(bay, {"town.txt": TEXT, "codes.csv": "\r\n".join(rows) + "\r\n"})
    done = bring(bay, "csv")
    assert done.status == 1
    assert "codes.csv:4: span-text: row 4: 'said' occurs 2 times" in done.err
    assert not bay.seeds.exists()
    done = bring(bay, "csv", "--keep-going")
    assert done.status == 1
    assert "codes.csv:5: left-out: row 5: Doubt is left out, as the mapping says" in done.err
    assert "the field 'colour' of 1 annotation of this file is left out" in done.err
    assert spans(records(bay)) == {"source": "Ada Lund", "content": "We dig on,"}
    entities = records(bay, "story")
    assert [(each["name"], each["type"]) for each in entities] == [("Ada Lund", "person")]
    assert bay.call("validate", "seeds").out == ""


# Label Studio ---------------------------------------------------------------------------------


def region(name: str, words: str, label: str, control: str = "part") -> dict[str, Any]:
    start = TEXT.index(words)
    value = {"start": start, "end": start + len(words), "labels": [label]}
    value["text"] = words.replace("\n", "\\n")
    return {"id": name, "from_name": control, "to_name": "t", "type": "labels", "value": value}


def arrow(start: str, end: str, label: str, direction: str = "right") -> dict[str, Any]:
    ends = {"from_id": start, "to_id": end, "direction": direction}
    return {"type": "relation", **ends, "labels": [label]}


def task(number: int, *annotations: dict[str, Any], **data: str) -> dict[str, Any]:
    return {"id": number, "data": {"body": TEXT, **data}, "annotations": list(annotations)}


def test_a_project_of_label_studio_that_never_met_us(bay: Project) -> None:
    (bay.root / "map.toml").write_text(MAPPING + ARROWS + '[label_studio]\ntext = "body"\n')
    results = [
        region("s", "Ada Lund", "Speaker"),
        region("c", "said", "Says"),
        region("w", "tunnel opens late", "Words"),
        region("d", ".\nש", "Doubt"),
        region("x", "late", "Strong"),
        {"id": "x", "from_name": "mode", "type": "choices", "value": {"choices": ["lex"]}},
        {"id": "z", "from_name": "fine", "type": "choices", "value": {"choices": ["yes"]}},
        arrow("c", "s", "by"),
        arrow("w", "c", "what", "left"),
    ]
    one = {"completed_by": {"id": 7, "email": "ada@example.org"}, "result": results}
    two = {"completed_by": 8, "result": [region("q", "We dig on,", "Words")]}
    skipped = {"completed_by": 9, "was_cancelled": True, "result": []}
    tasks = [task(1, one, two, skipped, paper="Gazette") | {"predictions": [{"result": []}]}]
    put(bay, {"export.json": json.dumps(tasks)})
    done = bring(bay, "label-studio")
    assert done.status == 0, done.err
    found = records(bay, "task-1", "team-7")
    assert spans(found)["content"] == "tunnel opens late"
    (said,) = [each for each in found if each["record"] == "attribution"]
    ids = {each["label"]: each["id"] for each in found if each["record"] == "span"}
    assert (said["cue_span"], said["source_span"]) == (ids["cue"], ids["source"])
    assert (said["content_spans"], said["quote_type"]) == ([ids["content"]], "indirect")
    (strong,) = [each for each in found if each.get("layer") == "wording"]
    assert strong["wording"] == {"mode": "lexical"}
    assert spans(records(bay, "task-1", "team-8")) == {"content": "We dig on,"}
    for told in (
        "predictions, which nobody decided on: 1",
        "annotations that their annotator skipped: 1",
        "d: Doubt is left out",
        "z: fine = 'yes' is about the whole text",
    ):
        assert told in done.err
    everything = b"".join(path.read_bytes() for path in bay.seeds.rglob("*") if path.is_file())
    assert b"example.org" not in everything
    assert b'value = "Gazette"' in everything
    assert bay.call("validate", "seeds").out == ""


def test_words_that_are_not_there_are_refused_with_their_place(bay: Project) -> None:
    (bay.root / "map.toml").write_text(MAPPING + '[label_studio]\ntext = "body"\n')
    wrong = region("s", "Ada Lund", "Speaker")
    wrong["value"]["start"] += 1
    put(bay, {"export.json": "[\n" + json.dumps(task(1, {"result": [wrong]})) + "\n]"})
    done = bring(bay, "label-studio")
    assert done.status == 1
    assert "in/export.json:2: span-text: task 1, s: 'Ada Lund' is not at 26 to 33: " in done.err


# UIMA -----------------------------------------------------------------------------------------


def cas(path: Path, spans_: list[tuple[str, int, int]]) -> None:
    """A CAS as INCEpTION has it: a layer with a value, and a relation layer."""
    from cassis import Cas, TypeSystem

    system = TypeSystem()
    token = system.create_type("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token")
    part = system.create_type("webanno.custom.Part")
    system.create_feature(part, "value", "uima.cas.String")
    system.create_feature(part, "who", "uima.cas.String")
    said = system.create_type("webanno.custom.Said")
    for name in ("Governor", "Dependent"):
        system.create_feature(said, name, "uima.tcas.Annotation")
    made = Cas(system, sofa_string=TEXT)
    made.add(token(begin=0, end=1))
    parts = [part(begin=start, end=end, value=value, who="") for value, start, end in spans_]
    made.add_all(parts)
    cue = next(each for each in parts if each.value == "Says")
    for each in parts:
        if each is not cue:
            made.add(said(begin=each.begin, end=each.end, Governor=cue, Dependent=each))
    (path / "TypeSystem.xml").write_text(system.to_xml(), "utf-8")
    made.to_xmi(path / "town.xmi")


def test_a_cas_of_others_counts_utf16(bay: Project) -> None:
    mapping = (MAPPING + ARROWS).replace("Speaker =", '"Part.Speaker" =')
    mapping = mapping.replace("Says =", '"Part.Says" =').replace("Words =", '"Part.Words" =')
    mapping = mapping.replace("relations.by", "relations.Said").partition("[relations.what]")[0]
    mapping = mapping.replace('group = "from"', 'group = "Governor"').replace(
        'from = "cue_span", to = "source_span"',
        'Governor = "cue_span", Dependent = "content_spans"',
    )
    (bay.root / "map.toml").write_text(mapping, "utf-8")
    places = [
        (name, TEXT.index(words)) for name, words in (("Words", "We dig on,"), ("Says", "said"))
    ]
    lengths = {"Words": 10, "Says": 4}
    cas(bay.root / "in", [(name, at, at + lengths[name]) for name, at in places])
    raw = (bay.root / "in" / "town.xmi").read_text("utf-8")
    assert f'begin="{places[0][1] + 1}"' in raw  # the sign in front is two units there
    done = bring(bay, "uima")
    assert done.status == 0, done.err
    found = records(bay)
    assert spans(found) == {"content": "We dig on,", "cue": "said"}
    (said,) = [each for each in found if each["record"] == "attribution"]
    assert said["quote_type"] == "direct"
    assert "Token: 1 annotations of the frame" in done.err
    torn = raw.replace(f'begin="{places[0][1] + 1}"', 'begin="1"')
    (bay.root / "in" / "town.xmi").write_text(torn, "utf-8")
    done = bring(bay, "uima", "--pass", "torn")
    assert done.status == 1
    assert "is no range of a text" in done.err


# W3C ------------------------------------------------------------------------------------------


def test_annotations_of_the_web_by_quotation(bay: Project) -> None:
    quote = {"type": "TextQuoteSelector", "exact": "said", "prefix": "she "}
    position = {"type": "TextPositionSelector", "start": TEXT.index("Ada"), "end": 34}
    base = "http://example.org/texts/town.txt"
    page = [
        {
            "id": "a",
            "body": [
                {"type": "TextualBody", "value": "Says", "purpose": "tagging"},
                {"type": "TextualBody", "value": "twice said", "purpose": "commenting"},
            ],
            "target": {"source": base, "selector": quote},
        },
        {"id": "b", "bodyValue": "Speaker", "target": {"source": base, "selector": [position]}},
        {"id": "c", "bodyValue": "Says", "target": f"{base}#xywh=1"},
    ]
    put(bay, {"town.txt": TEXT, "notes.jsonld": json.dumps(page, indent=1)})
    done = bring(bay, "web-annotation")
    assert "notes.jsonld:" in done.err
    assert done.status == 1
    page.pop()
    put(bay, {"notes.jsonld": json.dumps(page, indent=1)})
    done = bring(bay, "web-annotation")
    assert done.status == 0, done.err
    found = records(bay)
    assert spans(found) == {"source": "Ada Lund", "cue": "said"}
    (cue,) = [each for each in found if each["label"] == "cue"]
    assert (cue["start"], cue["note"]) == (TEXT.rindex("said"), "twice said")


# What holds for all ---------------------------------------------------------------------------


def brat(bay: Project, lines: list[str]) -> None:
    put(bay, {"town.txt": TEXT, "town.ann": "".join(f"{line}\n" for line in lines)})


def line(name: str, label: str, words: str) -> str:
    start = TEXT.index(words)
    return f"{name}\t{label} {start} {start + len(words)}\t{words}"


def test_offsets_of_received_bytes_hold_over_crlf_and_a_mark(bay: Project) -> None:
    received = "\ufeff" + TEXT.replace("\n", "\r\n")
    start = received.index("We dig")
    put(bay, {"town.txt": received, "town.ann": f"T1\tWords {start} {start + 10}\tWe dig on,\n"})
    assert bring(bay, "brat").status == 0
    assert spans(records(bay)) == {"content": "We dig on,"}
    assert (bay.seeds / "bay" / "articles" / "town.txt").read_bytes() == received.encode()
    assert bay.call("validate", "seeds").out == ""


def test_nothing_is_written_over_an_annotation(bay: Project) -> None:
    brat(bay, [line("T1", "Says", "said")])
    assert bring(bay, "brat").status == 0
    before = {path: path.read_bytes() for path in bay.seeds.rglob("*.json")}
    done = bring(bay, "brat")
    assert (done.status, done.err.splitlines()[0][:12]) == (0, "nothing new:")
    brat(bay, [line("T1", "Speaker", "Ada Lund")])
    done = bring(bay, "brat")
    assert done.status == 1
    assert "never overwritten" in done.err
    assert {path: path.read_bytes() for path in bay.seeds.rglob("*.json")} == before
    done = bring(bay, "brat", "--pass", "two")
    assert done.status == 0
    assert spans(records(bay, made_by="two")) == {"source": "Ada Lund"}
    done = bring(bay, "brat", "--pass", "two", "--annotator-kind", "rule")
    assert "the pass is that of 'two' (human)" in done.err


def test_two_annotators_need_two_passes(bay: Project) -> None:
    files = {"town.txt": TEXT, "town_a.ann": line("T1", "Says", "said") + "\n"}
    put(bay, {**files, "town_b.ann": line("T1", "Words", "late") + "\n"})
    names = '[files]\nannotations = "{article}_{who}.ann"\n'
    mapping = MAPPING.replace("[pass]", names + "[pass]")
    (bay.root / "map.toml").write_text(mapping, "utf-8")
    done = bring(bay, "brat")
    assert done.status == 1
    assert "bay:town is annotated twice in the pass 'team-one'" in done.err
    assert "town_b.ann:1: left-out: T1: its document cannot be taken in" in done.err
    (bay.root / "map.toml").write_text(mapping.replace("annotator|one", "who"), "utf-8")
    assert bring(bay, "brat").status == 0
    assert spans(records(bay, made_by="team-a")) == {"cue": "said"}
    assert spans(records(bay, made_by="team-b")) == {"content": "late"}


def test_a_text_that_is_another_is_refused(bay: Project) -> None:
    brat(bay, [line("T1", "Says", "said")])
    assert bring(bay, "brat").status == 0
    put(bay, {"town.txt": TEXT + "More.\n"})
    done = bring(bay, "brat", "--pass", "two")
    assert done.status == 1
    assert "text-changed: bay:town is there already, with another text" in done.err
    assert "with bay:town go its annotations: 1 (warning)" in done.err
    done = bring(bay, "brat", "--pass", "two", "--keep-going")
    assert "T1: its text cannot be taken in" in done.err


def test_what_has_no_error_comes_in_and_the_rest_is_listed(bay: Project) -> None:
    brat(
        bay,
        [
            line("T1", "Says", "said"),
            line("T2", "Words", "The tunnel opens late,"),
            line("T3", "Nowhere", "The"),
            "R1\twhat from:T1 to:T2",
            "R2\tby from:T9 to:T2",
            "A1\tSure T1",
            "*\tEquiv T1 T2",
        ],
    )
    done = bring(bay, "brat", "--dry-run", "--keep-going")
    assert not bay.seeds.exists()
    assert "would come in: 1 article" in done.err
    done = bring(bay, "brat", "--keep-going", "--json")
    report = json.loads(done.out)
    assert done.status == 1
    assert report["written"]
    assert {each["id"] for each in report["arrivals"]} == {"T1", "T2"}
    told = {(each["rule"], each["line"]) for each in report["findings"]}
    assert ("unmapped", 3) in told
    assert ("unresolved-reference", 5) in told
    assert ("left-out", 7) in told
    assert ("missing-field", 4) in told  # the arrow alone does not say what an attribution needs
    assert bay.call("validate", "seeds").out == ""


def test_who_annotated_has_to_be_said(bay: Project) -> None:
    (bay.root / "map.toml").write_text('story = "bay"\n')
    done = bring(bay, "brat")
    assert done.status == 2
    assert "--annotator-kind" in done.err


def test_a_mapping_with_a_mistake_is_told_with_its_line(bay: Project) -> None:
    (bay.root / "map.toml").write_text(
        'story = "bay"\n[labels.X]\nlayer = "mentoin"\nlabel = "a"\n'
    )
    done = bring(bay, "brat")
    assert done.status == 1
    assert "map.toml:3: unknown-label: labels.X.layer: 'mentoin' is no label here" in done.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"team-{annotator|one}"', '"team-{aticle}"', "nothing gives {aticle}; did you"),
        ("leave_out", "leaveout", "unknown field 'leaveout'; did you mean 'leave_out'"),
        ('label = "cue"', 'label = "cuee"', "'cuee' is no label of the layer"),
        ("quotation_marks", "quote_marks", "'quote_marks' is no rule; did you mean"),
        ('"neutral"', '"neutrall"', "'neutrall' is no label here; did you mean"),
        ("scope =", "scoop =", "attribution has no field 'scoop'; did you mean 'scope'"),
        ('"source_span"', '"sourcespan"', "'sourcespan' is no role of attribution; did"),
        ("{ mode =", "{ moode =", "wording has no field 'moode'; did you mean 'mode'"),
    ],
)
def test_a_typo_in_a_mapping_is_one_finding_at_its_line(
    bay: Project, old: str, new: str, said: str
) -> None:
    wrong = (MAPPING + ARROWS).replace(old, new, 1)
    (bay.root / "map.toml").write_text(wrong, "utf-8")
    brat(bay, [line("T1", "Says", "said"), line("T2", "Speaker", "Ada Lund")])
    done = bring(bay, "brat")
    assert done.status == 1
    first, last = done.err.splitlines()
    number = next(n for n, each in enumerate(wrong.splitlines(), 1) if new in each)
    assert first.startswith(f"map.toml:{number}: "), first
    assert said in first
    assert last.endswith("1 error; nothing was brought in")


@pytest.mark.parametrize("name", ["csv", "web-annotation", "uima"])
def test_a_folder_of_another_format_is_one_error(project: Project, name: str) -> None:
    assert project.call("export", "brat", "--out", "brat").status == 0
    words = ("--pass", "checked", "--annotator-kind", "human")
    done = project.call("import", name, "brat", *words)
    assert done.status == 1
    (told,) = done.err.splitlines()
    assert f"brat: no {name} file here: there is no *." in told


def test_a_changed_letter_is_told_first_and_what_follows_once(project: Project) -> None:
    assert project.call("export", "brat", "--out", "brat").status == 0
    text = next((project.root / "brat").rglob("*.txt"))
    text.write_text(f"!{text.read_text('utf-8')[1:]}", "utf-8")
    number = len(re.findall("^[TE]", text.with_suffix(".ann").read_text("utf-8"), re.M))
    done = project.call("import", "brat", "brat", "--pass", "again", "--annotator-kind", "human")
    assert done.status == 1
    cause, follows, last = done.err.splitlines()
    assert f"{text.name}: text-changed: " in cause
    assert (
        f": left-out: with {text.parent.name}:{text.stem} go its annotations: {number}" in follows
    )
    assert last.startswith("1 error, 1 warning; nothing was brought in")


def test_a_repeated_import_and_new_names_are_told_as_they_are(bay: Project) -> None:
    brat(bay, [line("T1", "Says", "said")])
    done = bring(bay, "brat", "--pass", "My Pass")
    assert "the pass 'My Pass' is called 'my-pass' here: names are made of" in done.err
    assert "new story: bay\n" in done.err
    done = bring(bay, "brat", "--pass", "my-pass")
    assert (done.status, done.out) == (0, "bay:town\n")
    assert done.err == "nothing new: all of it is there already (1 article)\n"
    done = bring(bay, "brat", "--story", "bays")
    assert "new story: bays; did you mean 'bay'?" in done.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Who = ", "Whoo = ", "no 'Told' has the role 'Whoo'; did you mean 'Who'?"),
        ("{who}", "{whom}", "nothing gives {whom}; did you mean 'who'?"),
    ],
)
def test_a_slip_that_the_annotations_show_is_one_finding(
    bay: Project, old: str, new: str, said: str
) -> None:
    told = ARROWS.partition("[relations.what]")[0].replace("relations.by", "relations.Told")
    told = (
        told.replace('group = "from"\n', "").replace("from = ", "How = ").replace("to =", "Who =")
    )
    mapping = (MAPPING + told).replace(old, new)
    (bay.root / "map.toml").write_text(mapping, "utf-8")
    lines = [line("T1", "Says", "said"), line("T2", "Speaker", "Ada Lund")]
    lines += [line("T3", "Told", "said"), "E1\tTold:T3 How:T1 Who:T2", "A1\twho T2 Ada"]
    brat(bay, [*lines, line("T4", "Told", "said"), "E2\tTold:T4 How:T1 Who:T2"])
    found = [each for each in bring(bay, "brat").err.splitlines() if "unmapped" in each]
    number = next(n for n, each in enumerate(mapping.splitlines(), 1) if new in each)
    assert len(found) == 1
    assert found[0].startswith(f"map.toml:{number}: unmapped: {said}")


def test_files_without_an_article_are_an_error(bay: Project) -> None:
    put(bay, {"empty.csv": "label;article\n"})
    (bay.root / "map.toml").write_text(MAPPING + '[columns]\nlabel = "label"\n', "utf-8")
    for more in ((), ("--keep-going",)):
        done = bring(bay, "csv", *more)
        assert done.status == 1
        assert "in: no-articles: no article came of what is CSV here" in done.err
        assert "came in: 0" not in done.err


def test_a_missing_text_and_an_empty_folder(bay: Project) -> None:
    done = bring(bay, "brat")
    assert "no file here ends in .ann or .txt" in done.err
    put(bay, {"town.ann": "T1\tSays 0 1\tx\n"})
    done = bring(bay, "brat")
    assert done.status == 1
    assert "town.ann: missing-file: there is no text for it: town.txt" in done.err
