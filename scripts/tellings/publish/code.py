"""The code of the card: only what the dataset has, whatever that is."""

from collections.abc import Collection

from tellings.publish.terms import TextMode, TextTerms

_LOAD = """\
from datasets import load_dataset

documents = load_dataset("{path}", split="train")  # one row an article, layers nested
spans = load_dataset("{path}", "spans", split="train")  # one row a span
print(spans.features["label"].int2str(spans[0]["label"]), {first})
"""
_SPANS = """\
import pandas as pd

spans = pd.read_parquet("{path}/data/spans")  # label names as strings
print(spans[["article_id", "layer", "label", {words}]])
"""
_ATTRIBUTIONS = """\
import pandas as pd

spans = pd.read_parquet("{path}/data/spans")  # label names as strings
attributions = pd.read_parquet("{path}/data/attributions")
content = attributions.explode("content_spans").merge(
    spans, left_on="content_spans", right_on="id", suffixes=("", "_span")
)
print(content[["article_id", "source_kind", "quote_type", {words}]])
"""


def loading_code(path: str, tables: Collection[str], terms: TextTerms | None) -> str:
    """Blocks of Markdown with code that reads the dataset.

    Args:
        path: the folder that the code names.
        tables: the tables that are there; one without rows is not.
        terms: of a release, what it carries of the texts.
    """
    withheld = terms is not None and terms.withholds
    first = 'spans[0]["start"], spans[0]["end"]' if withheld else 'spans[0]["text"]'
    frames = _ATTRIBUTIONS if "attributions" in tables else _SPANS
    blocks = (_LOAD.format(path=path, first=first), frames.format(path=path, words=_words(terms)))
    return "\n\n".join(f"```python\n{each}```" for each in blocks)


def _words(terms: TextTerms | None) -> str:
    """The columns that show what a span says: its words, where there are any."""
    if terms is None or not terms.withholds:
        return '"text"'
    return '"start", "end"' if terms.mode is TextMode.NONE else '"start", "end", "text"'
