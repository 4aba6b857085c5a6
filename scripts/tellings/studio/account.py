"""The account that our own server gives us: made once, kept in a file of the owner's."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from tellings.store.private import read_private, write_private
from tellings.store.writing import StoreError

DATABASE = "label_studio.sqlite3"


@dataclass(frozen=True, slots=True)
class Account:
    """Who we are on our own server.

    Attributes:
        email: the name to log in with.
        password: what to log in with.
        token: the key for programs; it does not run out.
    """

    email: str
    password: str = field(repr=False)
    token: str = field(repr=False)


def account_file(folder: Path) -> Path:
    """Where the account of the server in ``folder`` is kept."""
    return folder / "account.json"


def read_account(folder: Path) -> Account | None:
    """The account of the server in ``folder``; None if none was made.

    Raises:
        StoreError: if the file is not as we wrote it.
    """
    path = account_file(folder)
    raw = read_private(path)
    if raw is None:
        return None
    try:
        return msgspec.json.decode(raw, type=Account)
    except msgspec.DecodeError as error:
        raise StoreError(
            f"{path} is damaged ({error}); move it away, and `tellings studio up` makes a new one"
        ) from error


def make_account(folder: Path) -> Account:
    """A new account; the server makes its user when it starts.

    A lost account file is no lost server: a second user is made, nobody's key is revoked.
    """
    again = (folder / DATABASE).exists()
    name = f"tellings-{secrets.token_hex(3)}" if again else "tellings"
    account = Account(f"{name}@localhost", secrets.token_urlsafe(12), secrets.token_hex(20))
    write_private(account_file(folder), msgspec.json.format(msgspec.json.encode(account)) + b"\n")
    return account
