"""``tellings studio up`` and ``down`` with real servers: found, killed, raced, and kept private."""

import contextlib
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tellings.studio.account import DATABASE, Account, account_file, read_account
from tellings.studio.client import Server
from tellings.studio.credentials import make_credential
from tellings.studio.errors import Uncertain
from tellings.studio.server import Running, ensure_running, running, stop
from tests.conftest import PATIENCE, Project
from tests.studio.conftest import quiet
from tests.studio.pages import PAGE
from tests.studio.proxy import is_import, proxy_before

SEEDS = Path(__file__).parents[2] / "seeds"
TASKS = [{"data": {"text": "The tunnel is late.", "key": f"k{at}"}} for at in range(20_000)]


@pytest.fixture
def home(studio_folder: Path) -> Iterator[Project]:
    """A project whose server starts in seconds; stopped at the end, come what may."""
    yield Project(studio_folder.parents[1])
    stop(studio_folder, quiet)


def folder_of(home: Project) -> Path:
    return home.root / ".tellings" / "studio"


def up(home: Project, *words: str) -> Running:
    done = home.call("studio", "up", "--no-push", *words)
    assert done.status == 0, done.err
    found = running(folder_of(home))
    assert found is not None
    assert found.url in done.out
    return found


def far_port() -> int:
    """A free port that no server is given unless it is asked for: they are sought from 8080 on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modes_in(folder: Path) -> Iterator[int]:
    """Of each file of a server's folder, but for the lock; those of its database come and go."""
    for path in folder.iterdir():
        if path.name != ".lock":
            with contextlib.suppress(FileNotFoundError):
                yield mode(path)


def command_lines() -> Iterator[str]:
    """What anybody on this machine sees of all processes."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield path.read_text("utf-8", "replace")
        except OSError:  # it ended meanwhile
            continue


def listeners(port: int) -> set[str]:
    """On which addresses, as the kernel writes them, somebody listens on a port."""
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path("/proc/net", table).read_text().splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            address, _, number = local.partition(":")
            if state == "0A" and int(number, 16) == port:
                found.add(address)
    return found


def test_up_is_found_again_and_its_data_outlive_it(home: Project) -> None:
    first = up(home, "--port", str(far_port()))
    with Server.own(first) as server:
        project = server.create_project("Kept", PAGE)
    again = home.call("studio", "up", "--no-push")
    assert f"runs already at {first.url} (process {first.pid})" in again.out
    asked = home.call("studio", "status", "--json")
    assert json.loads(asked.out) == {
        "running": True,
        "url": first.url,
        "version": "1.23.2",
        "email": first.account.email,
        "stories": [],
    }
    elsewhere = home.call("studio", "up", "--port", "9")
    assert elsewhere.status == 1
    assert f"runs already, at {first.url}" in elsewhere.err
    assert home.call("studio", "down").out == "the server is stopped\n"
    assert not psutil.pid_exists(first.pid)
    assert home.call("studio", "down").out == "no server runs here\n"
    assert home.call("studio", "status").out.startswith("no server runs here")
    second = up(home)
    assert (second.port, second.account) == (first.port, first.account)
    with Server.own(second) as server:
        assert server.project(project.id).title == "Kept"


def test_up_sends_the_stories_and_prints_one_json_document(home: Project) -> None:
    shutil.copytree(SEEDS, home.root / "seeds")
    done = home.call("studio", "up", "--json")
    assert done.status == 0, done.err
    assert json.loads(done.out)["started"] is True
    assert "project made, 5 articles sent" in done.err
    found = running(folder_of(home))
    assert found is not None
    with Server.own(found) as server:
        (project,) = server.projects()
        tasks = list(server.task_keys(project.id))
        assert len(tasks) == 5
        assert all(server.predictions(each.id) for each in tasks)


def test_nobody_else_reads_the_secrets_or_reaches_the_server(home: Project) -> None:
    found = up(home)
    folder = folder_of(home)
    assert mode(folder) == 0o700
    assert all(each & 0o077 == 0 for each in modes_in(folder))
    secrets = {found.account.password, found.account.token}
    seen = list(command_lines())
    assert any(str(folder) in line for line in seen), "the server's own command line is not seen"
    assert not [line for line in seen for secret in secrets if secret in line]
    assert not [each for each in secrets if each in (folder / "server.log").read_text()]
    assert listeners(found.port) == {"0100007F"}
    assert repr(found).count(found.account.password) == repr(found).count(found.account.token) == 0


def kill_at_work(server: psutil.Process) -> bool:
    """Kill a server a moment later, when it is at what it is now sent."""
    threading.Timer(0.05, server.kill).start()
    return True


def test_a_killed_server_is_started_anew(home: Project) -> None:
    first = up(home)
    key = make_credential(first.account.token, "test")
    with proxy_before(first.url) as proxy, Server.at(proxy.url, key) as server:
        project = server.create_project("Survives", PAGE).id
        dying = psutil.Process(first.pid)
        proxy.at, proxy.wanted, proxy.before = 2, is_import, lambda: kill_at_work(dying)
        with pytest.raises(Uncertain, match="look before trying again"):
            server.import_tasks(project, TASKS)
        dying.wait()
    bystander = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    stale = {"pid": bystander.pid, "port": first.port}  # the number was given to somebody else
    (folder_of(home) / "server.json").write_text(json.dumps(stale))
    (folder_of(home) / "account.json").rename(folder_of(home) / "lost.json")
    second = up(home)
    assert second.account.email != first.account.email
    for account in (first.account, second.account):  # a new key, and nobody's was revoked
        with Server.at(second.url, make_credential(account.token, "test")) as server:
            assert server.whoami().email == account.email
            assert len(list(server.task_keys(project))) % 500 == 0
    assert home.call("studio", "down").status == 0
    assert bystander.poll() is None
    bystander.communicate(b"\n")


def test_two_at_once_start_one_server(home: Project) -> None:
    both = [home.start("studio", "up", "--no-push", "--json") for _ in range(2)]
    ended = [process.communicate(timeout=PATIENCE) for process in both]
    assert [process.returncode for process in both] == [0, 0], ended
    said = [json.loads(out) for out, _ in ended]
    assert sorted(each["started"] for each in said) == [False, True]
    assert said[0]["pid"] == said[1]["pid"]
    servers = [line for line in command_lines() if str(folder_of(home)) in line]
    assert len(servers) == 1


def test_an_interrupted_start_leaves_nothing(home: Project) -> None:
    starting = home.start("studio", "up", "--no-push")
    while not (folder_of(home) / "server.json").exists():
        assert starting.poll() is None
        time.sleep(0.05)
    starting.send_signal(signal.SIGINT)
    _, err = starting.communicate(timeout=PATIENCE)
    assert (starting.returncode, "Traceback" in err) == (130, False)
    assert not [line for line in command_lines() if str(folder_of(home)) in line]


def test_a_server_that_ends_while_it_is_waited_for_is_started_anew(home: Project) -> None:
    first = up(home)
    process = psutil.Process(first.pid)
    process.suspend()  # so that it is waited for
    second = ensure_running(folder_of(home), None, lambda *_: process.kill())
    assert second.started
    assert second.pid != first.pid


def test_a_port_that_another_program_takes_meanwhile_is_left_to_it(home: Project) -> None:
    others: list[socket.socket] = []

    def take(_what: str, _seconds: float) -> None:
        if not others:
            seen = json.loads((folder_of(home) / "server.json").read_bytes())
            others.append(socket.create_server(("127.0.0.1", seen["port"])))

    found = ensure_running(folder_of(home), None, take)
    with others[0] as other:
        assert found.port != other.getsockname()[1]


def test_a_server_that_does_not_come_up_shows_its_log(home: Project) -> None:
    (folder_of(home) / DATABASE).write_bytes(b"this is no database" * 100)
    done = home.run("studio", "up", "--no-push")
    assert done.status == 1
    assert "the server ended while starting" in done.err
    assert "file is not a database" in done.err
    assert "server.log" in done.err


def test_a_port_in_use_is_refused_if_asked_for(home: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = home.call("studio", "up", "--port", str(port))
    assert done.status == 1
    assert f"port {port} is taken by another program" in done.err


def test_another_program_at_our_place_is_not_our_server(home: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        seen = {"pid": os.getpid(), "port": other.getsockname()[1]}
        (folder_of(home) / "server.json").write_text(json.dumps(seen))
        assert running(folder_of(home)) is None
        other.settimeout(0)
        with pytest.raises(BlockingIOError):
            other.accept()  # it was not even asked, let alone shown our key


def test_a_missing_package_is_named_with_what_to_type(tmp_path: Path) -> None:
    code = (
        "import importlib.util as util, sys; find, missing = util.find_spec, sys.argv.pop(1)\n"
        "util.find_spec = lambda name, *more: None if name == missing else find(name, *more)\n"
        "from tellings.cli import main; main()"
    )
    for package in ("label_studio", "httpx", "psutil"):
        for command in ("up", "down", "status"):
            words = [sys.executable, "-c", code, package, "studio", command]
            done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
            assert done.returncode == 1
            assert done.stderr.endswith("type: pip install 'tellings[studio]'\n"), done.stderr


def test_a_damaged_account_file_is_told(home: Project) -> None:
    account_file(folder_of(home)).write_text('{"email": 1}')
    done = home.call("studio", "up", "--no-push")
    assert done.status == 1
    assert "account.json is damaged" in done.err


def test_an_account_is_written_for_its_owner_alone(studio_server: Running) -> None:
    assert read_account(studio_server.folder) == studio_server.account
    assert Account("a@localhost", "secret", "key").__repr__() == "Account(email='a@localhost')"
