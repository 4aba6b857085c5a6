"""A dataset at a revision on the Hub, fetched into the cache of ``huggingface_hub``."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tellings.store.writing import StoreError
from tellings.versions import parse_version

_PREFIX = re.compile(r"hf://(?:datasets/)?")
_NAME = re.compile(r"(?P<name>[\w.-]+(?:/[\w.-]+)?)(?:@(?P<revision>[^{@][^@]*))?")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_WANTED = ["MANIFEST.json", "README.md", "croissant.json", "data/**"]


def hub_name(text: str) -> tuple[str, str] | None:
    """Name and revision of what may be a dataset on the Hub; None if it does not look like one.

    >>> hub_name("hf://people/news@v1.0.0"), hub_name("people/news@v1.0.0")
    (('people/news', 'v1.0.0'), ('people/news', 'v1.0.0'))
    >>> hub_name("hf://people/news"), hub_name("main"), hub_name("HEAD@{1}")
    (('people/news', 'main'), None, None)
    """
    bare = _PREFIX.sub("", text, count=1) if _PREFIX.match(text) else text
    found = _NAME.fullmatch(bare)
    if found is None or (bare == text and found["revision"] is None):
        return None
    return found["name"], found["revision"] or "main"


def hub_dataset(name: str, revision: str) -> Path:
    """The folder of a dataset at a revision: branch, tag, commit, or version of the data.

    Honours HF_ENDPOINT, HF_TOKEN, HF_HOME and HF_HUB_OFFLINE. The revision is looked up on
    the Hub first, so that one that is not there is an error, whatever the cache holds.

    Raises:
        StoreError: if the extra is missing, or name or revision are not to be had.
    """
    try:
        from huggingface_hub import constants
    except ImportError as error:
        message = "reading from the Hub needs an extra; type: pip install 'tellings[hub]'"
        raise StoreError(message) from error
    if constants.HF_HUB_OFFLINE:
        return _cached(name, revision)
    with _told(f"{name}@{revision}"):
        return Path(_download(name, _known(name, revision), offline=False))


def _download(name: str, revision: str, offline: bool) -> str:
    from huggingface_hub import snapshot_download
    from tqdm.asyncio import tqdm_asyncio

    class Bar(tqdm_asyncio):  # type: ignore[type-arg]
        """A bar on a terminal, if fetching takes over two seconds."""

        def __init__(self, *words: Any, **named: Any) -> None:
            quiet = {"disable": None, "delay": 2, "leave": False}
            super().__init__(*words, **{k: v for k, v in named.items() if k != "name"} | quiet)

    return snapshot_download(
        name,
        repo_type="dataset",
        revision=revision,
        allow_patterns=_WANTED,
        local_files_only=offline,
        tqdm_class=Bar,
    )


def _spellings(revision: str) -> list[str]:
    """A revision as given, and, if it is a version, as its tag is called."""
    version = parse_version(revision)
    return list(dict.fromkeys([revision, *([version.tag] if version else [])]))


def _known(name: str, revision: str) -> str:
    """The revision as the Hub has it: a branch, tag or other reference, or a commit."""
    from huggingface_hub import HfApi

    refs = HfApi().list_repo_refs(name, repo_type="dataset")
    names = {each.name for each in (*refs.branches, *refs.tags)}
    names |= {each.ref for each in (*refs.branches, *refs.tags, *refs.converts)}
    for spelling in _spellings(revision):
        if spelling in names or _COMMIT.fullmatch(spelling):
            return spelling
    raise StoreError(f"{name} on the Hub has no revision {revision} ({_endpoint()})")


def _cached(name: str, revision: str) -> Path:
    from huggingface_hub.errors import LocalEntryNotFoundError

    for spelling in _spellings(revision):
        with contextlib.suppress(LocalEntryNotFoundError):
            return Path(_download(name, spelling, offline=True))
    message = f"{name}@{revision} is not in the cache, and HF_HUB_OFFLINE is set"
    raise StoreError(message)


@contextlib.contextmanager
def _told(what: str) -> Iterator[None]:
    """Turn an error of the Hub's client into one sentence."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:  # its transport, and so its errors, change from version to version
        said = str(error).strip().splitlines() or [type(error).__name__]
        message = f"{what} cannot be had from the Hub, {_endpoint()}: {said[0]}"
        raise StoreError(message) from error


def _endpoint() -> str:
    from huggingface_hub import constants

    return constants.ENDPOINT
