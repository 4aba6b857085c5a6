"""Django settings of our own server: Label Studio's, made to last and to keep to itself.

Read by the server's process only, through ``DJANGO_SETTINGS_MODULE``.
"""

import gc
import os
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

_THEIRS = "label_studio.core.settings.label_studio"

# Their module looks at the settings while it is being read, so it has to be the named one then.
_ours, os.environ["DJANGO_SETTINGS_MODULE"] = os.environ["DJANGO_SETTINGS_MODULE"], _THEIRS
from label_studio.core.settings.label_studio import *  # noqa: E402, F403
from label_studio.core.settings.label_studio import DATABASES, MIDDLEWARE  # noqa: E402

os.environ["DJANGO_SETTINGS_MODULE"] = _ours

# The first start makes and drops model classes by the thousand; fewer sweeps save a sixth of it.
gc.set_threshold(50_000, 20, 100)

# A writer waits for the other instead of failing with "database is locked", readers wait for
# nobody, and what was answered with success is on the disk.
DATABASES["default"]["OPTIONS"] = {
    "timeout": 60,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}

# A page from elsewhere that resolves its own name to this machine gets no answer.
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]

MIDDLEWARE.insert(0, "tellings.studio.settings.keeping_to_itself")

_CALLS_OUT = ("/heidi-tips", "/__lsa")
"""Tips fetched from the maker's repository, and usage statistics."""


def keeping_to_itself(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what would call outside the machine is not there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_CALLS_OUT):
            return HttpResponseNotFound()
        return answer(request)

    return middleware
