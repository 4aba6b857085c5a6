"""What files of several forms are made by: zips that carry no clock, characters of XML."""

import io
import re
import zipfile
from collections.abc import Mapping

_DATE = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def zipped(files: Mapping[str, bytes], first: tuple[str, ...] = ()) -> bytes:
    """A zip of some files, sorted by name; the same files give the same bytes.

    Args:
        files: their bytes by name.
        first: names that come before the others, in this order (``mimetype`` of some formats).
    """
    found = io.BytesIO()
    order = [*first, *sorted(set(files) - set(first))]
    with zipfile.ZipFile(found, "w") as package:
        for name in order:
            info = zipfile.ZipInfo(name, _DATE)
            info.external_attr = _MODE
            package.writestr(info, files[name], zipfile.ZIP_DEFLATED)
    return found.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of a zip, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def legal(text: str) -> str:
    r"""Characters that XML cannot hold, made U+FFFD.

    >>> legal("a\x00b\x0cc")
    'a�b�c'
    """
    return _ILLEGAL.sub("\ufffd", text)
