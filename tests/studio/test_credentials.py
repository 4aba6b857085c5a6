"""Keys of both kinds: found, told apart, kept alive, refused in clear words."""

import dataclasses
import re
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import httpx
import pytest

import tellings
from tellings.studio.client import Server
from tellings.studio.credentials import credential, ends_at, make_credential
from tellings.studio.errors import Unauthorized
from tellings.studio.server import Running, ensure_running, stop
from tests.conftest import PATIENCE, Project
from tests.studio.conftest import quiet
from tests.studio.pages import PAGE
from tests.studio.stories import sign_up

LEGACY = "0123456789abcdef0123456789abcdef01234567"


def personal_token(running: Running) -> str:
    """A personal access token, made as a person makes it: logged in, on the account page."""
    with httpx.Client(base_url=running.url, trust_env=False, timeout=PATIENCE) as person:
        page = person.get("/user/login/").text
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found is not None
        account = running.account
        form = {"csrfmiddlewaretoken": found[1], "email": account.email}
        form["password"] = account.password
        person.post("/user/login/", data=form, headers={"Referer": running.url})
        headers = {"X-CSRFToken": person.cookies["csrftoken"], "Referer": running.url}
        for old in person.get("/api/token/").json():  # one at a time
            person.post("/api/token/blacklist/", headers=headers, json={"refresh": old["token"]})
        return str(person.post("/api/token/", headers=headers, json={}).json()["token"])


@pytest.fixture
def member(studio_server: Running, studio: Server) -> Running:
    """The server of this run as somebody sees it whose tokens no other test revokes."""
    account, server = sign_up(studio_server, studio)
    server.close()
    return dataclasses.replace(studio_server, account=account)


def at(running: Running, key: str) -> Server:
    return Server.at(running.url, make_credential(key, "a test"))


@pytest.fixture
def short_lived(studio_folder: Path) -> Iterator[Running]:
    """A server whose access tokens end after four seconds."""
    paths = f"{Path(__file__).parent}:{Path(tellings.__file__).parents[1]}"
    more = {"DJANGO_SETTINGS_MODULE": "short_lives", "PYTHONPATH": paths}
    yield ensure_running(studio_folder, None, quiet, more)
    stop(studio_folder, quiet)


def test_both_kinds_of_keys_open_the_server(member: Running) -> None:
    keys = {"legacy": member.account.token, "personal": personal_token(member)}
    for kind, key in keys.items():
        assert make_credential(key, "a test").kind == kind
        with at(member, key) as server:
            assert server.whoami().email == member.account.email


def test_work_goes_on_when_an_access_token_has_ended(short_lived: Running) -> None:
    key = personal_token(short_lived)
    with at(short_lived, key) as server:
        project = server.create_project("Before", PAGE).id
        first = access_of(server)
        outlive(first)
        assert refused(short_lived, first), "the token did not end, so this shows nothing"
        assert server.update_project(project, title="After").title == "After"
        assert access_of(server) != first


def test_a_wrong_clock_does_not_hide_that_a_token_has_ended(short_lived: Running) -> None:
    slow = SimpleNamespace(time=lambda: time.time() - 86_400)  # to it the token lives for a day
    with at(short_lived, personal_token(short_lived)) as server:
        with mock.patch("tellings.studio.credentials.time", slow):
            first = server.whoami()
            outlive(access_of(server))
            made = server.create_project("Made once", PAGE)
            assert server.whoami() == first
        same = [each for each in server.projects() if each.title == made.title]
        assert len(same) == 1


def access_of(server: Server) -> str:
    """The access token in hand."""
    return str(server._http._client.auth._access)  # type: ignore[union-attr]


def outlive(access: str) -> None:
    """Wait until an access token has ended."""
    left = ends_at(access) - time.time()
    assert left < 5
    time.sleep(max(0, left) + 0.1)


def refused(running: Running, access: str) -> bool:
    headers = {"Authorization": f"Bearer {access}"}
    url = f"{running.url}/api/projects/"
    answer = httpx.get(url, headers=headers, trust_env=False, timeout=PATIENCE)
    return answer.status_code == httpx.codes.UNAUTHORIZED


def test_wrong_and_revoked_keys_are_refused_in_clear_words(member: Running) -> None:
    with (
        at(member, LEGACY) as server,
        pytest.raises(Unauthorized, match="does not take the key from a test: Invalid token"),
    ):
        server.whoami()
    revoked = personal_token(member)
    personal_token(member)
    with (
        at(member, revoked) as server,
        pytest.raises(Unauthorized, match="personal access token from a test: it was revoked"),
    ):
        server.whoami()


def test_the_command_takes_a_key_from_variable_or_file_and_never_prints_it(
    studio_server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, url = Project(tmp_path), studio_server.url
    missing = project.call("studio", "status", "--url", url)
    assert missing.status == 1
    assert "set TELLINGS_STUDIO_KEY or LABEL_STUDIO_API_KEY" in missing.err
    key_file = tmp_path / "key"
    key_file.write_text(f"{studio_server.account.token}\n")
    key_file.chmod(0o600)
    by_file = project.call("studio", "status", "--url", f"{url}/", "--key-file", key_file)
    assert by_file.out == f"Label Studio 1.23.2 runs at {url}; we are tellings@localhost\n"
    monkeypatch.setenv("TELLINGS_STUDIO_KEY", LEGACY)
    wrong = project.call("studio", "status", "--url", url)
    assert (wrong.status, LEGACY in wrong.err) == (1, False)
    assert "from the variable TELLINGS_STUDIO_KEY" in wrong.err


def test_the_nearer_source_of_a_key_wins(tmp_path: Path) -> None:
    warned: list[str] = []
    both = {"LABEL_STUDIO_API_KEY": "theirs", "TELLINGS_STUDIO_KEY": "ours"}
    assert credential(both, None, warned.append).secret == "ours"
    assert credential({"LABEL_STUDIO_API_KEY": "theirs"}, None, warned.append).secret == "theirs"
    path = tmp_path / "key"
    path.write_text("filed")
    path.chmod(0o600)
    assert credential(both, path, warned.append).secret == "filed"
    assert warned == []
    path.chmod(0o640)
    assert "filed" not in repr(credential(both, path, warned.append))
    assert warned == [f"{path}: others on this machine can read the key; type: chmod 600 {path}"]


# {"token_type": "access"} and {"token_type": "refresh"}, signed by nobody
ACCESS = "eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjogImFjY2VzcyJ9.c2ln"
CUT_SHORT = "eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjogInJlZnJlc2gifQ"


@pytest.mark.parametrize(
    ("secret", "fault"),
    [(ACCESS, "lives five minutes"), (CUT_SHORT, "cut short"), ("two words", "one key")],
)
def test_what_cannot_serve_as_a_key_is_refused_before_it_is_sent(secret: str, fault: str) -> None:
    with pytest.raises(Unauthorized, match=fault) as refusal:
        make_credential(secret, "a test")
    assert secret not in str(refusal.value)


def test_no_file_and_an_empty_file_are_no_key(tmp_path: Path) -> None:
    with pytest.raises(Unauthorized, match="no such file"):
        credential({}, tmp_path / "none", print)
    (tmp_path / "empty").write_text("\n")
    with pytest.raises(Unauthorized, match="holds no key"):
        credential({}, tmp_path / "empty", lambda _: None)
