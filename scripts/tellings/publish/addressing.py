"""The code in a card, from the folder that it was built in to the place where it is published."""

import re

_FOLDER = "dataset"
_LOAD = re.compile(rf'load_dataset\("{_FOLDER}"((?:, "[a-z_]+")?)')
_PATH = re.compile(rf'"{_FOLDER}/')


def addressed(card: str, repository: str, tag: str) -> str:
    """The card as a reader of the Hub needs it: its code names the repository and the tag.

    Args:
        card: the text of ``README.md``.
        repository: ``owner/name``.
        tag: the tag of the data version, so that the code gives the same rows for good.

    >>> print(addressed('load_dataset("dataset", "spans", split="train")', "a/b", "v1.0.0"))
    load_dataset("a/b", "spans", revision="v1.0.0", split="train")
    >>> print(addressed('read_parquet("dataset/data/spans")', "a/b", "v1.0.0"))
    read_parquet("hf://datasets/a/b@v1.0.0/data/spans")
    """
    card = _LOAD.sub(rf'load_dataset("{repository}"\1, revision="{tag}"', card)
    return _PATH.sub(f'"hf://datasets/{repository}@{tag}/', card)
