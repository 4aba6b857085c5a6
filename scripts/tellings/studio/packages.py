"""Whether the packages of the extra ``studio`` are there."""

import importlib.util

from tellings.store.writing import StoreError

_NEEDED = ("label_studio", "label_studio_sdk", "httpx", "psutil")


def require_packages() -> None:
    """Ask for the packages before they are imported.

    Raises:
        StoreError: with the line to type, if one is missing.
    """
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        raise StoreError("Label Studio is not installed; type: pip install 'tellings[studio]'")
