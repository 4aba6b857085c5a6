"""What can go wrong between us and a Label Studio server: each kind is a type of its own."""

from typing import Any

from tellings.store.writing import StoreError


class ServerError(StoreError):
    """The server did not do what was asked."""


class Unreachable(ServerError):
    """Nothing answered; what was asked was not done."""


class Unauthorized(ServerError):
    """The server does not accept the key, or does not allow this to its owner."""


class NotFound(ServerError):
    """There is no such thing on the server."""


class Refused(ServerError):
    """The server found fault with what was sent, and did nothing."""


class Uncertain(ServerError):
    """No usable answer came: it may have been done or not.

    Never send it again as it is: look on the server by key first.
    """


class Conflict(ServerError):
    """An annotation with this ``unique_id`` is there already.

    Attributes:
        existing: the annotation as the server has it; None if it lies in another task.
    """

    def __init__(self, message: str, existing: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.existing = existing
