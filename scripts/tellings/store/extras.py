"""Whether the libraries of an extra are there, before anything is begun that needs them."""

import importlib.util

from tellings.store.writing import StoreError


def need(extra: str, *packages: str) -> None:
    """Make sure that packages are installed.

    Raises:
        StoreError: if one is not; the message has the line to type.
    """
    missing = [each for each in packages if importlib.util.find_spec(each) is None]
    if missing:
        names = " and ".join(missing)
        verb = "is" if len(missing) == 1 else "are"
        raise StoreError(f"{names} {verb} not installed; type: pip install 'tellings[{extra}]'")
