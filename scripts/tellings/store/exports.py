"""Writing an export: a folder of its own, never over something else."""

from collections.abc import Mapping
from pathlib import Path

from tellings.store.writing import StoreError, write_all


def write_export(out: Path, files: Mapping[str, bytes], replace: bool) -> None:
    """Write the files of an export below ``out``, all or none.

    Raises:
        StoreError: if ``out`` holds something already and it is not to be replaced, or
            holds what this export would not write.
    """
    there = {each.relative_to(out).as_posix() for each in out.rglob("*") if each.is_file()}
    if there and not replace:
        raise StoreError(f"{out} is not empty; give another --out, or --replace")
    if strange := sorted(there - set(files)):
        names = ", ".join(strange[:5])
        raise StoreError(f"{out} holds what is not of this export: {names}; nothing was changed")
    write_all({out / name: data for name, data in files.items()})
