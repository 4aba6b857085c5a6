"""Measures against the literature and other implementations; `agree` as people meet it."""

import itertools
import json
import math
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import krippendorff
import pytest
import scorch.scores  # type: ignore[import-untyped]
from click.testing import CliRunner, Result
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tellings.agreement.assignment import best_pairs
from tellings.agreement.coreference import b_cubed, ceaf_e, cluster_agreement, muc
from tellings.agreement.extents import extent
from tellings.agreement.figures import MINIMUM, Figure
from tellings.agreement.labels import ac1, label_agreement, nominal_alpha
from tellings.agreement.measuring import Agreement, agreement
from tellings.agreement.report import as_json, legend, tables
from tellings.agreement.sides import JSON, side
from tellings.agreement.unitizing import Continuum, disjoint, expected, observed, u_alpha
from tellings.cli import cli
from tellings.documenting import refresh
from tellings.store.schema_files import load_codebook

from .conftest import Project, span

ROOT = Path(__file__).parents[1]
LABELS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), min_size=1)


# Assignment -----------------------------------------------------------------------------------


@settings(deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 5)), st.integers(0, 9).map(float), max_size=20
    )
)
def test_pairs_are_the_best_there_are(weights: dict[tuple[int, int], float]) -> None:
    pairs = best_pairs(weights)
    for at in (0, 1):
        assert len({pair[at] for pair in pairs}) == len(pairs)
    best = max(
        sum(weights.get(pair, 0) for pair in enumerate(order))
        for order in itertools.permutations(range(6), 5)
    )
    assert sum(weights[pair] for pair in pairs) == best
    assert all(weights[pair] > 0 for pair in pairs)


# Labels -----------------------------------------------------------------------------------


@settings(deadline=None)
@given(LABELS)
def test_alpha_is_the_one_of_the_krippendorff_package(pairs: list[tuple[str, str]]) -> None:
    ours = nominal_alpha(pairs)
    if len({label for pair in pairs for label in pair}) < 2:
        assert ours is None
        return
    data = [["abcd".index(pair[at]) for pair in pairs] for at in (0, 1)]
    theirs = krippendorff.alpha(data, level_of_measurement="nominal")
    assert ours == pytest.approx(theirs)


def table(cells: Sequence[Sequence[int]]) -> list[tuple[str, str]]:
    return [
        (str(row), str(column))
        for row, line in enumerate(cells)
        for column, number in enumerate(line)
        for _ in range(number)
    ]


def test_ac1_of_the_published_tables() -> None:
    # Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed.: 100 women, three kinds of pregnancy
    abstractors = table([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
    assert ac1(abstractors) == pytest.approx(0.8493305, abs=1e-7)
    assert nominal_alpha(abstractors) == pytest.approx(0.7972585, abs=1e-7)
    # by hand, the high agreement that Gwet 2008 is about (kappa is below 0 here):
    # pa = 118/125, π = 243/250, pe = 2π(1-π)
    by_hand = (118 / 125 - 2 * 0.972 * 0.028) / (1 - 2 * 0.972 * 0.028)
    assert ac1(table([[118, 5], [2, 0]])) == pytest.approx(by_hand)


@settings(deadline=None)
@given(LABELS)
def test_labels_agree_the_same_both_ways(pairs: list[tuple[str, str]]) -> None:
    turned = [(other, one) for one, other in pairs]
    assert nominal_alpha(pairs) == nominal_alpha(turned)
    assert ac1(pairs) == ac1(turned)


def test_no_figure_without_units_or_variation() -> None:
    few = label_agreement("x", [("a", "a")] * (MINIMUM - 1))
    assert (few.equal.value, few.alpha.reason, few.ac1.reason) == (None, "n < 10", "n < 10")
    same = label_agreement("x", [("a", "a")] * MINIMUM)
    assert (same.equal.value, same.alpha, same.ac1) == (
        1.0,
        Figure(reason="one label"),
        Figure(reason="one label"),
    )
    assert label_agreement("x", []).alpha.reason == "no units"


# Unitizing --------------------------------------------------------------------------------


def continuum(length: int, one: list[tuple[int, int]], other: list[tuple[int, int]]) -> Continuum:
    """A continuum from (beginning, length), as the literature writes units."""
    ranges = [tuple((start, start + size) for start, size in each) for each in (one, other)]
    return Continuum(length, *ranges)


C = continuum(300, [(75, 70), (220, 30)], [(70, 80), (205, 20), (250, 20)])
K = continuum(300, [(30, 60), (150, 50)], [(30, 60), (150, 50)])
"""Krippendorff 2004, Content Analysis, 2nd ed., p. 254, from 150 on: categories c and k."""


def test_u_alpha_of_krippendorffs_own_example() -> None:
    assert observed([C]) / 300**2 == pytest.approx(0.0144, abs=5e-5)
    assert expected([C]) == pytest.approx(0.0532, abs=5e-5)
    assert expected([K]) == pytest.approx(0.0490, abs=5e-5)
    assert u_alpha([[C]]) == pytest.approx(0.7286, abs=5e-5)
    assert u_alpha([[K]]) == 1.0
    assert u_alpha([[C], [K]]) == pytest.approx(0.8591, abs=5e-4)  # from rounded terms there


@pytest.mark.parametrize(
    ("one", "other", "squares"),
    [
        ((2, 5), (5, 11), 40),  # apart: each lies in a gap of the other
        ((5, 11), (4, 6), 26),
        ((5, 11), (5, 7), 16),
        ((5, 11), (6, 8), 10),
        ((5, 11), (7, 9), 8),
        ((5, 11), (6, 10), 2),
        ((5, 11), (5, 11), 0),
    ],
)
def test_distances_of_krippendorffs_figure(
    one: tuple[int, int], other: tuple[int, int], squares: int
) -> None:
    if squares == 40:
        one = (2, 4)
    assert observed([Continuum(20, (one,), (other,))]) == squares


UNITS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda each: (each[0], sum(each)))
).map(disjoint)
MARKED = st.lists(st.builds(Continuum, st.just(80), UNITS, UNITS), min_size=1, max_size=3)


def naive(each: Continuum) -> float:
    """The definition read out section by section, without any shortcut."""

    def sections(units: Sequence[tuple[int, int]]) -> list[tuple[int, int, bool]]:
        edges = sorted({0, each.length, *(edge for unit in units for edge in unit)})
        cut = list(itertools.pairwise(edges))
        return [(start, end, (start, end) in units) for start, end in cut]

    total = 0.0
    for start, end, unit in sections(each.one):
        for begin, stop, other in sections(each.other):
            if unit and other and start < stop and begin < end:
                total += (start - begin) ** 2 + (end - stop) ** 2
            elif unit and not other and begin <= start and end <= stop:
                total += (end - start) ** 2
            elif other and not unit and start <= begin and stop <= end:
                total += (stop - begin) ** 2
    return total


@settings(deadline=None)
@given(MARKED)
def test_observed_disagreement_is_its_definition(continua: list[Continuum]) -> None:
    assert observed(continua) == sum(map(naive, continua))


@settings(deadline=None)
@given(MARKED)
def test_u_alpha_is_one_for_the_same_and_the_same_both_ways(continua: list[Continuum]) -> None:
    turned = [Continuum(each.length, each.other, each.one) for each in continua]
    assert u_alpha([continua]) == u_alpha([turned])
    assert u_alpha([continua]) == pytest.approx(u_alpha([continua[::-1]]))
    twice = [Continuum(each.length, each.one, each.one) for each in continua]
    assert u_alpha([twice]) in (1.0, None)
    assert (u_alpha([twice]) is None) == (not any(each.one for each in twice))


# Coreference ------------------------------------------------------------------------------

KEY = [set("a"), set("bc"), set("def")]


@pytest.mark.parametrize(
    ("response", "ceaf"),
    [
        ([set("a"), set("bc"), set("def")], (1, 1)),  # TC-A-1 of the reference scorer
        ([set("a"), set("de")], (1.8 / 3, 1.8 / 2)),
        ([set("a"), set("bcx"), set("defy"), set("z")], (2.6571 / 3, 2.6571 / 4)),
        ([set("a"), set("bcx"), set("dy"), set("z")], (2.2 / 3, 2.2 / 4)),
        ([set("a"), set("bcxB"), set("dy"), set("z")], (2.0667 / 3, 2.0667 / 4)),
        ([set("a"), set("bcx"), set("dy"), set("Bz")], (2.2 / 3, 2.2 / 4)),
    ],
)
def test_ceaf_of_the_reference_scorers_cases(
    response: list[set[str]], ceaf: tuple[float, float]
) -> None:
    found = ceaf_e(response, KEY)
    assert (found.recall, found.precision) == pytest.approx(ceaf, abs=1e-4)


def test_muc_and_b_cubed_of_a_case_by_hand() -> None:
    response = [set("a"), set("de")]
    assert (muc(response, KEY).recall, muc(response, KEY).precision) == (1 / 3, 1)
    found = b_cubed(response, KEY)
    assert (found.recall, found.precision) == pytest.approx((7 / 18, 1))


CLUSTERINGS = st.dictionaries(st.integers(0, 11), st.sampled_from("pqrst"), min_size=1)


def together(names: dict[int, str]) -> list[set[int]]:
    return [{each for each in names if names[each] == name} for name in set(names.values())]


@settings(deadline=None)
@given(CLUSTERINGS, CLUSTERINGS)
def test_coreference_is_that_of_scorch(one: dict[int, str], other: dict[int, str]) -> None:
    assume(one.keys() & other.keys())  # scorch divides by zero where nothing is shared
    response, key = together(one), together(other)
    for ours, theirs in (
        (b_cubed, scorch.scores.b_cubed),
        (ceaf_e, scorch.scores.ceaf_e),
    ):
        found = ours(response, key)
        wanted = theirs(key, response)
        assert (found.recall, found.precision, found.f1) == pytest.approx(wanted)
        assert ours(key, response).f1 == pytest.approx(found.f1)
    links = muc(response, key)
    if links.f1 is not None and links.precision is not None and links.recall is not None:
        wanted = scorch.scores.muc(key, response)
        assert (links.recall, links.precision, links.f1) == pytest.approx(wanted)


def test_singletons_alone_have_no_links_and_no_mean() -> None:
    names = {number: str(number) for number in range(20)}
    found = cluster_agreement("x", names, names)
    assert found.b_cubed.value == found.ceaf_e.value == 1.0
    assert found.muc.reason == found.conll.reason == "no links"


# Passes -----------------------------------------------------------------------------------

STORY = ROOT / "seeds" / "s400-working-group" / "annotations"
LAYERS = load_codebook().labels("layer")


def records_of(name: str) -> list[JSON]:
    paths = [each for each in (STORY / name).glob("*.json") if each.stem != "pass"]
    return [each for path in sorted(paths) for each in json.loads(path.read_text())["records"]]


GOLD = records_of("gold")
ARTICLES = sorted({each["article_id"] for each in GOLD if "article_id" in each})
LENGTHS = dict.fromkeys(ARTICLES, 10_000)


def renamed(records: list[JSON]) -> list[JSON]:
    """The same records under other ids, as a second annotator would mint them."""
    text = json.dumps(records)
    for kind in ("span", "attribution", "event-mention", "entity", "event"):
        text = text.replace(f":{kind}:", f":{kind}:other-")
    found: list[JSON] = json.loads(text)
    return found


def measure(one: list[JSON], other: list[JSON]) -> Agreement:
    return agreement(side("a", one, ARTICLES), side("b", other, ARTICLES), LAYERS, LENGTHS)


def figures(found: Agreement) -> list[Figure]:
    def walk(value: Any) -> list[Figure]:
        if isinstance(value, Figure):
            return [value]
        if isinstance(value, (list, tuple)):
            return [each for part in value for each in walk(part)]
        names = getattr(value, "__dataclass_fields__", ())
        return [each for name in names for each in walk(getattr(value, name))]

    return walk(found)


def test_a_pass_agrees_with_itself_whatever_the_ids() -> None:
    found = figures(measure(GOLD, renamed(GOLD)))
    known = [each.value for each in found if each.value is not None]
    assert len(known) > 60
    assert known == pytest.approx([1.0] * len(known))
    assert all((each.value is None) != (each.reason is None) for each in found)


def disturbed(records: list[JSON]) -> list[JSON]:
    found = json.loads(json.dumps(records))
    for at, each in enumerate(found):
        if each["record"] == "span" and at % 5 == 0 and each["end"] - each["start"] > 3:
            each["end"] -= 2
        if each["record"] == "attribution" and at % 3 == 0:
            each["quote_type"] = "mixed"
    return [each for at, each in enumerate(found) if each["record"] != "stance" or at % 4]


def test_which_pass_comes_first_makes_no_difference() -> None:
    other = renamed(disturbed(GOLD))
    there, back = figures(measure(GOLD, other)), figures(measure(other, GOLD))
    for one, two in zip(there, back, strict=True):
        assert one.reason == two.reason
        assert one.value == pytest.approx(two.value)
    assert any(each.value is not None and each.value < 0.9 for each in there)


def moved(records: list[JSON], by: int) -> list[JSON]:
    found: list[JSON] = [
        {**each, "start": each["start"] + by, "end": each["end"] + by}
        if each["record"] == "span"
        else each
        for each in records
    ]
    return found


def test_where_in_the_article_things_stand_makes_no_difference() -> None:
    other = disturbed(GOLD)
    here, there = measure(GOLD, other), measure(moved(GOLD, 500), moved(other, 500))
    assert here.labels == there.labels
    assert here.identity == there.identity
    for one, two in zip(here.spans, there.spans, strict=True):
        assert (one.exact, one.overlap) == (two.exact, two.overlap)


def spans_of(*ranges: tuple[int, int], label: str = "person") -> list[JSON]:
    return [
        {
            "record": "span",
            "id": f"s{at}",
            "article_id": ARTICLES[0],
            "layer": "mention",
            "label": label,
            "start": start,
            "end": end,
        }
        for at, (start, end) in enumerate(ranges)
    ]


def test_exact_and_overlap_f1_by_hand() -> None:
    # 6 and 6 spans: three the same; one pair overlaps; one has two partners, of which it gets one
    one = spans_of((0, 5), (10, 15), (20, 25), (30, 39), (50, 60), (80, 85))
    other = spans_of((0, 5), (10, 15), (20, 25), (35, 40), (50, 54), (55, 60))
    found = measure(one, other).spans[0]
    assert found.exact.value == 2 * 3 / 12
    assert found.overlap.value == 2 * 5 / 12
    place = measure(one, spans_of((0, 5), (10, 15), (20, 25), (30, 39), label="place")).spans[0]
    assert place.exact.value == place.overlap.value == 0


def test_as_many_overlaps_are_paired_as_can_be() -> None:
    # the first of one overlaps both of the other; greed would leave the second alone
    apart = [(at, at + 1) for at in range(100, 108)]
    one, other = spans_of((0, 10), (8, 20), *apart), spans_of((9, 20), (0, 3), *apart)
    assert measure(one, other).spans[0].overlap.value == 1.0


def test_few_spans_are_counted_but_not_measured() -> None:
    found = measure(spans_of((0, 5)), spans_of((0, 5))).spans[0]
    assert (found.n_a, found.n_b, found.exact, found.u_alpha) == (
        1,
        1,
        Figure(reason="n < 10"),
        Figure(reason="n < 10"),
    )
    shown = tables(measure(spans_of((0, 5)), spans_of((0, 5))))
    assert "fewer than 10 units" in legend(shown)


def test_extents_join_what_touches() -> None:
    assert extent([(3, 5), (0, 3)]) == ((0, 5),)


# The command -----------------------------------------------------------------------------


def add_pass(project: Project, name: str) -> Path:
    folder = project.story / "annotations" / name
    shutil.copytree(project.gold, folder)
    path = folder / "pass.json"
    path.write_text(path.read_text().replace('"id": "gold"', f'"id": "{name}"'))
    return folder


@pytest.fixture
def two(project: Project) -> Project:
    """The harbour tunnel with two passes, the second without the mention of Ada Lund."""
    add_pass(project, "pass-a")
    second = add_pass(project, "pass-b") / "gazette.json"
    value = json.loads(second.read_text("utf-8"))
    value["records"] = [each for each in value["records"] if each.get("layer") != "mention"]
    value["records"].append(span(9, "mention", "place", "Harbour"))
    second.write_text(json.dumps(value), "utf-8")
    return project


def test_agree_prints_tables_and_says_what_it_cannot(two: Project) -> None:
    done = two.call("agree")
    assert done.status == 0
    assert "pass-a and pass-b, 1 article" in done.out
    assert "n < 10" in done.out
    assert "fewer than 10 units" in done.out
    assert "1.00" not in done.out
    assert "gazette" in two.call("agree", "tunnel", "--by-article").out


def test_agree_as_json_names_story_passes_and_reasons(two: Project) -> None:
    done = two.call("agree", "--json")
    [found] = json.loads(done.out)
    assert (found["story"], found["a"], found["b"]) == ("tunnel", "pass-a", "pass-b")
    mention = next(each for each in found["spans"] if each["layer"] == "mention")
    assert (mention["n_a"], mention["n_b"]) == (1, 1)
    assert mention["exact"] == {"value": None, "not_computable": "fewer than 10 units"}


def test_agree_takes_the_passes_that_are_named(two: Project) -> None:
    found = json.loads(two.call("agree", "--pass", "gold", "--pass", "pass-a", "--json").out)
    assert [(each["a"], each["b"]) for each in found] == [("gold", "pass-a")]
    assert "there are" in two.call("agree", "--pass", "x", "--pass", "gold").err
    assert two.call("agree", "--pass", "gold").status == 2
    assert "did you mean 'tunnel'" in two.call("agree", "tunel").err


def test_agree_without_two_passes_or_a_common_article(project: Project) -> None:
    done = project.call("agree")
    assert done.status == 0
    assert "no two passes" in done.err
    path = add_pass(project, "other") / "pass.json"
    path.write_text(path.read_text().replace("tunnel:gazette", "tunnel:herald"))
    done = project.call("agree", "--pass", "gold", "--pass", "other")
    assert "no article in common" in done.err


def test_agree_stops_at_broken_seeds(two: Project) -> None:
    path = two.story / "annotations" / "pass-a" / "gazette.json"
    path.write_text(path.read_text("utf-8").replace('"Ada Lund"', '"Ada Lund."', 1), "utf-8")
    done = two.call("agree")
    assert done.status == 1
    assert "span-text" in done.err


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def test_real_passes_are_measured() -> None:
    done = run("agree", "--seeds", str(ROOT / "seeds"), "--json")
    assert done.exit_code == 0
    for each in json.loads(done.stdout):
        for spans in each["spans"]:
            value = spans["exact"]["value"]
            assert value is None or 0 <= value <= 1
            assert spans["u_alpha"]["value"] is None or math.isfinite(spans["u_alpha"]["value"])


def test_documents_carry_the_table_of_the_command(two: Project) -> None:
    page = two.root / "README.md"
    page.write_text("<!-- begin agreement -->\n<!-- end agreement -->\n")
    (two.root / "docs").mkdir()
    assert refresh(two.root, write=True) == ["README.md"]
    assert "**tunnel: pass-a and pass-b, 1 article**" in page.read_text()
    shutil.rmtree(two.story / "annotations" / "pass-b")
    refresh(two.root, write=True)
    assert "No story has two passes to compare yet." in page.read_text()


def test_json_is_plain_data() -> None:
    assert json.loads(json.dumps(as_json(measure(GOLD, GOLD))))["articles"] == ARTICLES
