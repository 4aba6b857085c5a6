"""The baseline for ``tellings diff``: outer joins and comparisons with pandas.

``python pandas_diff.py OLD NEW`` prints what was added, removed and changed by table.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

OF_A_PASS = (
    *("id", "story_id", "article_id", "pass", "annotator_kind", "annotator", "tool"),
    *("guideline_version", "date", "seconds", "pass_status", "pass_note"),
)
NESTED = (np.ndarray, dict)


def same(left: Any, right: Any) -> bool:
    """Whether two nested values are equal."""
    if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    return left is right or bool(left == right) or bool(pd.isna(left) and pd.isna(right))


def unequal(left: "pd.Series[Any]", right: "pd.Series[Any]") -> "np.ndarray[Any, Any]":
    """Where two columns differ."""
    for column in (left, right):
        first = column.first_valid_index()
        if first is not None and isinstance(column[first], NESTED):
            pairs = zip(left, right, strict=True)
            return np.fromiter((not same(a, b) for a, b in pairs), bool, len(left))
    return np.asarray((left != right) & ~(left.isna() & right.isna()), bool)


def compare(table: str, old: Path, new: Path) -> tuple[int, int, int]:
    """How many rows of a table were added, removed and changed."""
    wanted = list(OF_A_PASS) if table == "passes" else None
    before, after = (pd.read_parquet(each / "data" / table, columns=wanted) for each in (old, new))
    both = before.merge(after, "outer", "id", suffixes=("_old", "_new"), indicator=True)
    met = both[both["_merge"] == "both"]
    changed = np.zeros(len(met), bool)
    for name in (column for column in before.columns if column != "id"):
        changed |= unequal(met[f"{name}_old"], met[f"{name}_new"])
    kinds = both["_merge"].value_counts()
    return int(kinds["right_only"]), int(kinds["left_only"]), int(changed.sum())


if __name__ == "__main__":
    places = [Path(word) for word in sys.argv[1:]]
    for folder in sorted((places[0] / "data").iterdir()):
        if folder.name != "documents":
            counts = compare(folder.name, *places)
            sys.stdout.write(f"{folder.name} {' '.join(map(str, counts))}\n")
