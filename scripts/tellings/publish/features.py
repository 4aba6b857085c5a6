"""The columns as ``datasets`` features, in the YAML form that the card carries.

The form is the one that datasets 3.6, 4.x and 5.x all read: ``list:`` of named fields,
``struct:``, class_label names under quoted keys, no ``sequence:`` and no ``splits:``.
"""

from typing import Any

from tellings.codebook import Codebook
from tellings.publish.columns import Column
from tellings.publish.configs import Config


def feature(column: Column, codebook: Codebook) -> dict[str, Any]:
    """One column as a named feature."""
    if column.dtype == "struct":
        parts = [feature(part, codebook) for part in column.parts]
        return {"name": column.name, "list" if column.is_list else "struct": parts}
    if column.is_list:
        return {"name": column.name, "list": column.dtype}
    if column.inventory is not None:
        names = {str(at): name for at, name in enumerate(codebook.labels(column.inventory))}
        return {"name": column.name, "dtype": {"class_label": {"names": names}}}
    return {"name": column.name, "dtype": column.dtype}


def dataset_info(config: Config, codebook: Codebook) -> dict[str, Any]:
    """The entry of one config under ``dataset_info``."""
    features = [feature(column, codebook) for column in config.columns]
    return {"config_name": config.name, "features": features}
