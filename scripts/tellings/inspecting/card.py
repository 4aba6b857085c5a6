"""The card: its metadata, its configs and features, its links."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import yaml

from tellings.findings import Finding
from tellings.publish.card import size_category

CARD = "README.md"
_FRONT = re.compile(r"---\n(.*?)\n---\n", re.S)
_LINK = re.compile(r"(?:\]\(|\b(?:href|src)=[\"'])\s*<?([^)\s\"'>]+)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LICENSE = re.compile(r"[a-z0-9][a-z0-9.-]*")
_LISTS = ("task_categories", "annotations_creators", "source_datasets")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Metadata = Mapping[str, Any]


def metadata_of(card: str) -> Metadata | None:
    """The YAML block of a card; None if there is none, or it does not parse."""
    found = _FRONT.match(card)
    try:
        read = yaml.load(found[1], _Loader) if found else None  # noqa: S506
    except yaml.YAMLError:
        return None
    return read if isinstance(read, dict) else None


def check_metadata(data: Metadata, languages: Collection[str], articles: int) -> Iterator[Finding]:
    """What a reader of the Hub filters and decides by: is it there, and is it true?

    Args:
        data: the YAML block of the card.
        languages: the languages of the articles.
        articles: how many there are.
    """

    def wrong(message: str) -> Finding:
        return Finding("card-metadata", CARD, message)

    if not (isinstance(data.get("pretty_name"), str) and data["pretty_name"].strip()):
        yield wrong("pretty_name is missing: the title for people")
    licence = data.get("license")
    if not (isinstance(licence, str) and _LICENSE.fullmatch(licence)):
        yield wrong("license is missing, or no identifier in lower case such as cc-by-4.0")
    for name in _LISTS:
        if not _texts(data.get(name)):
            yield wrong(f"{name} is missing or empty")
    given = _texts(data.get("language"))
    if not given or not all(map(_LANGUAGE.fullmatch, given)):
        yield wrong("language is missing, or no list of language tags such as en")
    elif set(given) != set(languages):
        yield wrong(f"language is {_listed(given)}, the articles are {_listed(languages)}")
    size = size_category(articles)
    if _texts(data.get("size_categories")) != [size]:
        yield wrong(f"size_categories is not {size!r}, as {articles:,} articles are")


def _texts(value: object) -> list[str]:
    """A list of texts, as itself; nothing for anything else."""
    if isinstance(value, list) and all(isinstance(each, str) and each for each in value):
        return value
    return []


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def check_configs(data: Metadata, tables: Mapping[str, int]) -> Iterator[Finding]:
    """Are the configs of the card the tables that are there?

    Args:
        data: the YAML block of the card.
        tables: how many files each table has.
    """

    def wrong(message: str) -> Finding:
        return Finding("card-configs", CARD, message)

    configs = _tables(data.get("configs"))
    names = [str(each.get("config_name")) for each in configs]
    for name in sorted({each for each in names if names.count(each) > 1}):
        yield wrong(f"config {name!r} stands there twice")
    for name in sorted(set(tables) - set(names)):
        yield wrong(f"data/{name}/ is in no config, so nobody will find it")
    for name in sorted(set(names) - set(tables)):
        yield wrong(f"config {name!r} has no files; a config without rows cannot be loaded")
    if sum(bool(each.get("default")) for each in configs) != 1:
        yield wrong("not exactly one config is the default")
    for each in configs:
        files = [{"split": "train", "path": f"data/{each.get('config_name')}/train-*.parquet"}]
        if each.get("config_name") in tables and each.get("data_files") != files:
            yield wrong(f"config {each['config_name']!r} does not take its files from its table")


def _tables(value: object) -> list[dict[str, Any]]:
    """A list of mappings, as itself; nothing for anything else."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def features_of(data: Metadata) -> dict[str, list[dict[str, Any]]]:
    """The features that the card declares, by config."""
    return {
        str(each.get("config_name")): each["features"]
        for each in _tables(data.get("dataset_info"))
        if isinstance(each.get("features"), list)
    }


def check_features(data: Metadata, wanted: Mapping[str, list[dict[str, Any]]]) -> Iterator[Finding]:
    """Are the features that the card declares those of the schema?

    Args:
        data: the YAML block of the card.
        wanted: the features of every table that is there, as the schema has them.
    """
    declared = features_of(data)
    for config, features in wanted.items():
        if config not in declared:
            message = f"config {config!r} declares no features"
            yield Finding("card-features", CARD, message)
        elif declared[config] != features:
            message = f"config {config!r}: {_first_difference(declared[config], features)}"
            yield Finding("card-features", CARD, message)


def _first_difference(found: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> str:
    names = [each.get("name") for each in found]
    for feature in wanted:
        if feature["name"] not in names:
            return f"column {feature['name']!r} is not declared"
        if found[names.index(feature["name"])] != feature:
            return f"column {feature['name']!r} is declared otherwise than the schema has it"
    extra = [name for name in names if name not in {each["name"] for each in wanted}]
    return f"column {extra[0]!r} is declared, and not in the schema" if extra else "another order"


def check_links(text: str, files: Collection[str]) -> Iterator[Finding]:
    """Do the links of the card lead to a file of the folder, or to an address of the web?

    Args:
        text: the card.
        files: the paths of all files in the folder.
    """
    for number, line in enumerate(text.split("\n"), 1):
        for target in _LINK.findall(line):
            if problem := link_problem(target, files):
                yield Finding("broken-link", CARD, f"{target}: {problem}", number)


def link_problem(target: str, files: Collection[str]) -> str | None:
    """What is wrong with the target of a link; None if it can be followed from anywhere.

    >>> link_problem("docs/missing.md", {"README.md"})
    'there is no such file in the folder'
    >>> link_problem("../seeds", {"README.md"})
    'leads out of the folder'
    """
    if _SCHEME.match(target):
        return None if re.match(r"https?:|mailto:|hf:", target) else "no address of the web"
    path = PurePosixPath(target.partition("#")[0])
    if not path.parts:
        return None
    if path.is_absolute() or ".." in path.parts:
        return "leads out of the folder"
    return None if path.as_posix() in files else "there is no such file in the folder"
