"""What a format can carry comes back as it was, field by field and id by id."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tellings.exchange.cells import guarded, unguarded
from tellings.exchange.offsets import Positions
from tellings.exchange.registry import formats, writer
from tellings.exchange.telling import Telling
from tellings.formatting import record_schemas
from tellings.stages.canonical import canonical
from tests.conftest import Project
from tests.exchange.tellings_made_up import (
    LETTERS,
    by_id,
    carried,
    exported,
    read_back,
    tellings,
)

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "seeds" / "s400-working-group" / "annotations" / "gold"
WHOLE = [name for name in formats("writers") if writer(name).WHOLE]
SETTLEMENT = {"from", "decided_by", "decided_on", "reason"}
MANY = settings(
    deadline=None,
    max_examples=15,
    report_multiple_bugs=False,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink such a story takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def unsettled(record: dict[str, Any]) -> dict[str, Any]:
    kept = {key: record[key] for key in record if key not in SETTLEMENT}
    return kept | {"status": "draft"}


def test_the_formats_that_carry_everything_are_those_we_say() -> None:
    assert set(WHOLE) == {"brat", "csv", "uima", "web-annotation"}


@pytest.mark.parametrize("name", WHOLE)
def test_what_a_format_carries_comes_back(name: str) -> None:
    @MANY
    @given(tellings())
    def holds(telling: Telling) -> None:
        done = exported(name, telling)
        found, findings = read_back(name, done.files)
        wanted = carried(telling, name)
        assert findings == []
        assert by_id(found) == by_id(wanted)
        assert done.carried.total() == len(wanted)
        assert done.left_out.total() == len(telling.records) - len(wanted)

    holds()


@pytest.mark.parametrize("name", WHOLE)
def test_the_gold_pass_comes_back_but_for_its_settlement(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    project = Project(tmp_path)
    done = project.call("export", name, "--out", "out")
    assert done.status == 0, done.err
    assert "nothing was left out" in done.err
    words = ("--pass", "again", "--annotator-kind", "language_model")
    done = project.call("import", name, "out", *words)
    assert (done.status, done.err.splitlines()[-1].strip()) == (0, "no findings"), done.err
    again = tmp_path / "seeds" / "s400-working-group" / "annotations" / "again"
    names = {path.name for path in GOLD.iterdir()}
    assert {path.name for path in again.iterdir()} == names
    settled = 0
    for each in names - {"pass.json"}:
        value = json.loads((GOLD / each).read_bytes())
        settled += sum(record["status"] != "draft" for record in value["records"])
        value["records"] = [unsettled(record) for record in value["records"]]
        canonically = canonical(value, record_schemas())
        assert (again / each).read_bytes() == canonically, each
    assert f"{settled:,} records had been settled by somebody else: drafts here" in done.err
    assert project.call("validate", "seeds").out == ""


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(st.text(st.sampled_from(LETTERS + "\r")), st.integers(-1, 90))
def test_positions_are_those_that_the_text_has(received: str, at: int) -> None:
    """Against the plain way: encode what stands before, and count."""
    text = received.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for unit, length in (("code_point", len), ("utf16", utf16_length)):
        found = Positions(received, unit).ours(at)  # type: ignore[arg-type]
        before = [n for n in range(len(received) + 1) if length(received[:n]) == at]
        if not before:
            assert found is None
            continue
        head = received[: before[0]]
        ours = head.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        torn = head.endswith("\r") and received[before[0] : before[0] + 1] == "\n"
        assert found == len(ours) - torn
        assert text.startswith(ours[: len(ours) - torn])


@given(st.text(st.sampled_from("=+-@＝'a \t\r\n1")))
def test_no_cell_is_a_formula_and_every_cell_comes_back(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("\t", "\r", "\n"))
    assert not guarded(cell).lstrip().startswith(("=", "+", "-", "@", "＝"))
