"""What a hydrated dataset must not take the place of unless it is told to."""

from collections.abc import Mapping
from pathlib import Path

from tellings.hydration.reports import UNTILED
from tellings.publish.counting import counted
from tellings.store.manifests import read_manifest
from tellings.store.writing import StoreError

_LEFT_OUT = ("failed", UNTILED)


def refuse_loss(out: Path, articles: int, counts: Mapping[str, int]) -> None:
    """Refuse to replace a dataset that holds what the new one does not.

    Args:
        out: the folder that is to be replaced.
        articles: the number of articles of the new dataset.
        counts: the spans of the new dataset by result.

    Raises:
        StoreError: if it holds a dataset that was built, a release, or more articles or spans.
    """
    manifest = read_manifest(out)
    if manifest is None:
        return
    terms = manifest.get("text")
    if terms is None:
        held = "a dataset that was built"
    elif "hydrated" not in terms:
        held = "a release"
    else:
        old = (manifest["configs"]["articles"]["rows"], _placed(terms["hydrated"]))
        new = (articles, _placed(counts))
        if old[0] <= new[0] and old[1] <= new[1]:
            return
        had, has = (f"{counted(n, 'articles')} and {counted(m, 'spans')}" for n, m in (old, new))
        held = f"a dataset with {had}, and this one has {has}"
    raise StoreError(
        f"{out} holds {held}; name another folder with --out, or say --replace; nothing was changed"
    )


def _placed(counts: Mapping[str, int]) -> int:
    return sum(number for name, number in counts.items() if name not in _LEFT_OUT)
