"""docs/exchange.md: its mapping works, its formats are those that there are."""

import json
import re
from pathlib import Path
from typing import Any

from tellings.exchange.registry import formats
from tests.conftest import Project

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "exchange.md").read_text("utf-8")
TEXT = "The bridge is safe, “safe,” Ada Lund said, “for now.”\n"


def test_the_mapping_of_the_document_works(tmp_path: Path) -> None:
    mapping = PAGE.partition("<!-- example mapping -->\n```toml\n")[2].partition("```")[0]
    (tmp_path / "map.toml").write_text(mapping, "utf-8")
    place = {words: TEXT.index(words) for words in ("“safe,”", "Ada Lund", "said", "“for now.”")}
    lines = [
        f"T1\tSpeaker {place['Ada Lund']} {place['Ada Lund'] + 8}\tAda Lund",
        f"T2\tVerb {place['said']} {place['said'] + 4}\tsaid",
        f"T3\tClaim {place['“safe,”']} {place['“safe,”'] + 7};"
        f"{place['“for now.”']} {place['“for now.”'] + 10}\t“safe,” “for now.”",
        f"T4\tSays {place['said']} {place['said'] + 4}\tsaid",
        "T5\tTodo 0 3\tThe",
        "E1\tSays:T4 Who:T1 How:T2 What:T3",
    ]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bridge.txt").write_text(TEXT, "utf-8")
    (tmp_path / "in" / "bridge_eva.ann").write_text("\n".join([*lines, ""]), "utf-8")
    project = Project(tmp_path)
    done = project.call("import", "brat", "in", "--mapping", "map.toml")
    assert done.status == 0, done.err
    assert "harbour:bridge" in done.out
    assert "1 attribution, 4 spans" in done.err
    assert "left out: Todo 1" in done.err
    file = tmp_path / "seeds" / "harbour" / "annotations" / "student-eva" / "bridge.json"
    assert '"quote_type": "direct"' in file.read_text("utf-8")
    assert project.call("validate", "seeds").out == ""
    assert project.call("build").status == 0


def test_the_mapping_of_a_project_of_label_studio_works(tmp_path: Path) -> None:
    mapping = PAGE.partition("<!-- example label studio -->\n```toml\n")[2].partition("```")[0]
    (tmp_path / "map.toml").write_text(mapping, "utf-8")
    places = {"Ada Lund": "Speaker", "said": "Verb", "“for now.”": "Claim", "safe": "Loaded"}
    result: list[dict[str, Any]] = []
    for words, label in places.items():
        start = TEXT.index(words)
        value = {"start": start, "end": start + len(words), "text": words, "labels": [label]}
        shared = {"id": label, "from_name": "part", "to_name": "text"}
        result.append({**shared, "type": "labels", "value": value})
    mode = {"id": "Loaded", "from_name": "mode", "type": "choices"}
    result.append({**mode, "value": {"choices": ["words"]}})
    for name, to in (("by", "Speaker"), ("what", "Claim")):
        result.append({"type": "relation", "from_id": "Verb", "to_id": to, "labels": [name]})
    annotation = {"completed_by": 4, "result": result}
    task = {"id": 1, "data": {"body": TEXT, "slug": "bridge"}, "annotations": [annotation]}
    (tmp_path / "export.json").write_text(json.dumps([task]), "utf-8")
    project = Project(tmp_path)
    done = project.call("import", "label-studio", "export.json", "--mapping", "map.toml")
    assert done.status == 0, done.err
    assert "1 attribution, 4 spans" in done.err
    file = tmp_path / "seeds" / "harbour" / "annotations" / "student-4" / "bridge.json"
    assert '"quote_type": "direct"' in file.read_text("utf-8")
    assert '"mode": "lexical"' in file.read_text("utf-8")


def test_the_document_names_every_format() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.M)
    assert sorted(rows) == formats("writers")
    (listed,) = re.findall(r"^Formats are (.*)\.\s*While", PAGE, re.M)
    assert sorted(re.findall(r"`([a-z-]+)`", listed)) == formats("readers")


def test_commands_name_every_format(tmp_path: Path) -> None:
    for command, direction in (("export", "writers"), ("import", "readers")):
        help_text = " ".join(Project(tmp_path).call(command, "--help").out.split())
        named = help_text.partition("FORMAT is ")[2].replace(" or ", ", ").replace(";", ".")
        for name in formats(direction):
            assert name in named.partition(".")[0]
