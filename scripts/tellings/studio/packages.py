"""Whether the packages of the extra ``studio`` are there."""

import importlib.util

from tellings.store.writing import StoreError

_CLIENT = ("httpx", "ijson", "psutil")
_SERVER = ("label_studio", *_CLIENT)


def require_packages() -> None:
    """Ask for the packages of a server of one's own before they are imported.

    Raises:
        StoreError: with the line to type, if one is missing.
    """
    _require(_SERVER)


def require_client() -> None:
    """Ask for what speaks with a server, Label Studio itself aside.

    Raises:
        StoreError: with the line to type, if one is missing.
    """
    _require(_CLIENT)


def _require(names: tuple[str, ...]) -> None:
    if any(importlib.util.find_spec(name) is None for name in names):
        raise StoreError("Label Studio is not installed; type: pip install 'tellings[studio]'")
