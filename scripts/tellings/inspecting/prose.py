"""The prose of the card: does its code read what is there, and is it all said by somebody?"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from tellings.findings import Finding
from tellings.inspecting.card import CARD
from tellings.stages.scaffold import PLACEHOLDERS
from tellings.text import line_of

_CODE = re.compile(r"^```python\n(.*?)^```", re.M | re.S)
_READ = re.compile(r'load_dataset\("[^"]*", "(\w+)"|/data/(\w+)"')


def check_code(card: str, tables: Collection[str]) -> Iterator[Finding]:
    """Does the code of the card read only tables that are there?

    Args:
        card: the text of the card.
        tables: the names of the tables.
    """
    for block in _CODE.finditer(card):
        for found in _READ.finditer(block[1]):
            name = found[1] or found[2]
            if name not in tables:
                line = line_of(card, block.start(1) + found.start())
                message = f"the code reads {name!r}, and there is no such table"
                yield Finding("card-code", CARD, message, line)


def check_placeholders(info: Mapping[str, Any]) -> Iterator[Finding]:
    """Has somebody said what the dataset is, and who made it?

    Args:
        info: the table of ``dataset.toml``.
    """
    said = {
        "title": [info["title"].strip()],
        "description": re.findall(r"[^.]+\.", info["description"]),
        "creators": [each["name"].strip() for each in info["creators"]],
    }
    for name, placeholder in PLACEHOLDERS.items():
        if placeholder in [each.strip() for each in said[name]]:
            message = f"{name} in dataset.toml is still {placeholder!r}: say it, and build again"
            yield Finding("card-placeholder", CARD, message)
