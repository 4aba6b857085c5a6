"""Which record of a pass became which record of gold: ids differ between passes."""

from collections import defaultdict

from tellings.lessons.layers import Layers


class Origins:
    """Tells whether a reference inside a pass means the same as one inside gold."""

    def __init__(self, layers: Layers) -> None:
        """Read the field ``from`` of every gold record."""
        self._gold: dict[tuple[str, str], set[str]] = defaultdict(set)
        for record in layers.records.values():
            for ref in record.from_ or ():
                name, _, own = ref.partition("/")
                self._gold[name, own].add(record.id)

    def same(self, name: str, theirs: str, ours: str) -> bool:
        """Whether ``theirs``, as pass ``name`` writes it, is what gold writes as ``ours``.

        Words that are no id (``author``) are the same in all passes.
        """
        became = self._gold.get((name, theirs))
        return ours in became if became else theirs == ours and ":" not in ours
