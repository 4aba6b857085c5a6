"""Agreement of two clusterings of mentions: MUC, B³, CEAFe and their mean.

As the reference scorer has them (Pradhan et al. 2014, ACL, "Scoring Coreference Partitions
of Predicted Mentions"): mentions of the two sides are the same if their extents are; what
only one side has stays in its clusters and is never put into the other's. Singletons count
in B³ and CEAFe; MUC counts links and so never sees them.
"""

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar

from tellings.agreement.assignment import best_pairs
from tellings.agreement.figures import MINIMUM, NO_LINKS, NO_UNITS, TOO_FEW, Figure, Score, score

M = TypeVar("M", bound=Hashable)
Clusters = Sequence[AbstractSet[M]]


def clusters(names: Mapping[M, str]) -> list[set[M]]:
    """Mentions put together by the name that each carries."""
    found: dict[str, set[M]] = {}
    for mention, name in names.items():
        found.setdefault(name, set()).add(mention)
    return list(found.values())


def _home(of: Clusters[M]) -> dict[M, int]:
    return {mention: at for at, cluster in enumerate(of) for mention in cluster}


def muc(response: Clusters[M], key: Clusters[M]) -> Score:
    """MUC (Vilain et al. 1995): the share of links that the other side has too."""

    def links_kept(these: Clusters[M], those: Clusters[M]) -> tuple[int, int]:
        home = _home(those)
        kept = wanted = 0
        for cluster in these:
            met = [home[mention] for mention in cluster if mention in home]
            kept += len(met) - len(set(met))
            wanted += len(cluster) - 1
        return kept, wanted

    kept, made = links_kept(response, key)
    found, wanted = links_kept(key, response)
    return Score(kept / made if made else None, found / wanted if wanted else None)


def b_cubed(response: Clusters[M], key: Clusters[M]) -> Score:
    """B³ (Bagga and Baldwin 1998): mention by mention, how much of its cluster is shared."""
    both = _overlaps(response, key)
    precise = sum(n * n / len(response[at]) for (at, _), n in both.items())
    found = sum(n * n / len(key[at]) for (_, at), n in both.items())
    predicted, wanted = sum(map(len, response)), sum(map(len, key))
    return Score(
        precise / predicted if predicted else None,
        found / wanted if wanted else None,
    )


def ceaf_e(response: Clusters[M], key: Clusters[M]) -> Score:
    """CEAFe (Luo 2005, φ4): clusters paired one-to-one so that 2|K∩R|/(|K|+|R|) adds up to most."""
    similar = {
        (one, other): 2 * n / (len(response[one]) + len(key[other]))
        for (one, other), n in _overlaps(response, key).items()
    }
    total = sum(similar[pair] for pair in best_pairs(similar))
    return score(total, len(response), len(key))


def _overlaps(response: Clusters[M], key: Clusters[M]) -> dict[tuple[int, int], int]:
    home = _home(key)
    found: dict[tuple[int, int], int] = {}
    for at, cluster in enumerate(response):
        for mention in cluster:
            if mention in home:
                pair = (at, home[mention])
                found[pair] = found.get(pair, 0) + 1
    return found


@dataclass(frozen=True, slots=True)
class ClusterAgreement:
    """Whether two sides tie the same mentions together.

    ``n_a`` and ``n_b`` count mentions, ``shared`` those of equal extent on both sides.
    """

    of: str
    n_a: int
    n_b: int
    shared: int
    muc: Figure
    b_cubed: Figure
    ceaf_e: Figure
    conll: Figure


def cluster_agreement(of: str, one: Mapping[M, str], other: Mapping[M, str]) -> ClusterAgreement:
    """All figures on two clusterings, or why there are none.

    Fewer mentions than the minimum on both sides together: none. No links on either
    side: no MUC, and so no mean of the three (the CoNLL score).
    """
    both = len(one.keys() & other.keys())
    if len(one) + len(other) < MINIMUM:
        none = Figure(reason=TOO_FEW if one or other else NO_UNITS)
        return ClusterAgreement(of, len(one), len(other), both, none, none, none, none)
    left, right = clusters(one), clusters(other)
    links, mentions, entities = (measure(left, right).f1 for measure in (muc, b_cubed, ceaf_e))
    none = Figure(reason=NO_LINKS)
    mean = none
    if links is not None and mentions is not None and entities is not None:
        mean = Figure((links + mentions + entities) / 3)
    return ClusterAgreement(
        of,
        len(one),
        len(other),
        both,
        none if links is None else Figure(links),
        Figure(mentions),
        Figure(entities),
        mean,
    )
