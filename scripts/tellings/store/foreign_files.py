"""Reading what others made: the files of a folder, or one file and its neighbours."""

from pathlib import Path

from tellings.findings import Finding
from tellings.store.seeds import SourceFile, read_file
from tellings.store.writing import StoreError

MAX_FOREIGN_BYTES = 2 * 2**30


def read_foreign(
    path: Path, suffixes: tuple[str, ...], findings: list[Finding]
) -> dict[str, SourceFile]:
    """The files below a folder whose names end as wanted, by their path in it.

    Of a single file it is that file, with those beside it that end otherwise: texts, say,
    that it is about.

    Raises:
        StoreError: if there is nothing at ``path``, or no file of that kind.
    """
    if path.is_dir():
        root, wanted = path, [each for each in path.rglob("*") if each.name.endswith(suffixes)]
    elif path.is_file():
        root = path.parent
        beside = [each for each in root.iterdir() if each.name.endswith(suffixes)]
        wanted = [path, *(each for each in beside if each.suffix != path.suffix)]
    else:
        raise StoreError(f"{path}: there is no such file or folder")
    found: dict[str, SourceFile] = {}
    for each in sorted(wanted):
        if each.is_file() and (source := read_file(each, findings, MAX_FOREIGN_BYTES)):
            found[each.relative_to(root).as_posix()] = source
    if not found and not findings:
        raise StoreError(f"{path}: no file here ends in {' or '.join(suffixes)}")
    return found
