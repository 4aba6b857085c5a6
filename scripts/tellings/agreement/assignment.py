"""One-to-one pairs of greatest total weight: the assignment problem."""

import math
from collections.abc import Mapping

Pair = tuple[int, int]


def best_pairs(weights: Mapping[Pair, float]) -> list[Pair]:
    """The one-to-one pairs of rows and columns whose weights add up to most.

    Pairs without a weight above 0 are never made. What shares no row or column with
    something else is solved by itself, so sparse weights stay cheap.

    >>> best_pairs({(0, 0): 2, (0, 1): 3, (1, 1): 2})
    [(0, 0), (1, 1)]
    """
    edges = {pair: weight for pair, weight in weights.items() if weight > 0}
    return sorted(pair for part in _components(edges) for pair in _solve(part, edges))


def _components(edges: Mapping[Pair, float]) -> list[list[Pair]]:
    """The edges in groups that share no row and no column."""
    by_row: dict[int, list[Pair]] = {}
    by_column: dict[int, list[Pair]] = {}
    for pair in edges:
        by_row.setdefault(pair[0], []).append(pair)
        by_column.setdefault(pair[1], []).append(pair)
    seen: set[Pair] = set()
    groups = []
    for first in edges:
        if first in seen:
            continue
        seen.add(first)
        group = [first]
        for row, column in group:
            for near in (*by_row.pop(row, ()), *by_column.pop(column, ())):
                if near not in seen:
                    seen.add(near)
                    group.append(near)
        groups.append(group)
    return groups


def _solve(part: list[Pair], edges: Mapping[Pair, float]) -> list[Pair]:
    rows, columns = sorted({row for row, _ in part}), sorted({column for _, column in part})
    swap = len(rows) > len(columns)
    if swap:
        costs = [[-edges.get((row, column), 0) for row in rows] for column in columns]
    else:
        costs = [[-edges.get((row, column), 0) for column in columns] for row in rows]
    pairs = [(near, far) if not swap else (far, near) for near, far in enumerate(_hungarian(costs))]
    found = [(rows[row], columns[column]) for row, column in pairs]
    return [pair for pair in found if pair in edges]


def _hungarian(costs: list[list[float]]) -> list[int]:
    """The column of each row at least total cost; no more rows than columns.

    Kuhn (1955) with the potentials and shortest augmenting paths of Jonker and
    Volgenant (1987): O(rows² · columns). Index 0 stands for "not assigned".
    """
    height, width = len(costs), len(costs[0])
    row_price, column_price = [0.0] * (height + 1), [0.0] * (width + 1)
    row_of, came_from = [0] * (width + 1), [0] * (width + 1)
    for row in range(1, height + 1):
        row_of[0], column = row, 0
        slack = [math.inf] * (width + 1)
        done: list[int] = []
        left = list(range(1, width + 1))
        while row_of[column]:
            done.append(column)
            here = row_of[column]
            for other in left:
                reduced = costs[here - 1][other - 1] - row_price[here] - column_price[other]
                if reduced < slack[other]:
                    slack[other], came_from[other] = reduced, column
            column = min(left, key=slack.__getitem__)
            step = slack[column]
            for other in done:
                row_price[row_of[other]] += step
                column_price[other] -= step
            for other in left:
                slack[other] -= step
            left.remove(column)
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    assigned = {row_of[column]: column - 1 for column in range(1, width + 1)}
    return [assigned[row] for row in range(1, height + 1)]
