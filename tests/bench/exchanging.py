"""How fast foreign annotations come in: brat, and an export of Label Studio."""

import json
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tellings.exchange.exporting import export
from tellings.exchange.importing import Choices, Imported, import_folder
from tellings.exchange.mapping import LabelMapping, our_mapping, read_mapping
from tellings.exchange.registry import reader, writer
from tellings.exchange.telling import Options
from tellings.parts import load_story
from tellings.store.schema_files import load_codebook, load_schemas
from tellings.store.seeds import SourceFile, story_names
from tellings.store.whole_folders import write_folders
from tellings.store.writing import write_all

from .corpus import generate
from .measuring import Line, against, best_of

ROOT = Path(__file__).parents[2]
POLNEAR = ROOT.parent / "shared" / "corpora" / "polnear"
TASKS, SPANS, WORDS = 10_000, 6, 95
TODAY = "2031-02-03"
_CONFIG = """\
<View><Labels name="label" toName="text"><Label value="Source"/><Label value="Cue"/>
<Label value="Content"/></Labels><Text name="text" value="$text"/></View>
"""
_MAPPING = """\
story = "bench"
[pass]
kind = "rule"
[labels]
Source = { layer = "attribution", label = "source" }
Cue = { layer = "attribution", label = "cue" }
Content = { layer = "attribution", label = "content" }
"""


def _mapping(path: Path) -> LabelMapping:
    found, findings = read_mapping(SourceFile(path.name, path.read_bytes()), load_schemas())
    assert found is not None, findings
    return found


def _bring(
    format_name: str, path: Path, seeds: Path, mapping: LabelMapping, made: str | None = None
) -> Imported:
    """All that ``tellings import`` does once it has started: read, check, write."""
    choices = Choices(pass_name=made, annotator_kind="rule", keep_going=True)
    done = import_folder(reader(format_name), path, seeds, mapping, choices, TODAY)
    write_folders(done.files)
    return done


# brat -----------------------------------------------------------------------------------------


def _made_up(folder: Path, stories: int) -> None:
    """The corpus of the benchmarks as brat files."""
    generate(folder / "seeds", stories)
    names = story_names(folder / "seeds")[0]
    stories_ = [load_story(folder / "seeds", name, load_schemas())[0] for name in names]
    sound = [each for each in stories_ if each is not None]
    articles = [key for each in sound for key in each.articles]
    done = export(writer("brat"), sound, articles, "gold", Options(load_codebook()))
    write_all({folder / "brat" / path: content for path, content in done.files.items()})


def brat(stories: int) -> Iterator[Line]:
    """Articles a minute from brat files: of PolNeAR, if it is there, and of the made-up corpus."""
    with tempfile.TemporaryDirectory(prefix="tellings-bench-") as name:
        folder = Path(name)
        if POLNEAR.is_dir():
            mapping = _mapping(ROOT / "docs" / "exchange" / "polnear.toml")
            yield _articles_a_minute("PolNeAR", POLNEAR, folder / "polnear", mapping)
        _made_up(folder, min(stories, 50))
        mapping = our_mapping(load_codebook())
        what = "the made-up corpus once more"
        yield _articles_a_minute(what, folder / "brat", folder / "seeds", mapping, "again")


def _articles_a_minute(
    what: str, path: Path, seeds: Path, mapping: LabelMapping, made: str | None = None
) -> Line:
    """In CPU time, so that what else the machine does counts little; the wall clock beside it."""
    begin, begin_wall = time.process_time(), time.perf_counter()
    done = _bring("brat", path, seeds, mapping, made)
    rate = 60 * len(done.articles) / (time.process_time() - begin)
    wall = 60 * len(done.articles) / (time.perf_counter() - begin_wall)
    spans = done.records["span"]
    size = f"{len(done.articles):,} articles, {spans:,} spans"
    label = f"`tellings import brat`, {what}: {size} (CPU time)"
    shown = f"{rate:,.0f} a minute; by the wall clock {wall:,.0f}"
    return Line(label, shown, "", "", "≥ 3,000 a minute", rate >= 3_000)


# Label Studio ---------------------------------------------------------------------------------


def _task(number: int, draw: random.Random) -> dict[str, Any]:
    words = [draw.choice(("tunnel", "harbour", "minister", "said", "late", "denied", "a", "the"))
             for _ in range(WORDS)]  # fmt: skip
    text = f"{' '.join(words)} {number}."
    results = []
    for at in range(SPANS):
        first = draw.randrange(WORDS - 3)
        start = len(" ".join(words[:first])) + bool(first)
        end = start + len(" ".join(words[first : first + 3]))
        value = {"start": start, "end": end, "text": text[start:end]}
        value["labels"] = [draw.choice(("Source", "Cue", "Content"))]
        place = {"from_name": "label", "to_name": "text", "type": "labels"}
        results.append({"id": f"r{at}", **place, "value": value})
    annotation = {"id": number, "completed_by": 1, "was_cancelled": False, "result": results}
    return {"id": number, "data": {"text": text}, "annotations": [annotation]}


def label_studio(stories: int) -> Iterator[Line]:
    """An export of 10,000 tasks into a story, against the SDK's converter to CoNLL."""
    from label_studio_sdk.converter.converter import Converter, Format

    number = min(TASKS, 5 * stories)
    draw = random.Random(0)
    with tempfile.TemporaryDirectory(prefix="tellings-bench-") as name:
        folder = Path(name)
        (folder / "in").mkdir()
        export = folder / "in" / "export.json"
        export.write_text(json.dumps([_task(each, draw) for each in range(number)]), "utf-8")
        (folder / "map.toml").write_text(_MAPPING, "utf-8")
        mapping = _mapping(folder / "map.toml")
        converter: Any = Converter(_CONFIG, str(folder))  # type: ignore[no-untyped-call]
        choices = Choices(annotator_kind="rule")
        module = reader("label-studio")
        rounds = iter(range(100))
        works = {
            "sdk": lambda: converter.convert(
                str(export), str(folder / "conll"), Format.CONLL2003, is_dir=False
            ),
            "ours": lambda: _bring(
                "label-studio", folder / "in", folder / f"seeds-{next(rounds)}", mapping
            ),
            "checked": lambda: import_folder(
                module, folder / "in", folder / "none", mapping, choices, TODAY
            ),
        }
        clocks = {"CPU time": time.process_time, "wall clock": time.perf_counter}
        best = {said: best_of(3, works, clock) for said, clock in clocks.items()}
    what = f"Label Studio JSON, {number:,} tasks"
    named = "`label-studio-sdk` to CoNLL"
    for said, took in best.items():
        checked = f"{what}, to checked records ({said})"
        yield against(checked, took["checked"], took["sdk"], 1 / 5, named)
        on_disk = f"{what}, into a story on disk ({said})"
        yield against(on_disk, took["ours"], took["sdk"], 1 / 5, named)
