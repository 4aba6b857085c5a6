"""The figures on other news in docs/drafting.md are what the command prints."""

from pathlib import Path

import pytest

from tellings.agreement.report import score_tables
from tellings.publish.counting import as_markdown

from .bench.polnear import measure

ROOT = Path(__file__).parents[1]
DEV = ROOT.parent / "shared" / "corpora" / "polnear" / "dev"


@pytest.mark.skipif(not DEV.is_dir(), reason="PolNeAR is not at ../shared/corpora")
def test_the_figures_on_polnear_are_those_of_the_document() -> None:
    (table,) = score_tables(measure(DEV))
    assert as_markdown(table.lines) in (ROOT / "docs" / "drafting.md").read_text("utf-8")
