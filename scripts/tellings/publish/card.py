"""The dataset card: ``README.md`` of the built folder, YAML above and prose below."""

from collections.abc import Mapping
from importlib.resources import files as package_files
from string import Template
from typing import Any

import yaml

from tellings.codebook import Codebook
from tellings.publish.code import loading_code
from tellings.publish.configs import DEFAULT, Config
from tellings.publish.counting import Counts, as_markdown, counted
from tellings.publish.features import dataset_info
from tellings.publish.glossary import columns_glossary, labels_glossary
from tellings.publish.rights import rights_in_texts, told_of_texts
from tellings.publish.terms import TextTerms

_KINDS = {
    "human": "expert-generated",
    "language_model": "machine-generated",
    "rule": "machine-generated",
}
_WORDS = {"human": "a person", "language_model": "a language model", "rule": "rules in code"}


class _Dumper(yaml.SafeDumper):
    """Indents the items of lists, and quotes digits that are keys."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def size_category(rows: int) -> str:
    """The Hub's name for a number of rows."""
    for limit, name in ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K")):
        if rows < limit:
            return name
    return "100K<n<1M" if rows < 1_000_000 else "n>1M"


def metadata(
    info: Mapping[str, Any],
    present: tuple[Config, ...],
    codebook: Codebook,
    counts: Counts,
    languages: tuple[str, ...],
) -> dict[str, Any]:
    """The YAML block of the card."""
    kinds = sorted({_KINDS[kind] for _, kind, _ in counts.status})
    return {
        "pretty_name": info["title"],
        "license": info["license"].lower(),
        "language": list(languages),
        "annotations_creators": kinds or ["no-annotation"],
        "language_creators": ["found"],
        "multilinguality": ["monolingual" if len(languages) < 2 else "multilingual"],
        "source_datasets": ["original"],
        "size_categories": [size_category(counts.rows.get("articles", 0))],
        "task_categories": ["token-classification", "text-classification"],
        "tags": list(info.get("keywords", ())),
        "configs": [
            {
                "config_name": config.name,
                **({"default": True} if config.name == DEFAULT else {}),
                "data_files": [{"split": "train", "path": f"data/{config.name}/train-*.parquet"}],
            }
            for config in present
        ],
        "dataset_info": [dataset_info(config, codebook) for config in present],
    }


def tables_table(present: tuple[Config, ...], counts: Counts) -> str:
    """The published tables with their rows, in Markdown."""
    lines = [["config", "rows", "one row is"]]
    lines += [[f"`{c.name}`", str(counts.rows[c.name]), c.description] for c in present]
    return as_markdown(lines)


def passes_table(counts: Counts) -> str:
    """Records by pass, kind of annotator and status, in Markdown."""
    lines = [["pass", "made by", "status", "records"]]
    for (name, kind, status), number in sorted(counts.status.items()):
        lines.append([f"`{name}`", _WORDS[kind], status, str(number)])
    return as_markdown(lines)


def review_note(counts: Counts) -> str:
    """What can honestly be said about review by people."""
    if any(kind == "human" or status == "reviewed" for _, kind, status in counts.status):
        return "Records of status `reviewed` were reviewed by a person; no others were."
    if not counts.status:
        return "There are no annotations yet."
    return "**No person has reviewed any record of this version.**"


def _offsets(terms: TextTerms | None) -> str:
    counted = "Offsets are Unicode code points of `text`, end exclusive"
    if terms is not None and terms.withholds:
        return f"{counted}, though `text` itself is withheld (see below)."
    return f'{counted}: `row["text"][start:end]` is the span, in every row.'


def card(
    info: Mapping[str, Any],
    all_configs: tuple[Config, ...],
    codebook: Codebook,
    counts: Counts,
    languages: tuple[str, ...],
    terms: TextTerms | None = None,
) -> str:
    """The whole card; with ``terms``, that of a release."""
    present = tuple(config for config in all_configs if counts.rows.get(config.name))
    absent = [f"`{config.name}`" for config in all_configs if config not in present]
    layers = tuple(layer.name for layer in codebook.layers)
    data = metadata(info, present, codebook, counts, languages)
    block = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    articles, stories = (counts.rows.get(name, 0) for name in ("articles", "stories"))
    template = Template((package_files("tellings.publish") / "card.md").read_text("utf-8"))
    prose = template.substitute(
        {**info, "text_rights": rights_in_texts(info)},
        offsets=_offsets(terms),
        texts="\n\n".join(told_of_texts(info, terms)),
        code=loading_code("dataset", [config.name for config in present], terms),
        tables=tables_table(present, counts),
        columns=columns_glossary(present),
        labels=labels_glossary(present, codebook),
        home=f" Home page: <{info['url']}>" if info.get("url") else "",
        counts=as_markdown(counts.table(layers)),
        without=f"Nothing yet, so no file: {', '.join(absent)}." if absent else "",
        passes=passes_table(counts),
        review=review_note(counts),
        languages=f"Languages of the articles: {', '.join(languages)}.",
        size=f"{counted(articles, 'articles')} in {counted(stories, 'stories')}.",
        citation_key=info["name"].replace("-", "_"),
        authors=" and ".join(creator["name"] for creator in info["creators"]),
        year=info["date_published"][:4],
    )
    return f"---\n{block}---\n\n{prose}"
