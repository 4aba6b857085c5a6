"""The schema files and the codebook, as they are installed or checked out."""

from dataclasses import replace
from functools import cache
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

import orjson
import tomli

from tellings.codebook import Codebook, codebook_from
from tellings.schemas import Schemas, questions
from tellings.text import sha256


def schema_folder() -> Path:
    """The schema files: the copy in the installed package, else the checkout's own."""
    packaged = Path(str(package_files("tellings"))) / "schema"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "schema"


@cache
def load_codebook() -> Codebook:
    """The codebook of the project, with what the fields of records ask."""
    found = codebook_from(tomli.loads((schema_folder() / "codebook.toml").read_text("utf-8")))
    asked = {
        path: words
        for name, schema in _documents().items()
        if not name.startswith("file-")
        for path, words in questions(name, schema)
    }
    return replace(found, questions=asked)


@cache
def load_schemas() -> Schemas:
    """All record and file schemas, with the label lists of the codebook."""
    return Schemas(_documents(), load_codebook())


@cache
def _documents() -> dict[str, dict[str, Any]]:
    suffix = ".schema.json"
    return {
        path.name.removesuffix(suffix): orjson.loads(path.read_bytes())
        for path in sorted(schema_folder().glob(f"*{suffix}"))
    }


@cache
def schema_digest() -> str:
    """One hash over all schema files and the codebook."""
    paths = [*sorted(schema_folder().glob("*.schema.json")), schema_folder() / "codebook.toml"]
    return sha256("".join(f"{path.name} {sha256(path.read_bytes())}\n" for path in paths))
