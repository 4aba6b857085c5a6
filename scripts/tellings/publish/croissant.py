"""Croissant 1.1 description of the dataset, in the form that mlcroissant reads whole.

The fields follow the columns. Where they depart from them it is because mlcroissant 1.1.1
would otherwise give back other rows than the Parquet files hold; the comments say where.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from tellings.codebook import LAYER_LIST, SPAN_LABEL_LIST, Codebook
from tellings.publish.columns import Column
from tellings.publish.configs import Config
from tellings.publish.rights import rights_in_texts
from tellings.publish.terms import TextTerms

Node = dict[str, Any]

_CONFORMS_TO = ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]
_PARQUET = "application/x-parquet"
_TERMS = (
    "annotation arrayShape citeAs column containedIn equivalentProperty excludes extract field"
    " fileObject fileProperty fileSet format includes isArray isLiveDataset jsonPath key md5"
    " parentField path readLines recordSet references regex repeated replace samplingRate"
    " sdVersion separator source subField transform unArchive"
)
_CONTEXT: Node = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    **{term: f"cr:{term}" for term in _TERMS.split()},
}
_DATA_TYPES: Mapping[str, str] = {
    "string": "sc:Text",
    "int32": "sc:Integer",
    "bool": "sc:Boolean",
    "date32": "sc:Date",
}

_RESPONSIBLE: Mapping[str, tuple[str, ...]] = {
    "rai:dataPreprocessingProtocol": (
        "A text is the bytes of the article as received, decoded; a byte order mark is dropped,"
        " line ends become line feeds, e-mail addresses are masked, and nothing else is changed.",
    ),
    "rai:dataLimitations": (
        "Records that no person has reviewed are published too: `status` says of every record"
        " how far it has come, `pass` and `annotator_kind` say who made it.",
        "An article without records of some kind may be an article that nobody has annotated"
        " for it yet: `passes` lists which pass went through which article.",
    ),
    "rai:personalSensitiveInformation": (
        "E-mail addresses in the texts are overwritten by the same number of █.",
        "The articles name people, as their publishers printed them; these names are kept.",
    ),
}

_TARGETS: Mapping[str, str] = {
    "documents/id": "articles",
    "story_id": "stories",
    "article_id": "articles",
    "article": "articles",
    "entity": "entities",
    "source_entities": "entities",
    "place": "entities",
    "wording/target": "entities",
    "spans": "spans",
    "attribution": "attributions",
    "parent": "attributions",
    "event": "events",
    "from_event": "events",
    "to_event": "events",
}
"""Columns that hold ids of another table, by the end of their path."""

_OF_ALL_PASSES = "passes"
_RIGHTS = re.compile(
    r"The licence, (?P<license>.+?), is that of the annotations and does not license the"
    r" texts of the articles\. (?P<text_rights>.*)",
    re.S,
)


def croissant(
    info: Mapping[str, Any],
    present: tuple[Config, ...],
    codebook: Codebook,
    files: Sequence[Mapping[str, Any]],
    languages: tuple[str, ...],
    terms: TextTerms | None = None,
) -> dict[str, Any]:
    """The Croissant description of a built dataset folder.

    Args:
        info: the table of ``dataset.toml``.
        present: the configs that have rows.
        codebook: the label lists, with the labels that the stories add.
        files: path, size and hash of each Parquet file; paths are relative to the folder.
        languages: BCP 47 tags of the articles.
        terms: of a release, what it carries of the texts.
    """
    shards = {config.name: _shards(config, files) for config in present}
    tables = frozenset(shards)
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS_TO,
        **_about(info),
        "inLanguage": list(languages),
        "isLiveDataset": False,
        **_responsible(terms),
        "distribution": [
            *(_file_object(each) for found in shards.values() for each in found),
            *(_file_set(name, found) for name, found in shards.items() if len(found) > 1),
        ],
        "recordSet": [
            *(_enumeration(name, codebook) for name in _inventories(present)),
            *(_Table(each, shards[each.name], tables).record_set() for each in present),
        ],
    }


def _responsible(terms: TextTerms | None) -> Node:
    said: dict[str, list[str]] = {name: list(texts) for name, texts in _RESPONSIBLE.items()}
    if terms is not None:
        said["rai:dataPreprocessingProtocol"] += terms.sentences()
    return said


def info_of(described: Mapping[str, Any]) -> dict[str, Any]:
    """The table of ``dataset.toml`` from which a description was made.

    Raises:
        ValueError: if the description is not one that ``croissant`` makes.
    """
    try:
        rights = described["usageInfo"]["text"]
        found = _RIGHTS.fullmatch(rights)
        if found is None:
            raise ValueError(rights)
        info = {
            "name": described["name"],
            "title": described["alternateName"],
            "description": described["description"].removesuffix(f"\n\n{rights}"),
            "version": described["version"],
            "date_published": described["datePublished"],
            "license": found["license"],
            "license_url": described["license"],
            "text_rights": found["text_rights"],
            "creators": [
                {key: value for key, value in each.items() if key != "@type"}
                for each in described["creator"]
            ],
        }
    except (KeyError, TypeError) as error:
        raise ValueError(f"no {error}") from error
    return info | {name: described[name] for name in ("url", "keywords") if name in described}


# The dataset ----------------------------------------------------------------------------------


def _about(info: Mapping[str, Any]) -> Node:
    """What a person said about the dataset, and what holds for the texts in it."""
    optional = {name: info[name] for name in ("url", "keywords") if info.get(name)}
    return {
        "name": info["name"],
        "alternateName": info["title"],
        "description": f"{info['description'].strip()}\n\n{_rights(info)}",
        "version": info["version"],
        "datePublished": str(info["date_published"]),
        "creator": [_creator(each) for each in info["creators"]],
        "citeAs": _citation(info),
        "license": info["license_url"],
        "sdLicense": info["license_url"],
        "usageInfo": {
            "@type": "sc:CreativeWork",
            "name": "Rights in the texts of the articles",
            "text": _rights(info),
        },
        **optional,
    }


def _rights(info: Mapping[str, Any]) -> str:
    return (
        f"The licence, {info['license']}, is that of the annotations and does not license the"
        f" texts of the articles. {rights_in_texts(info)}"
    )


def _creator(creator: Mapping[str, str]) -> Node:
    # dataset.toml does not tell people from groups, but Croissant asks for one or the other.
    return {"@type": "sc:Organization", **creator}


def _citation(info: Mapping[str, Any]) -> str:
    """The BibTeX entry of the card."""
    fields = {
        "title": info["title"],
        "author": " and ".join(creator["name"] for creator in info["creators"]),
        "year": str(info["date_published"])[:4],
        "version": info["version"],
        "note": f"Dataset. Annotations under {info['license']}; it does not cover the articles",
    }
    lines = ",\n".join(f"  {name:<12} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{info['name'].replace('-', '_')},\n{lines}\n}}"


# The files ------------------------------------------------------------------------------------


def _shards(config: Config, files: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The files of one config, in order."""
    found = [each for each in files if PurePosixPath(each["path"]).parent.name == config.name]
    return sorted(found, key=lambda each: str(each["path"]))


def _file_object(file: Mapping[str, Any]) -> Node:
    return {
        "@type": "cr:FileObject",
        "@id": file["path"],
        "name": PurePosixPath(file["path"]).name,
        "contentUrl": file["path"],
        "contentSize": f"{file['bytes']} B",
        "encodingFormat": _PARQUET,
        "sha256": file["sha256"],
    }


def _file_set(table: str, shards: Sequence[Mapping[str, Any]]) -> Node:
    # Without `containedIn`: mlcroissant unpacks what a set is contained in, and can't read
    # a set that is made of plain files.
    return {
        "@type": "cr:FileSet",
        "@id": f"data/{table}",
        "name": table,
        "description": f"The {len(shards)} shards of `{table}`.",
        "encodingFormat": _PARQUET,
        "includes": [file["path"] for file in shards],
    }


# The label lists ------------------------------------------------------------------------------


def _walk(columns: tuple[Column, ...]) -> Iterator[Column]:
    for column in columns:
        yield column
        yield from _walk(column.parts)


def _inventories(present: tuple[Config, ...]) -> list[str]:
    """The label lists that the columns draw on, each once."""
    columns = (column for config in present for column in _walk(config.columns))
    return list(dict.fromkeys(each.inventory for each in columns if each.inventory))


def _label_key(inventory: str) -> str:
    return f"labels/{inventory}/key"


def _labels(inventory: str, codebook: Codebook) -> Iterator[tuple[str, str, str]]:
    """Name, title and definition of every label of a list."""
    if inventory == LAYER_LIST:
        for layer in codebook.layers:
            yield layer.name, layer.title, layer.definition
        return
    lists = codebook.layers if inventory == SPAN_LABEL_LIST else (codebook.inventories[inventory],)
    for each in lists:
        for label in each.labels.values():
            yield label.name, label.title, label.definition


def _enumeration_text(inventory: str, codebook: Codebook) -> str:
    if inventory == LAYER_LIST:
        return "The layers that spans are labelled in."
    if inventory == SPAN_LABEL_LIST:
        return "The labels of spans, of all layers."
    return codebook.inventories[inventory].definition


def _enumeration(inventory: str, codebook: Codebook) -> Node:
    """A label list, with its labels as inline data."""
    place = f"labels/{inventory}"
    keys = [f"{place}/{part}" for part in ("key", "name", "description")]
    texts = ("The label as it stands in the data.", "Its title.", "Its definition.")
    # One row a key: a key that came twice would double the rows that are joined to it.
    rows = {label[0]: dict(zip(keys, label, strict=True)) for label in _labels(inventory, codebook)}
    return {
        "@type": "cr:RecordSet",
        "@id": place,
        "name": inventory,
        "description": _enumeration_text(inventory, codebook),
        "dataType": "sc:Enumeration",
        "key": {"@id": _label_key(inventory)},
        "field": [
            {**_head(key, key.rpartition("/")[2], text), "dataType": "sc:Text"}
            for key, text in zip(keys, texts, strict=True)
        ],
        "data": list(rows.values()),
    }


# The tables -----------------------------------------------------------------------------------


def _head(path: str, name: str, description: str) -> Node:
    return {"@type": "cr:Field", "@id": path, "name": name, "description": description}


def _json_path(*names: str) -> str:
    return "$" + "".join(f"['{name}']" for name in names)


def _lists_structs(column: Column) -> bool:
    return column.is_list and column.dtype == "struct"


@dataclass(frozen=True, slots=True)
class _Reach:
    """How a leaf is got at: its column, and the JSON paths applied to a value of it."""

    column: str
    json_paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    """One config, as a record set over its files."""

    config: Config
    shards: Sequence[Mapping[str, Any]]
    tables: frozenset[str]

    def record_set(self) -> Node:
        """The record set."""
        name = self.config.name
        return {
            "@type": "cr:RecordSet",
            "@id": name,
            "name": name,
            "description": self.config.description,
            "key": {"@id": f"{name}/id"},
            "field": [self._column(column) for column in self.config.columns],
        }

    def _column(self, column: Column) -> Node:
        path = f"{self.config.name}/{column.name}"
        if column.dtype != "struct":
            return self._leaf(column, path, _Reach(column.name), is_top=True)
        return self._list(column, path) if column.is_list else self._struct(column, path)

    def _struct(self, column: Column, path: str) -> Node:
        """A struct; a list of structs in it is a field of its own, with sub-fields again."""
        parts = []
        for part in column.parts:
            inner = f"{path}/{part.name}"
            if _lists_structs(part):
                parts.append(self._list_in_struct(column, part, inner))
            else:
                reach = _Reach(column.name, (_json_path(part.name),))
                parts.append(self._leaf(part, inner, reach))
        return {**_head(path, column.name, column.description), "subField": parts}

    def _list_in_struct(self, column: Column, part: Column, path: str) -> Node:
        """A list of structs in a struct.

        Two steps, first to the list, then into its items. Transforms are a set in RDF, and
        come back in any order; so both steps are the same and pick whichever of the two
        names is there.
        """
        leaves = []
        for leaf in part.parts:
            step = f"$['{part.name}','{leaf.name}']"
            reach = _Reach(column.name, (step, step))
            leaves.append(self._leaf(leaf, f"{path}/{leaf.name}", reach))
        return {
            **_head(path, part.name, part.description),
            "isArray": True,
            "subField": leaves,
        }

    def _list(self, column: Column, path: str) -> Node:
        """A list of structs; structs in the items are laid flat into them."""
        leaves, left_out = [], []
        for names, description, leaf in _flat(column.parts):
            if _lists_structs(leaf):
                left_out.append(f"`{'/'.join(names)}`")
                continue
            reach = _Reach(column.name, (_json_path(*names),))
            made = self._leaf(leaf, "/".join((path, *names)), reach)
            leaves.append({**made, "name": "/".join(names), "description": description})
        text = column.description
        if left_out:
            text += f" Lists within the items stand in the Parquet only: {', '.join(left_out)}."
        return {**_head(path, column.name, text), "isArray": True, "subField": leaves}

    def _leaf(self, column: Column, path: str, reach: _Reach, is_top: bool = False) -> Node:
        source: Node = {**self._files(), "extract": {"column": reach.column}}
        if reach.json_paths:
            source["transform"] = [{"jsonPath": each} for each in reach.json_paths]
        return {
            **_head(path, column.name, column.description),
            "dataType": _DATA_TYPES[column.dtype],
            **({"isArray": True} if column.is_list else {}),
            "source": source,
            **self._references(column, path, is_top),
        }

    def _files(self) -> Node:
        if len(self.shards) > 1:
            return {"fileSet": {"@id": f"data/{self.config.name}"}}
        return {"fileObject": {"@id": self.shards[0]["path"]}}

    def _references(self, column: Column, path: str, is_top: bool) -> Node:
        """The field of another record set whose values stand in this one, if there is one."""
        if column.inventory is not None:
            field = _label_key(column.inventory)
        elif (target := _target(path)) is not None and self._may_refer_to(target):
            field = f"{target}/id"
        else:
            return {}
        if is_top:
            # With `references` on a whole column mlcroissant joins the two record sets, and
            # keeps what it read: a second read is empty, and a table that refers to one read
            # before fails. It can't join on lists nor in a circle either.
            return {"dct:references": {"@id": field}}
        return {"references": {"field": {"@id": field}}}

    def _may_refer_to(self, target: str) -> bool:
        """Whether the ids in this table are surely those of another that is present."""
        # Records of other passes have ids of their own, which no table of gold has.
        of_no_pass = target in ("stories", "articles")
        return target in self.tables and (of_no_pass or self.config.name != _OF_ALL_PASSES)


def _target(path: str) -> str | None:
    """The table whose ids stand in a column."""
    *_, outer, name = path.split("/")
    if name.endswith(("_span", "_spans")):
        return "spans"
    return _TARGETS.get(f"{outer}/{name}") or _TARGETS.get(name)


def _flat(parts: tuple[Column, ...]) -> Iterator[tuple[tuple[str, ...], str, Column]]:
    """The leaves of list items, and the lists in them, with names and description from there.

    mlcroissant knows one level of items: deeper ones come back beside the list, not in its
    items, and a list of structs in an item does not come back at all, since no JSON path
    takes all its values. So structs are laid flat, and such lists are left to the caller.
    """
    for part in parts:
        if part.dtype != "struct" or part.is_list:
            yield (part.name,), part.description, part
            continue
        for names, description, leaf in _flat(part.parts):
            yield (part.name, *names), f"{part.description} {description}", leaf
