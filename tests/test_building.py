"""Building: the old dataset or the new one, whole, whatever happens in between."""

import json
import random
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.edtf import bounds
from tellings.publish.rows import Row
from tellings.records import Article, Attested, Date, Range
from tellings.stages.rules_pass import missing, segments
from tellings.stages.sentences import paragraphs, sentences
from tellings.store.datasets import read_rows
from tellings.text import decode, email_ranges, mask_emails, sha256, tiles

from .bench.corpus import generate
from .conftest import GAZETTE, PATIENCE, Done, Project, edit, snapshot

pure = settings(deadline=None, max_examples=150, derandomize=True)


def _clean(done: Done) -> None:
    assert (done.status, done.err) == (0, "")


def _valid(project: Project, folder: str | Path = "dataset") -> None:
    done = project.call("validate", folder)
    assert (done.status, done.out) == (0, "")


def _stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    """Inode and time of change of everything in a folder, itself included."""
    found = {path: path.stat() for path in (folder, *folder.rglob("*"))}
    return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in found.items()}


def _spans(project: Project) -> list[Row]:
    return list(read_rows(project.dataset, "spans"))


# The same and not the same --------------------------------------------------------------------


def test_a_second_build_leaves_the_dataset_untouched(built: Project) -> None:
    before = _stamps(built.dataset)
    done = built.run("build")
    _clean(done)
    assert done.out.startswith("dataset/ is up to date")
    assert _stamps(built.dataset) == before
    _valid(built)


def test_another_machine_builds_the_same_bytes(built: Project, tmp_path: Path) -> None:
    other = Project(tmp_path / "another place")
    shutil.copytree(built.seeds, other.seeds)
    _clean(other.run("build"))
    assert snapshot(other.dataset) == snapshot(built.dataset)


def test_a_changed_label_is_written(built: Project) -> None:
    edit(built.records, "checkable_claim", "judgement")
    done = built.run("build")
    _clean(done)
    assert done.out.startswith(("dataset/ built", "dataset/ is up to date"))
    assert [row["label"] for row in _spans(built) if row["layer"] == "claim"] == ["judgement"]
    _valid(built)


def test_a_changed_comment_changes_no_row(built: Project) -> None:
    old = snapshot(built.dataset / "data")
    edit(built.story / "story.toml", "# A comment", "# Another comment")
    _clean(built.call("build"))
    assert snapshot(built.dataset / "data") == old
    inputs = json.loads((built.dataset / "MANIFEST.json").read_bytes())["inputs"]
    assert [each["path"] for each in inputs] == ["dataset.toml", "tunnel"]
    _valid(built)


def test_a_second_story_stands_beside_the_first(built: Project) -> None:
    _clean(built.call("new", "bridge"))
    _clean(built.call("build"))
    assert [row["id"] for row in read_rows(built.dataset, "stories")] == ["bridge", "tunnel"]
    shutil.rmtree(built.seeds / "bridge")
    _clean(built.call("build"))
    assert [row["id"] for row in read_rows(built.dataset, "stories")] == ["tunnel"]
    _valid(built)


# Damage ----------------------------------------------------------------------------------------

SPANS = "data/spans/train-00000-of-00001.parquet"


def _mended(built: Project, whole: dict[str, bytes]) -> None:
    done = built.call("build")
    _clean(done)
    assert done.out.startswith(("dataset/ built", "dataset/ is up to date"))
    assert snapshot(built.dataset) == whole
    _valid(built)


@pytest.mark.parametrize("name", ["README.md", "croissant.json"])
def test_a_damaged_file_is_found_and_mended(name: str, built: Project) -> None:
    whole = snapshot(built.dataset)
    with (built.dataset / name).open("ab") as out:
        out.write(b"x")
    done = built.call("validate", "dataset")
    assert (done.status, len(done.out.splitlines())) == (1, 1)
    assert f"dataset/{name}: damaged-file: " in done.out
    _mended(built, whole)


def test_a_lost_file_is_found_and_mended(built: Project) -> None:
    whole = snapshot(built.dataset)
    (built.dataset / "README.md").unlink()
    assert "damaged-file" in built.call("validate").out
    _mended(built, whole)


@pytest.mark.parametrize("size", [0, 100, 3_000])
def test_a_table_cut_short_is_mended(size: int, built: Project) -> None:
    whole = snapshot(built.dataset)
    (built.dataset / SPANS).write_bytes(whole[SPANS][:size])
    _mended(built, whole)


@pytest.mark.parametrize("command", ["validate", "stats", "diff"])
def test_a_table_cut_short_is_found(command: str, built: Project) -> None:
    data = (built.dataset / SPANS).read_bytes()
    (built.dataset / SPANS).write_bytes(data[:100])
    done = built.call(command, "dataset")
    assert done.status == 1
    assert SPANS in done.out + done.err


@pytest.mark.parametrize("command", ["validate", "stats", "diff"])
def test_a_lost_table_is_found(command: str, built: Project) -> None:
    (built.dataset / SPANS).unlink()
    done = built.call(command, "dataset")
    assert done.status == 1
    assert "data/spans" in done.out + done.err


@pytest.mark.parametrize("text", ["[]", "{}", '{"files": 1}', '{"files": [1]}'])
def test_a_manifest_of_another_shape_is_found(text: str, built: Project) -> None:
    (built.dataset / "MANIFEST.json").write_text(text, "utf-8")
    done = built.call("validate", "dataset")
    assert done.status == 1
    assert "MANIFEST.json" in done.out


# Places ----------------------------------------------------------------------------------------


def test_spaces_and_letters_of_any_kind_in_paths(project: Project) -> None:
    seeds = project.root / "Mine & yours" / "Zürich ölçü 港 'q'"
    seeds.parent.mkdir()
    project.seeds.rename(seeds)
    out = project.root / "Ergebnis für Ada" / "数据 set"
    _clean(project.run("build", "--seeds", seeds, "--out", out))
    _valid(project, seeds)
    _valid(project, out)
    assert project.call("show", "gazette", "--seeds", seeds).status == 0
    assert project.call("stats", out).status == 0


def test_seeds_and_out_from_elsewhere(project: Project, tmp_path: Path) -> None:
    _clean(Project(tmp_path).run("build", "--seeds", project.seeds, "--out", "deep/er/dataset"))
    _valid(Project(tmp_path), "deep/er/dataset")


def test_validate_in_the_folder_of_a_story(project: Project) -> None:
    assert Project(project.story).call("validate", ".").status == 0


# Several at once, and killed -------------------------------------------------------------------


def test_two_builds_at_once(project: Project) -> None:
    builds = [project.start("build") for _ in range(2)]
    for process in builds:
        _, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        assert err in ("", "another build is writing dataset; waiting for it\n")
    _valid(project)
    assert project.leftovers() == []


def _ended(process: subprocess.Popen[str]) -> bool:
    """Whether a process is over, or is so within a moment."""
    try:
        process.wait(timeout=0.003)
    except subprocess.TimeoutExpired:
        return False
    return True


def _kill(project: Project, after: float) -> None:
    """Start a build, and kill it so many seconds after it began to write."""
    earlier = set(project.leftovers())
    process = project.start("build")
    while set(project.leftovers()) <= earlier and not _ended(process):
        pass
    try:
        process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def test_killed_at_any_moment_the_old_or_the_new_one_is_whole(project: Project) -> None:
    one = project.records.read_bytes()
    other = one.replace(b"checkable_claim", b"judgement")
    whole: dict[bytes, dict[str, bytes]] = {}
    for records in (one, other):
        project.records.write_bytes(records)
        _clean(project.run("build"))
        whole[records] = snapshot(project.dataset)
    chance = random.Random(2019)
    for number in range(12):
        before = snapshot(project.dataset)
        wanted = one if before == whole[other] else other
        project.records.write_bytes(wanted)
        _kill(project, chance.uniform(0, 0.25))
        assert snapshot(project.dataset) in (before, whole[wanted]), number
    _clean(project.run("build"))
    assert snapshot(project.dataset) == whole[wanted]
    assert project.leftovers() == []
    _valid(project)


def test_interrupted_the_old_one_stays(built: Project) -> None:
    generate(built.seeds, 500)  # it has to be at work still when the interruption comes
    old = snapshot(built.dataset)
    process = built.start("build")
    while not list(built.root.glob(".dataset.building-*/data/*")):
        assert not _ended(process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (130, "")
    assert err.strip() == "interrupted; what stood before still stands"
    assert snapshot(built.dataset) == old
    assert built.leftovers() == []


def test_what_a_killed_build_left_is_removed(built: Project) -> None:
    left = built.root / ".dataset.building-x1"
    shutil.copytree(built.dataset, left)
    _clean(built.call("build"))
    assert built.leftovers() == []


# Keeping going ---------------------------------------------------------------------------------


def _left_out(done: Done) -> list[str]:
    return [line for line in done.err.splitlines() if line.startswith("left out: ")]


def _kept_going(project: Project) -> list[str]:
    done = project.call("build", "--keep-going")
    assert done.status == 1
    assert done.out.startswith(("dataset/ built", "dataset/ is up to date"))
    _valid(project)
    return _left_out(done)


def test_a_record_goes_and_whatever_pointed_at_it(built: Project) -> None:
    edit(built.records, "The ground is softer", "The ground was softer")
    lines = _kept_going(built)
    assert [line.split(": ")[1] for line in lines] == [
        "tunnel:gazette:span:002",
        "tunnel:gazette:attribution:001",
    ]
    assert ": span-text: " in lines[0]
    assert ": unresolved-reference: " in lines[1]
    assert [row["id"][-3:] for row in _spans(built) if "rule" not in row["id"]] == [
        "001",
        "003",
        "004",
    ]


def test_an_unreadable_article_goes_with_its_annotation(built: Project) -> None:
    built.gazette.write_bytes(b"caf\xe9")
    edit(built.story / "story.toml", sha256(GAZETTE), sha256(b"caf\xe9"))
    lines = _kept_going(built)
    assert any("gazette.txt: not-utf8: " in line for line in lines)
    assert [row["id"] for row in read_rows(built.dataset, "articles")] == ["tunnel:herald"]


def test_a_date_with_wrong_evidence_becomes_unknown(built: Project) -> None:
    with (built.story / "story.toml").open("a", encoding="utf-8") as out:
        out.write('[articles.published]\nedtf = "2031"\nearliest = 2031-01-01\n')
        out.write('latest = 2031-12-31\nbasis = "in_text"\n')
        out.write('evidence = [{kind = "span", ref = "tunnel:herald:span:x"}]\n')
    (line,) = _kept_going(built)
    assert line.startswith("left out: tunnel:herald: published: ")
    assert "tunnel:herald:span:x" in line
    dates = {row["id"]: row["published"] for row in read_rows(built.dataset, "articles")}
    assert dates["tunnel:herald"]["basis"] == "unknown"
    assert dates["tunnel:herald"]["earliest"] is None


def test_a_pass_without_its_maker_goes(built: Project) -> None:
    (built.gold / "pass.json").unlink()
    (line,) = _kept_going(built)
    assert "pass.json: missing-file: " in line
    assert {row["layer"] for row in _spans(built)} == {"segment"}


def test_nothing_is_left_out_where_nothing_is_wrong(built: Project) -> None:
    _clean(built.call("build", "--keep-going"))


def test_a_story_that_goes_is_listed(built: Project) -> None:
    shutil.copytree(built.story, built.seeds / "other")
    (built.seeds / "other" / "story.toml").write_text("x", "utf-8")
    assert any("other" in line for line in _kept_going(built))


def test_what_is_listed_as_left_out_is_not_there(built: Project) -> None:
    """An article whose bytes have another hash than story.toml names."""
    built.gazette.write_bytes(GAZETTE.encode() + b"More.\n")
    assert any("hash-mismatch" in line for line in _kept_going(built))
    articles = [row["id"] for row in read_rows(built.dataset, "articles")]
    assert articles == ["tunnel:herald"]


# Pure functions --------------------------------------------------------------------------------

_LETTERS = st.sampled_from(
    ["a", "Ada ", "Ç", "e\u0301", "🚧", "👩‍🚒", "\U00020000", "שלום", "\u202e", "١"]
)
_SPACES = st.sampled_from([" ", "  ", "\u00a0", "\u2009", "\t", "\n", "\n\n", "\u3000", "\u2028"])
_MARKS = st.sampled_from([". ", "! ", "?", '"', "“", "”", "«", "»", "'", "…", "S.400 ", "Mr. "])
_WORDS = st.sampled_from(
    [
        "READ MORE: x",
        "© 2031",
        "Source: AP",
        "ada@example.org",
        "10:30 GMT",
        "(Updated)",
        "PHOTO: x",
    ]
)
_PIECES = st.one_of(_LETTERS, _SPACES, _MARKS, _WORDS, st.text(max_size=5))
texts = (
    st.lists(_PIECES, max_size=25)
    .map("".join)
    .map(lambda text: decode(text.encode("utf-8", "replace")))
)
"""Texts as they stand after decoding."""


def _article(text: str, language: str = "en") -> Article:
    date = Date(basis="unknown", evidence=())
    nothing = Attested(basis="unknown", evidence=())
    masked = mask_emails(text)
    return Article(
        id="tunnel:x",
        story_id="tunnel",
        outlet=nothing,
        url=nothing,
        language=language,
        published=date,
        published_in_text=date,
        rights="-",
        text=masked,
        text_sha256=sha256(masked),
        source_name="x.txt",
        source_sha256=sha256(text),
        paragraphs=paragraphs(masked),
        sentences=(),
        status="draft",
    )


@given(st.binary(max_size=40), st.sampled_from([b"", b"\xef\xbb\xbf"]))
@pure
def test_decoding_changes_nothing_but_mark_and_line_ends(data: bytes, mark: bytes) -> None:
    try:
        plain = data.decode("utf-8")
    except UnicodeDecodeError:
        with pytest.raises(UnicodeDecodeError):
            decode(mark + data)
        return
    text = decode(mark + data)
    assert "\r" not in text
    expected = plain.replace("\r\n", "\n").replace("\r", "\n")
    assert text == (expected if mark else expected.removeprefix("\ufeff"))


@given(texts)
@pure
def test_masking_keeps_every_other_character_in_its_place(text: str) -> None:
    masked = mask_emails(text)
    places = {at for start, end in email_ranges(text) for at in range(start, end)}
    assert len(masked) == len(text)
    for at, (old, new) in enumerate(zip(text, masked, strict=True)):
        assert new == ("█" if at in places else old)


@pytest.mark.parametrize("text", ["ada@example.org-bob@example.org", "ada@example.org+b@c.example"])
def test_addresses_that_touch_are_all_masked(text: str) -> None:
    assert "@" not in mask_emails(text)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=5), st.integers(0, 9))
@pure
def test_tiles_finds_what_counting_finds(ranges: list[tuple[int, int]], length: int) -> None:
    ordered = sorted((min(each), max(each)) for each in ranges)
    ordered = [(start, end) for start, end in ordered if start < end <= length]
    covered = [sum(start <= at < end for start, end in ordered) for at in range(length)]
    assert (tiles(ordered, length) == []) == all(count == 1 for count in covered)


def _in_order(ranges: tuple[Range, ...], text: str) -> None:
    at = 0
    for each in ranges:
        assert at <= each.start < each.end <= len(text)
        part = text[each.start : each.end]
        assert part == part.strip()
        at = each.end


@given(texts)
@pure
def test_paragraphs_hold_all_that_is_not_space(text: str) -> None:
    found = paragraphs(text)
    _in_order(found, text)
    assert " ".join(text[each.start : each.end] for each in found).split() == text.split()


def _outside(text: str, ranges: tuple[Range, ...]) -> str:
    inside = {at for each in ranges for at in range(each.start, each.end)}
    return "".join(char for at, char in enumerate(text) if at not in inside)


@given(texts, st.sampled_from(["en", "tr", "de", "zh", "pt-BR", "xx"]))
@pure
def test_sentences_hold_all_that_is_not_space(text: str, language: str) -> None:
    found = sentences(text, language, paragraphs(text))
    _in_order(found, text)
    assert _outside(text, found).strip(' \n\t"“”„«»\u00a0\u2009\u3000\u2028') == ""


def test_a_quotation_mark_by_itself_is_in_a_sentence() -> None:
    text = 'One. " Two.'
    assert _outside(text, sentences(text, "en", paragraphs(text))).strip() == ""


@given(texts.filter(str.strip))
@pure
def test_segments_by_rule_tile_any_text(text: str) -> None:
    article = _article(text)
    spans = segments(article)
    assert tiles([(span.start, span.end) for span in spans], len(article.text)) == []
    assert all(span.text == article.text[span.start : span.end] != "" for span in spans)
    made = missing(article, email_ranges(text), [])
    assert len({span.id for span in made}) == len(made)
    assert missing(article, email_ranges(text), list(made)) == ()


@pytest.mark.parametrize("text", [" date 2031-02-03\n\nTunnel late\n", " date 2031-02-03 "])
def test_segments_after_a_date_in_front_are_not_empty(text: str) -> None:
    assert all(span.text for span in segments(_article(text)))


_DAYS = st.dates()


@given(_DAYS, _DAYS, st.sampled_from(["", "~", "?", "%"]))
@pure
def test_bounds_of_days_and_intervals(one: object, other: object, mark: str) -> None:
    first, last = sorted((str(one), str(other)))
    assert [str(each) for each in bounds(f"{first}/{last}")[:2]] == [first, last]
    found = bounds(first + mark)
    assert [str(found[0]), str(found[1]), found[2]] == [first, first, not mark]
    assert bounds(f"../{last}")[0] is None
    assert bounds(f"{first}/..")[1] is None
    month, year = bounds(first[:7]), bounds(first[:4])
    assert str(year[0]) <= str(month[0]) <= first <= str(month[1]) <= str(year[1])
    if first != last:
        with pytest.raises(ValueError, match="ends before it starts"):
            bounds(f"{last}/{first}")


@given(st.text(alphabet="0123456789-/.~?", max_size=12))
@pure
def test_bounds_of_anything_else_are_refused(text: str) -> None:
    try:
        first, last, _ = bounds(text)
    except ValueError:
        return
    assert first is None or last is None or first <= last
