"""Whether a record that two sides changed keeps the rules that each of them kept."""

import msgspec

from tellings.checks.guidelines import broken_combinations
from tellings.codebook import Codebook
from tellings.records import RECORD_TYPES, Annotation
from tellings.schemas import Schemas
from tellings.studio.fields import Plain
from tellings.studio.merging import Sound


def soundness(schemas: Schemas, codebook: Codebook) -> Sound:
    """The rule of a merge: the record fits its schema and no combination of labels is ruled out.

    Args:
        schemas: of the records, with the labels that the story adds.
        codebook: the same with the labels that the story adds.
    """

    def sound(record: Plain) -> bool:
        kind = record["record"]
        if not schemas.fast(kind).is_valid(record):
            return False
        try:
            found = msgspec.convert(record, RECORD_TYPES[kind])
        except msgspec.ValidationError:  # 1.0 is an integer to JSON Schema only
            return False
        return not isinstance(found, Annotation) or not broken_combinations(found, codebook)

    return sound
