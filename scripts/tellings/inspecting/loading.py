"""What `datasets` gives of a folder or a repository, told as one digest a config.

This module needs nothing but `datasets`, so that any generation of it can be asked, each in a
Python of its own::

    python -m tellings.inspecting.loading FOLDER
    python -m tellings.inspecting.loading OWNER/NAME --revision v1.0.0
"""

import argparse
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = dict[str, Any]
Loaded = dict[str, Any]


def digest(rows: Iterable[Row]) -> tuple[int, str]:
    """How many rows there are, and a hash over them in their order."""
    found, count = hashlib.sha256(), 0
    for row in rows:
        text = json.dumps(row, sort_keys=True, ensure_ascii=False, default=str)
        found.update(text.encode("utf-8", "surrogatepass") + b"\n")
        count += 1
    return count, found.hexdigest()


def numbered(value: Any, feature: Mapping[str, Any]) -> Any:
    """A value of a Parquet file as `datasets` gives it: labels as the numbers of the card.

    Args:
        value: the value.
        feature: its entry under ``features`` in the card.

    Raises:
        KeyError, TypeError: if the value is not built as the card says.

    >>> label = {"name": "basis", "dtype": {"class_label": {"names": {"0": "in_text"}}}}
    >>> numbered([{"basis": "in_text"}], {"name": "all", "list": [label]})
    [{'basis': 0}]
    """
    if value is None:
        return None
    for kind in ("list", "struct"):
        parts = feature.get(kind)
        if isinstance(parts, list):
            items = value if kind == "list" else [value]
            made = [{p["name"]: numbered(item[p["name"]], p) for p in parts} for item in items]
            return made if kind == "list" else made[0]
    dtype = feature.get("dtype")
    if isinstance(dtype, dict):
        names = dtype["class_label"]["names"]
        return {name: int(number) for number, name in names.items()}[value]
    return value


def expected(rows: Iterable[Row], features: Sequence[Mapping[str, Any]]) -> Loaded:
    """What `load_dataset` has to give for rows of Parquet, by the features of the card."""
    made = ({each["name"]: numbered(row[each["name"]], each) for each in features} for row in rows)
    count, found = digest(made)
    return {"rows": count, "columns": [each["name"] for each in features], "sha256": found}


def loaded(source: str, revision: str | None) -> dict[str, Loaded]:
    """What `load_dataset` gives of every config, whole and streamed; or why it does not."""
    from datasets import get_dataset_config_names

    names = get_dataset_config_names(source, revision=revision)
    return {name: _config(source, name, revision) for name in names}


def _config(source: str, name: str, revision: str | None) -> Loaded:
    from datasets import load_dataset

    try:
        whole = load_dataset(source, name, split="train", revision=revision)
        streamed = load_dataset(source, name, split="train", revision=revision, streaming=True)
        count, found = digest(whole)
        same = digest(streamed) == (count, found)
    except Exception as error:
        # Whatever it is, a stranger would meet it too; the innermost cause says most.
        while error.__cause__ is not None:
            error = error.__cause__  # type: ignore[assignment]
        return {"error": f"{type(error).__name__}: {error}"}
    columns = list(whole.features)
    return {"rows": count, "columns": columns, "sha256": found, "streamed_alike": same}


def main() -> None:
    """Print what each config gives, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source")
    parser.add_argument("--revision")
    options = parser.parse_args()
    from datasets import disable_progress_bars

    disable_progress_bars()
    print(json.dumps(loaded(options.source, options.revision)))  # noqa: T201


if __name__ == "__main__":
    main()
