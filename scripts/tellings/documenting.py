"""What documents derive from schema, codebook, commands and data, kept fresh block by block."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from tellings.codebook import Codebook, Inventory, Label
from tellings.findings import PUBLICATION_RULES, RULES, Rule
from tellings.parts import load_story
from tellings.publish.card import passes_table, review_note, tables_table
from tellings.publish.columns import Column
from tellings.publish.configs import configs
from tellings.publish.counting import as_markdown
from tellings.store.datasets import count_dataset
from tellings.store.schema_files import load_codebook, load_schemas
from tellings.store.seeds import story_names
from tellings.store.writing import StoreError, write_atomic

_BLOCK = re.compile(
    r"(<!-- begin (?P<name>[a-z-]+) -->\n)(?P<body>.*?)(<!-- end (?P=name) -->)", re.S
)


def refresh(root: Path, write: bool) -> list[str]:
    """Rewrite every generated block in the documents below ``root``.

    Returns:
        the documents that changed, or would change if not ``write``.

    Raises:
        StoreError: if a block has a name that nothing generates.
    """
    changed = []
    for path in _documents(root):
        text = path.read_text("utf-8")
        fresh = _BLOCK.sub(lambda found, path=path: _fresh(found, root, path), text)  # type: ignore[misc]
        if fresh != text:
            changed.append(path.relative_to(root).as_posix())
            if write:
                write_atomic(path, fresh)
    return changed


def _documents(root: Path) -> Iterator[Path]:
    yield from (path for path in (root / "README.md", root / "DATASHEET.md") if path.is_file())
    yield from sorted((root / "docs").rglob("*.md"))


def _fresh(found: re.Match[str], root: Path, path: Path) -> str:
    name = found["name"]
    if name not in _GENERATORS:
        known = ", ".join(sorted(_GENERATORS))
        raise StoreError(f"{path}: nothing generates a block {name!r}; known are {known}")
    return f"{found[1]}{_GENERATORS[name](root).strip()}\n{found[4]}"


# The blocks --------------------------------------------------------------------------------


def _rules(_root: Path) -> str:
    return _rules_table(RULES.values())


def _publication_rules(_root: Path) -> str:
    return _rules_table(PUBLICATION_RULES.values())


def _rules_table(rules: Iterable[Rule]) -> str:
    lines = [["rule", "level", "severity", "what it finds"]]
    lines += [[f"`{r.slug}`", str(r.level), r.severity, r.summary] for r in rules]
    return as_markdown(lines)


def _combinations(_root: Path) -> str:
    lines = [["combination", "record", "what it says"]]
    for each in load_codebook().combinations:
        lines.append([f"`{each.rule}`", each.record, each.message])
    return as_markdown(lines)


def _commands(_root: Path) -> str:
    from tellings.cli import COMMANDS, cli

    root = click.Context(cli, info_name="tellings", **cli.context_settings)
    parts = []
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root)
        parts.append(_help(context, command))
        if isinstance(command, click.Group):
            for inner_name in command.list_commands(context):
                inner = command.get_command(context, inner_name)
                assert inner is not None
                within = click.Context(inner, info_name=inner_name, parent=context)
                parts.append(_help(within, inner))
    return "\n\n".join(parts)


def _help(context: click.Context, command: click.Command) -> str:
    context.max_content_width = 90
    return f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```"


def _counts(root: Path) -> str:
    layers = load_codebook().labels("layer")
    return as_markdown(count_dataset(root / "dataset").table(layers))


def _tables(root: Path) -> str:
    counts = count_dataset(root / "dataset")
    present = tuple(each for each in configs(load_schemas()) if counts.rows.get(each.name))
    return tables_table(present, counts)


def _passes(root: Path) -> str:
    counts = count_dataset(root / "dataset")
    return f"{passes_table(counts)}\n\n{review_note(counts)}"


def _agreement(root: Path) -> str:
    from tellings.agreement.passes import compare_all
    from tellings.agreement.report import as_document

    seeds, layers = root / "seeds", load_codebook().labels("layer")
    parts = []
    for name in story_names(seeds)[0]:
        data = load_story(seeds, name, load_schemas())[0]
        found = compare_all(data, layers)[0] if data is not None else []
        if found:
            text = as_document(found, as_markdown, lambda head, name=name: f"**{name}: {head}**")  # type: ignore[misc]
            parts.append(text)
    return "\n\n".join(parts) or "No story has two passes to compare yet."


def _drafting(root: Path) -> str:
    from tellings.drafting.measuring import measure
    from tellings.drafting.report import as_document
    from tellings.story import GOLD

    seeds, layers = root / "seeds", load_codebook().labels("layer")
    parts = []
    for name in story_names(seeds)[0]:
        data = load_story(seeds, name, load_schemas())[0]
        if data is not None and GOLD in data.passes:
            found = measure(data, GOLD, layers)
            parts.append(as_document(found, as_markdown, lambda head: f"**{head}**"))
    return "\n\n".join(parts) or "No story has a pass `gold` to score against yet."


def _lesson(root: Path, table: str) -> str:
    from tellings.lessons import describing
    from tellings.lessons.making import Wanted, make_lesson
    from tellings.lessons.translation import check_of
    from tellings.store.lessons import read_language, read_standards, read_version
    from tellings.story import GOLD

    seeds, wanted = root / "seeds", read_standards()
    parts = []
    for name in story_names(seeds)[0]:
        data = load_story(seeds, name, load_schemas())[0]
        if data is not None and GOLD in data.passes:
            language = read_language(seeds, data.story, check_of(data.story, load_codebook()))
            terms = Wanted(read_version(seeds), wanted, language=language)
            lesson = make_lesson(data, load_codebook(), terms)
            parts.append(as_markdown(getattr(describing, table)(lesson)))
    return "\n\n".join(parts) or "No story has gold to make a lesson of yet."


def _fields(_root: Path) -> str:
    flat = [each for each in configs(load_schemas()) if each.name not in ("documents", "passes")]
    return "\n\n".join(
        f"### `{config.name}`\n\n{config.description}\n\n"
        + as_markdown(_field_lines(config.columns))
        for config in flat
    )


def _field_lines(columns: tuple[Column, ...]) -> list[list[str]]:
    lines = [["column", "type", "what it holds"]]
    for column in columns:
        lines.append([f"`{column.name}`", _type_name(column), column.description])
    return lines


def _type_name(column: Column) -> str:
    inner = ", ".join(part.name for part in column.parts)
    name = f"struct of {inner}" if column.parts else column.dtype
    if column.inventory:
        name = f"label of `{column.inventory}`"
    return f"list of {name}" if column.is_list else name


def _labels(_root: Path) -> str:
    codebook: Codebook = load_codebook()
    return "\n\n".join(_inventory(each) for each in codebook.inventories.values())


def _inventory(inventory: Inventory) -> str:
    kind = "Layer of spans" if inventory.is_layer else "Vocabulary"
    source = f" After {inventory.source}." if inventory.source else ""
    head = f"### {inventory.title} (`{inventory.name}`)\n\n{kind}. {inventory.definition}{source}"
    return "\n\n".join([head, *map(_label, inventory.labels.values())])


def _label(label: Label) -> str:
    return (
        f"**`{label.name}`**: {label.definition}\n\n"
        f"- *Rule.* {label.rule}\n- *Example.* {label.example}\n- *Not.* {label.counter_example}"
    )


def _version(_root: Path) -> str:
    return f"Codebook version {load_codebook().version}."


_GENERATORS: dict[str, Callable[[Path], str]] = {
    "rules": _rules,
    "publication-rules": _publication_rules,
    "combinations": _combinations,
    "commands": _commands,
    "counts": _counts,
    "tables": _tables,
    "passes": _passes,
    "agreement": _agreement,
    "drafting": _drafting,
    "lesson-plan": lambda root: _lesson(root, "plan"),
    "lesson-exercises": lambda root: _lesson(root, "exercises"),
    "lesson-standards": lambda root: _lesson(root, "standards"),
    "fields": _fields,
    "labels": _labels,
    "codebook-version": _version,
}
