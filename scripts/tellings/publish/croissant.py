"""Croissant description of the dataset (stand-in while it is being written)."""

from collections.abc import Mapping, Sequence
from typing import Any

from tellings.codebook import Codebook
from tellings.publish.configs import Config


def croissant(
    info: Mapping[str, Any],
    present: tuple[Config, ...],
    codebook: Codebook,
    files: Sequence[Mapping[str, Any]],
    languages: tuple[str, ...],
) -> dict[str, Any]:
    return {}
