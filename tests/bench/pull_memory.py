"""Peak memory of a pull as a process, of many tasks beside few: it must not grow with them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tellings.studio.client import Server
from tellings.studio.pages import page_of
from tellings.studio.projects import make_project
from tellings.studio.purposes import Purpose
from tellings.studio.server import Running
from tellings.studio.sessions import desk, wanted_of

from .harbour import generate
from .measuring import Line, megabytes, ran

FEWER = 20
"""How many times fewer tasks the story has that the other is held against."""
LIMIT = 1.5
_SMALL = "harbour-in-small"
_TELLINGS = Path(sys.executable).with_name("tellings").as_posix()


def pull_memory(
    folder: Path, running: Running, server: Server, story: str, number: int
) -> list[Line]:
    """Peak memory of a pull of a story, and of one with a twentieth of its tasks.

    Args:
        folder: holds ``seeds`` with the story.
        running: the server, on which the story is annotated already.
        server: the same, to be asked.
        story: the story.
        number: how many tasks it has.
    """
    few = max(number // FEWER, 1)
    generate(folder / "seeds", _SMALL, few)
    annotate(folder / "seeds", server, _SMALL)
    small, large = (_peak(folder, running, each) for each in (_SMALL, story))
    ratio = large / small
    return [
        Line(
            f"peak memory of a pull of {number:,} tasks",
            megabytes(large),
            f"{few:,} tasks: {megabytes(small)}",
            f"{ratio:.2f}",
            f"< {LIMIT:g}",
            ratio < LIMIT,
        )
    ]


def annotate(seeds: Path, server: Server, story: str) -> None:
    """Put a story on the server, and make an annotation of each suggestion there."""
    found = desk(seeds, story)
    page = page_of(found.codebook, ("mention",))
    wanted = wanted_of(found, page, ["gold"])
    project = make_project(server, Purpose(story, page.name), page, wanted.config, 1)
    tasks = server.import_tasks(project.id, (wanted.as_task(each) for each in wanted.tasks))
    server._act("predictions_to_annotations", project.id, tasks)


def _peak(folder: Path, running: Running, story: str) -> int:
    """Peak memory of the first pull of a story, in bytes."""
    shutil.rmtree(folder / "seeds" / story / "annotations" / "annotator-1", ignore_errors=True)
    os.environ["LABEL_STUDIO_API_KEY"] = running.account.token
    try:
        return ran([_TELLINGS, "studio", "pull", story, "--url", running.url], folder)[1]
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"the pull failed: {error}") from error
