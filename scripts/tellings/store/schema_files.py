"""The schema files and the codebook, as they are installed or checked out."""

from functools import cache
from importlib.resources import files as package_files
from pathlib import Path

import orjson
import tomli

from tellings.codebook import Codebook, codebook_from
from tellings.schemas import Schemas
from tellings.text import sha256


def schema_folder() -> Path:
    """The schema files: the copy in the installed package, else the checkout's own."""
    packaged = Path(str(package_files("tellings"))) / "schema"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "schema"


@cache
def load_codebook() -> Codebook:
    """The codebook of the project."""
    return codebook_from(tomli.loads((schema_folder() / "codebook.toml").read_text("utf-8")))


@cache
def load_schemas() -> Schemas:
    """All record and file schemas, with the label lists of the codebook."""
    suffix = ".schema.json"
    documents = {
        path.name.removesuffix(suffix): orjson.loads(path.read_bytes())
        for path in sorted(schema_folder().glob(f"*{suffix}"))
    }
    return Schemas(documents, load_codebook())


@cache
def schema_digest() -> str:
    """One hash over all schema files and the codebook."""
    paths = [*sorted(schema_folder().glob("*.schema.json")), schema_folder() / "codebook.toml"]
    return sha256("".join(f"{path.name} {sha256(path.read_bytes())}\n" for path in paths))
