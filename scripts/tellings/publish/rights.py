"""Whether the texts of the articles may be passed on in full, and to whom."""

from collections.abc import Mapping
from typing import Any

from tellings.publish.terms import TextTerms

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


def told_of_texts(info: Mapping[str, Any], terms: TextTerms | None) -> list[str]:
    """What the card says of the texts as they are in it, or are not, one paragraph each.

    Args:
        info: the table of ``dataset.toml``.
        terms: of a release, what it carries of the texts; None for a dataset that was built.
    """
    built = (
        "This dataset carries the articles' texts in full, so that the annotations can be checked"
        " against the words that they point at."
    )
    found = [built] if terms is None else terms.sentences()
    if TEXT_LICENSE not in info and not (terms is not None and terms.withholds):
        found.append(
            "Whoever passes the texts on has to see for themselves whether the law of their country"
            " allows it; the annotations can also be passed on without them."
        )
    return found


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
