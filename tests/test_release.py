"""`release`: what it refuses, what it writes, and that an interrupted one ends right."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
import yaml

from .conftest import GAZETTE, JSON, PATIENCE, Done, Project, edit, snapshot, span
from .test_diff import add, add_article, add_pass, add_target, change, committed, git, relabel

KILLING = Path(__file__).parent / "fixtures" / "run_and_kill.py"
CFF = """\
cff-version: 1.2.0
title: "Tunnel"
version: 0.1.0  # of the data
date-released: 2031-02-03
"""
CHANGELOG = """\
# Changelog

## Unreleased

### Data

- A sentence by a person.

### Tools

- The drill is faster.
"""


@pytest.fixture
def repository(built: Project) -> Project:
    """A git repository with a story and its dataset, with a version that is released."""
    (built.root / "CITATION.cff").write_text(CFF, "utf-8")
    (built.root / "CHANGELOG.md").write_text(CHANGELOG, "utf-8")
    (built.root / ".gitignore").write_text(".dataset.lock\n", "utf-8")
    git(built, "init", "-q", "-b", "main")
    git(built, "config", "user.name", "Tests")
    git(built, "config", "user.email", "tests@example.org")
    committed(built, "Begin")
    git(built, "tag", "v0.1.0")
    return built


def describe(project: Project) -> None:
    """Do what a person does with the draft: edit it, and commit."""
    path = project.root / "CHANGELOG.md"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "A draft by" not in line), "utf-8")
    committed(project, "Describe")


def released(project: Project, *words: str) -> Done:
    """Release, by way of the draft."""
    assert project.call("release", *words).status == 1
    describe(project)
    done = project.call("release", *words)
    assert done.status == 0, done.err
    return done


def state(project: Project) -> JSON:
    """All that a release leaves, but times and hashes of commits."""
    return {
        "files": snapshot_of_project(project),
        "log": git(project, "log", "--format=%s").splitlines(),
        "tags": git(project, "tag", "--format=%(refname:short) %(contents)"),
        "tagged": git(project, "tag", "--points-at", "HEAD").split(),
        "status": git(project, "status", "--porcelain"),
    }


def snapshot_of_project(project: Project) -> dict[str, bytes]:
    found = snapshot(project.root)
    return {name: data for name, data in found.items() if not name.startswith(".git/")}


# The whole way ----------------------------------------------------------------------------------


def test_the_first_run_drafts_the_changelog_and_stops(repository: Project) -> None:
    done = repository.call("release", "0.2.0")
    assert done.status == 1
    assert "Data 0.2.0, 2031-02-03, after 0.1.0" in done.out
    assert 'git add CHANGELOG.md && git commit --message="Describe data 0.2.0"' in done.out
    assert git(repository, "status", "--porcelain") == " M CHANGELOG.md\n"
    text = (repository.root / "CHANGELOG.md").read_text("utf-8")
    draft = text.index("## Data 0.2.0\n\n<!-- A draft by")
    assert text.index("## Unreleased\n\n### Tools\n\n- The drill") < draft
    assert "\n### Data\n\n- A sentence by a person.\n- Nothing changed in the records." in text
    again = repository.call("release", "0.2.0")
    assert "not committed yet: CHANGELOG.md" in again.err
    assert "is still a draft" in again.err
    assert (repository.root / "CHANGELOG.md").read_text("utf-8") == text


def test_everything_is_stamped_committed_and_tagged(repository: Project) -> None:
    done = released(repository, "1.0.0", "--date", "2031-03-04")
    assert "Data 1.0.0 is released." in done.out
    toml = (repository.seeds / "dataset.toml").read_text("utf-8")
    assert 'version = "1.0.0"' in toml
    assert "date_published = 2031-03-04" in toml
    citation = (repository.root / "CITATION.cff").read_text("utf-8")
    assert "version: 1.0.0  # of the data\n" in citation
    assert str(yaml.safe_load(citation)["date-released"]) == "2031-03-04"
    manifest = orjson.loads((repository.dataset / "MANIFEST.json").read_bytes())
    assert manifest["version"] == "1.0.0"
    assert "2031-03-04" not in json.dumps(manifest)
    croissant = orjson.loads((repository.dataset / "croissant.json").read_bytes())
    assert (croissant["version"], croissant["datePublished"]) == ("1.0.0", "2031-03-04")
    assert git(repository, "status", "--porcelain") == ""
    assert git(repository, "log", "--format=%s").splitlines()[0] == "Release data 1.0.0"
    changed = git(repository, "show", "--format=", "--name-only", "HEAD").split()
    assert {name.partition("/")[0] for name in changed} == {"CITATION.cff", "dataset", "seeds"}
    assert git(repository, "cat-file", "-t", "v1.0.0") == "tag\n"
    assert "A sentence by a person." in git(repository, "tag", "-n99", "v1.0.0")
    assert repository.call("validate").status == 0


def test_the_second_release_lists_what_it_corrects(repository: Project) -> None:
    released(repository, "1.0.0")
    relabel(repository)
    add(repository)
    edit(repository.records, '"scope": "clear"', '"scope": "ambiguous", "note": "Two may speak."')
    change(repository, "gazette.json", lambda records: records.pop(0))
    committed(repository, "Correct")
    done = released(repository, "2.0.0", "--date", "2031-05-06")
    assert "after 1.0.0 (tag v1.0.0)" in done.out
    assert "1 added, 1 removed, 2 changed; version step: major" in done.out
    assert "1 corrected records say not why" in done.err
    text = (repository.root / "ERRATA.md").read_text("utf-8")
    assert text.count("\n| `tunnel:gazette:") == 3
    rows = (
        '| `tunnel:gazette:attribution:001` "The ground is softer than our tests showed,"'
        " | `scope` | clear | ambiguous | Two may speak. |",
        '| `tunnel:gazette:span:001` "Harbour tunnel to open a year late"'
        " | the record | given | withdrawn | not said |",
        '| `tunnel:gazette:span:004` "Ada Lund" | `label` | person | organisation | not said |',
    )
    for row in rows:
        assert row in text
    changelog = (repository.root / "CHANGELOG.md").read_text("utf-8")
    assert changelog.index("## Data 2.0.0") < changelog.index("## Data 1.0.0")
    told = "`tunnel`: 1 new (1 span), 2 changed (1 attribution, 1 span), 1 gone (1 span)."
    assert told in changelog
    relabel_back = ('"label": "organisation"', '"label": "person"')
    edit(repository.records, *relabel_back)
    committed(repository, "Correct again")
    released(repository, "3.0.0")
    again = (repository.root / "ERRATA.md").read_text("utf-8")
    assert again.index("## Data 3.0.0 corrects 2.0.0") < again.index("## Data 2.0.0 corrects 1.0.0")
    assert again.endswith(text[text.index("## Data 2.0.0") :])


def test_a_remark_alone_is_no_erratum(repository: Project) -> None:
    released(repository, "1.0.0")
    edit(repository.records, '"scope": "clear"', '"scope": "clear", "note": "Read twice."')
    committed(repository, "Say more")
    done = released(repository, "2.0.0")
    assert "0 added, 0 removed, 1 changed" in done.out
    assert not (repository.root / "ERRATA.md").exists()
    assert "ERRATA" not in (repository.root / "CHANGELOG.md").read_text("utf-8")


def test_what_is_withdrawn_as_a_whole_has_one_row(repository: Project) -> None:
    add_article(repository)
    add_pass(repository)
    committed(repository, "Add")
    released(repository, "1.0.0")
    shutil.rmtree(repository.gold.parent / "first")
    (repository.story / "articles" / "courier.txt").unlink()
    toml = repository.story / "story.toml"
    text = toml.read_text("utf-8")
    toml.write_text(text[: text.rindex("[[articles]]")].rstrip() + "\n", "utf-8")
    committed(repository, "Withdraw an article and a pass")
    released(repository, "2.0.0")
    rows = re.findall(r"^\| `(.*?)`", (repository.root / "ERRATA.md").read_text("utf-8"), re.M)
    assert rows == ["tunnel:courier", "first/tunnel:gazette", "tunnel"]
    text = (repository.root / "ERRATA.md").read_text("utf-8")
    assert '| `tunnel` "The harbour tunnel" | `outlets` | Courier | nothing |' in text


def test_a_dataset_of_ones_own_gets_the_files_it_lacks(repository: Project) -> None:
    git(repository, "tag", "-d", "v0.1.0")
    git(repository, "rm", "-q", "CITATION.cff", "CHANGELOG.md")
    committed(repository, "Have neither")
    released(repository, "0.1.0")
    citation = yaml.safe_load((repository.root / "CITATION.cff").read_text("utf-8"))
    assert citation["title"] == "The harbour tunnel"
    assert citation["authors"] == [{"name": "The tests"}]
    text = (repository.root / "CHANGELOG.md").read_text("utf-8")
    assert "- The first release: 1 story, 2 articles, " in text
    assert git(repository, "tag") == "v0.1.0\n"


def test_the_version_is_the_nearest_that_the_changes_demand(repository: Project) -> None:
    released(repository, "1.0.0")
    done = repository.call("release")
    assert done.status == 1
    assert "nothing has changed since 1.0.0" in done.err
    add(repository)
    committed(repository, "Add")
    assert "Data 1.1.0," in repository.call("release", "--dry-run").out
    relabel(repository)
    committed(repository, "Change")
    assert "Data 2.0.0," in repository.call("release", "--dry-run").out


# What it refuses --------------------------------------------------------------------------------


def refused(project: Project, *words: str) -> str:
    before = state(project)
    done = project.call("release", *words)
    assert done.status == 1, done.out
    assert state(project) == before
    return done.err


def test_findings_are_refused_warnings_too(repository: Project) -> None:
    (repository.story / "articles" / "leaflet.pdf").write_text("x")
    committed(repository, "Put a stray file")
    told = refused(repository, "0.2.0")
    assert "seeds/tunnel/articles/leaflet.pdf: stray-file:" in told
    assert "in the way: seeds has 1 finding" in told
    edit(repository.records, '"label": "person"', '"label": "persona"')
    committed(repository, "Break a label")
    told = refused(repository)
    assert "unknown-label" in told
    assert "in the way: seeds has 2 findings" in told


@pytest.mark.parametrize("name", ["notes.txt", "seeds/dataset.toml", "docs/a b.md", "CITATION.cff"])
def test_an_uncommitted_tree_is_refused(name: str, repository: Project) -> None:
    path = repository.root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(path.read_text("utf-8") + "# more\n" if path.exists() else "x\n", "utf-8")
    assert f"in the way: not committed yet: {name}" in refused(repository, "0.2.0")


def test_a_step_that_is_too_small_is_refused_from_1_on(repository: Project) -> None:
    add(repository)
    committed(repository, "Add")
    assert "below 1.0.0 no step is enforced" in repository.call("release", "0.1.1", "--dry-run").out
    released(repository, "1.0.0")
    add_target(repository)
    committed(repository, "Add a target")
    told = refused(repository, "1.0.1")
    assert "what differs from 1.0.0 demands a minor step (additions only), 1.1.0 or above" in told
    assert repository.call("release", "2.0.0", "--dry-run").err.count("in the way") == 0
    relabel(repository)
    committed(repository, "Change")
    assert "demands a major step" in refused(repository, "1.1.0")
    assert "0.9.0 is not above the last release, 1.0.0" in refused(repository, "0.9.0")


def test_a_released_version_stays_what_it_is(repository: Project) -> None:
    released(repository, "1.0.0")
    before = state(repository)
    done = repository.call("release", "1.0.0")
    assert done.status == 0
    assert "Data 1.0.0 is released." in done.out
    assert state(repository) == before
    relabel(repository)
    committed(repository, "Change")
    told = refused(repository, "1.0.0")
    assert "1.0.0 is released already (tag v1.0.0), and the data has changed since" in told


def test_wrong_usage_and_wrong_places(repository: Project, tmp_path: Path) -> None:
    assert repository.call("release", "one").status == 2
    assert repository.call("release", "--json").status == 2
    assert repository.call("release", "1.0.0", "--date", "yesterday").status == 2
    assert "neither a git revision" in repository.call("release", "--since", "nothing").err
    elsewhere = Project(tmp_path / "elsewhere")
    shutil.copytree(repository.seeds, elsewhere.seeds)
    assert "no git repository" in elsewhere.call("release", "1.0.0").err
    assert "no git repository" in elsewhere.call("release", "--list").err
    git(elsewhere, "init", "-q")
    assert "no commit yet" in elsewhere.call("release", "1.0.0").err


def test_since_names_what_to_compare_with(repository: Project) -> None:
    add(repository)
    committed(repository, "Add")
    assert repository.call("build").status == 0
    committed(repository, "Build")
    shown = repository.call("release", "0.2.0", "--since", "HEAD", "--dry-run").out
    assert "0 added, 0 removed, 0 changed" in shown
    shown = repository.call("release", "0.2.0", "--since", "0.1.0", "--dry-run").out
    assert "1 added, 0 removed, 0 changed" in shown


# Drafts: versions of the history that neither a tag nor a release commit names -----------------


@pytest.fixture
def drafted(repository: Project) -> Project:
    """A repository whose dataset was committed as 0.9.0, after 0.1.0, and never released."""
    git(repository, "tag", "-d", "v0.1.0")
    relabel(repository)
    edit(repository.seeds / "dataset.toml", 'version = "0.1.0"', 'version = "0.9.0"')
    assert repository.call("build").status == 0
    committed(repository, "Build another draft")
    return repository


def test_a_version_that_stands_is_not_released_unless_named(drafted: Project) -> None:
    told = refused(drafted)
    assert "0.9.0 stands in dataset/MANIFEST.json already, and no tag and no commit" in told
    assert "name the VERSION, 0.9.0 or above: nothing differs from the committed dataset" in told
    add(drafted)
    committed(drafted, "Add")
    assert "name the VERSION: what differs is a minor step, 0.10.0 or above" in refused(drafted)
    assert "Data 0.9.0," in drafted.call("release", "0.9.0", "--dry-run").out
    listed = drafted.call("release", "--list")
    assert [line.split(maxsplit=2)[::2] for line in listed.out.splitlines()] == [
        [version, "draft: last commit with this version"] for version in ("0.1.0", "0.9.0")
    ]
    assert "no release yet" in listed.err
    each = json.loads(drafted.call("release", "--list", "--json").out)
    assert [one["released"] for one in each] == [False, False]


def test_a_version_below_is_refused_before_anything_is_told(drafted: Project) -> None:
    for words in (("0.8.0",), ("0.8.0", "--dry-run"), ("0.9.0", "--since", "HEAD")):
        done = drafted.call("release", *words)
        assert (done.status, done.out) == (1, "")
    assert "0.8.0 is below 0.9.0, which dataset/MANIFEST.json has" in refused(drafted, "0.8.0")


def test_drafts_have_no_errata_unless_asked_for(drafted: Project) -> None:
    done = drafted.call("release", "1.0.0", "--dry-run")
    assert "Data 1.0.0, 2031-02-03, the first release: no tag and no commit" in done.out
    assert "there are no errata" in done.out
    assert "ERRATA.md" not in done.out.partition("would write")[2]
    first = git(drafted, "rev-list", "--max-parents=0", "HEAD").strip()
    done = drafted.call("release", "1.0.0", "--since", first, "--dry-run")
    assert "1 record corrected in ERRATA.md" in done.out
    assert "+## Data 1.0.0 corrects 0.1.0" in done.out
    assert f"`tellings diff {first} 1.0.0 --json`" in done.out
    done = drafted.call("release", "1.0.0", "--since", first)
    assert f"tellings release 1.0.0 --date 2031-02-03 --since {first}" in done.out
    describe(drafted)
    done = drafted.call("release", "1.0.0")
    assert done.status == 0, done.err
    assert not (drafted.root / "ERRATA.md").exists()
    assert git(drafted, "tag") == "v1.0.0\n"


def test_a_long_dry_run_is_cut_and_says_so(repository: Project) -> None:
    words_in = sorted({*re.findall(r"\w{3,}", GAZETTE), *re.findall(r"(?=\b(\w+ \w+)\b)", GAZETTE)})
    assert len(words_in) > 40

    def many(records: list[JSON]) -> None:
        for number, word in enumerate(words_in, 100):
            records.append(span(number, "mention", "place", word))

    change(repository, "gazette.json", many)
    assert repository.call("build").status == 0
    committed(repository, "Add many")
    git(repository, "tag", "-f", "v0.1.0")
    change(
        repository, "gazette.json", lambda records: records.__delitem__(slice(-len(words_in), None))
    )
    committed(repository, "Withdraw them")
    words = ("release", "1.0.0", "--dry-run")
    short, full = repository.call(*words).out, repository.call(*words, "--all").out
    assert f"{len(words_in)} records corrected in ERRATA.md" in short
    assert "more lines of ERRATA.md; --all shows them" in short
    assert short.count("+| `tunnel:gazette:span:") < 40
    assert full.count("+| `tunnel:gazette:span:") == len(words_in)
    done = repository.call(*words, "--json")
    assert done.status == 1
    plan = json.loads(done.out)
    assert (len(plan["errata"]), plan["after"], plan["step"]) == (len(words_in), "0.1.0", "major")
    assert repository.call("release", "1.0.0", "--all").status == 2


# Dry run ------------------------------------------------------------------------------------------


def test_a_dry_run_shows_it_all_and_writes_nothing(repository: Project) -> None:
    relabel(repository)
    committed(repository, "Change")
    before = state(repository)
    done = repository.call("release", "1.0.0", "--dry-run")
    assert done.status == 1
    for shown in (
        "would write a draft into CHANGELOG.md, and stop",
        "+## Data 1.0.0",
        '-version = "0.1.0"',
        '+version = "1.0.0"',
        "+version: 1.0.0  # of the data",
        "+## Data 1.0.0 corrects 0.1.0",
        "would build dataset/ as 1.0.0",
        "would commit these and dataset/: Release data 1.0.0",
        "would tag v1.0.0",
    ):
        assert shown in done.out
    assert state(repository) == before
    repository.call("release", "1.0.0")
    describe(repository)
    before = state(repository)
    done = repository.call("release", "1.0.0", "--dry-run")
    assert (done.status, state(repository)) == (0, before)
    assert "draft" not in done.out


# Interrupted --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory, _built_once: Path) -> Path:
    """A repository in which nothing stands against a release with errata."""
    root = tmp_path_factory.mktemp("described") / "project"
    shutil.copytree(_built_once, root)
    repository = Project(root)
    (root / "CITATION.cff").write_text(CFF, "utf-8")
    git(repository, "init", "-q", "-b", "main")
    git(repository, "config", "user.name", "Tests")
    git(repository, "config", "user.email", "tests@example.org")
    committed(repository, "Begin")
    git(repository, "tag", "v0.1.0")
    relabel(repository)
    committed(repository, "Change")
    assert repository.call("release", "1.0.0", "--date", "2031-03-04").status == 1
    describe(repository)
    return root


@pytest.fixture(scope="module")
def expected(described: Path, tmp_path_factory: pytest.TempPathFactory) -> JSON:
    """What an uninterrupted release leaves."""
    root = tmp_path_factory.mktemp("expected") / "project"
    shutil.copytree(described, root)
    assert Project(root).call("release", "1.0.0", "--date", "2031-03-04").status == 0
    found = state(Project(root))
    assert found["tagged"] == ["v1.0.0"]
    return found


MOMENTS = (
    *("fsync 1", "fsync 2", "fsync 3", "replace 1", "replace 2", "replace 3"),
    *("build 1", "exchange 1", "check 1", "git add 1", "git commit 1", "git tag 1"),
)


@pytest.mark.parametrize("moment", [*MOMENTS, "end 1"])
def test_killed_at_any_moment_the_next_run_ends_right(
    moment: str, described: Path, expected: JSON, tmp_path: Path
) -> None:
    repository = Project(tmp_path / "project")
    shutil.copytree(described, repository.root)
    command = [sys.executable, str(KILLING), moment, "release", "1.0.0", "--date", "2031-03-04"]
    killed = subprocess.run(command, cwd=repository.root, capture_output=True, text=True)
    assert killed.returncode == -9, killed.stderr
    assert (state(repository) == expected) == (moment == "end 1")
    unwritten = moment.startswith(("fsync", "replace 1"))
    day = ["--date", "2031-03-04"] if unwritten else []  # else dataset.toml has it already
    done = repository.call("release", "1.0.0", *day)
    assert done.status == 0, done.err
    assert state(repository) == expected


def test_two_releases_at_once_are_one(described: Path, expected: JSON, tmp_path: Path) -> None:
    repository = Project(tmp_path / "project")
    shutil.copytree(described, repository.root)
    words = ("release", "1.0.0", "--date", "2031-03-04")
    both = [repository.start(*words) for _ in range(2)]
    told = [each.communicate(timeout=PATIENCE) for each in both]
    assert 0 in [each.returncode for each in both], told
    assert state(repository) == expected


def test_a_missing_tag_is_set_again(described: Path, expected: JSON, tmp_path: Path) -> None:
    first, second = Project(tmp_path / "project"), Project(tmp_path / "clone")
    shutil.copytree(described, first.root)
    assert first.call("release", "1.0.0", "--date", "2031-03-04").status == 0
    git(first, "clone", "-q", "--no-tags", first.root.as_uri(), str(second.root))
    git(second, "config", "user.name", "Tests")
    git(second, "config", "user.email", "tests@example.org")
    assert git(second, "tag") == ""
    assert second.call("diff", "1.0.0", "dataset").out == first.call("diff", "1.0.0", "dataset").out
    assert "release commit" in second.call("release", "--list").out
    done = second.call("release", "1.0.0")
    assert done.status == 0
    assert "tagged v1.0.0" in done.out
    assert git(second, "rev-parse", "v1.0.0^{commit}") == git(first, "rev-parse", "v1.0.0^{commit}")


@pytest.mark.parametrize("words", [(), ("--date", "2031-03-04"), ("1.0.0",)])
def test_a_release_without_its_tag_is_finished(
    words: tuple[str, ...], described: Path, tmp_path: Path
) -> None:
    project = Project(tmp_path / "project")
    shutil.copytree(described, project.root)
    assert project.call("release", "1.0.0", "--date", "2031-03-04").status == 0
    git(project, "tag", "-d", "v1.0.0")
    done = project.call("release", *words)
    assert done.status == 0, done.err
    assert "tagged v1.0.0" in done.out
    assert git(project, "tag", "--points-at", "HEAD") == "v1.0.0\n"


def test_the_day_of_a_release_that_is_committed_stands(described: Path, tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    shutil.copytree(described, project.root)
    assert project.call("release", "1.0.0", "--date", "2031-03-04").status == 0
    git(project, "tag", "-d", "v1.0.0")
    for words in ((), ("1.0.0",)):
        told = refused(project, *words, "--date", "2031-03-05")
        assert "with the day 2031-03-04, which --date 2031-03-05 cannot change" in told
    assert git(project, "tag", "--points-at", "HEAD") == ""


def test_only_what_names_the_data_is_told_of_the_old_version(repository: Project) -> None:
    (repository.root / "NOTES.md").write_text(
        "PolNeAR 0.1.0\nThis is data 0.1.0, not 0.1.0.1.\n`tellings diff 0.1.0`\nData 0.1.0.1\n",
        "utf-8",
    )
    committed(repository, "Note")
    done = repository.call("release", "0.2.0", "--dry-run")
    assert "data 0.1.0 is still named in NOTES.md:2\n" in done.err


def test_a_day_before_that_of_the_last_release_is_refused(repository: Project) -> None:
    told = refused(repository, "0.2.0", "--date", "2020-01-01", "--dry-run")
    assert "the day 2020-01-01 is before that of 0.1.0, 2031-02-03" in told
    assert "would write" not in refused(repository, "0.2.0", "--date", "2031-02-02")
    done = repository.call("release", "0.2.0", "--date", "2031-02-03", "--dry-run")
    assert "is before" not in done.err


def test_a_shallow_clone_does_not_guess_the_last_release(
    repository: Project, tmp_path: Path
) -> None:
    add(repository)
    committed(repository, "Add")
    shallow = Project(tmp_path / "shallow")
    git(repository, "clone", "-q", "--depth=1", repository.root.as_uri(), str(shallow.root))
    git(shallow, "config", "user.name", "Tests")
    git(shallow, "config", "user.email", "tests@example.org")
    told = refused(shallow, "0.2.0")
    assert "the last release is not known: this clone is shallow" in told
