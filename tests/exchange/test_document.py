"""docs/exchange.md: its mapping works, its formats are those that there are."""

import re
from pathlib import Path

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
