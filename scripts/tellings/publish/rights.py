"""Whether the texts of the articles may be passed on in full, and to whom."""

from collections.abc import Mapping
from typing import Any

TEXT_LICENSE = "text_license"


def rights_in_texts(info: Mapping[str, Any]) -> str:
    """What holds for the texts of the articles, with their licence where one is declared.

    >>> rights_in_texts({"text_rights": "Made up."})
    'Made up.'
    """
    said = str(info["text_rights"]).strip()
    declared = info.get(TEXT_LICENSE)
    if declared is None:
        return said
    licence = f"The texts have a licence of their own: {declared['license']}"
    told = f"{licence} ({declared['license_url']}). {declared['basis'].strip()}"
    return said if said.endswith(told) else f"{said} {told}"


def refusal(manifest: Mapping[str, Any], mode: str, private: bool) -> str | None:
    """Why a release in this text mode must not be published; None if it may be.

    Args:
        manifest: ``MANIFEST.json`` of the dataset.
        mode: the text mode, ``none``, ``quotes`` or ``full``.
        private: whether only people that the owner lets in can read the repository.
    """
    if mode != "full" or private or TEXT_LICENSE in manifest:
        return None
    return (
        "the full texts are not to be published for everybody: dataset.toml declares no licence"
        " for them; publish with --text quotes or none, or to a repository that is private"
        f" (--private), or declare [{TEXT_LICENSE}] in dataset.toml if you hold the right"
    )
