"""The environment that our own server runs in: little of ours, and all that it needs."""

import os
from collections.abc import Mapping
from pathlib import Path

import tellings
from tellings.studio.account import Account

_KEPT = (
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "LD_LIBRARY_PATH",
    "LOCALAPPDATA",
    "PATH",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "TMPDIR",
    "USERPROFILE",
    "VIRTUAL_ENV",
)
"""All else stays outside: Label Studio also obeys plain HOST, PORT, DEBUG, CI, DJANGO_DB, ..."""

_SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "tellings.studio.settings",
    "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
    "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "true",
    "LABEL_STUDIO_CORS_ALLOW_ALL_ORIGINS": "false",
    "LABEL_STUDIO_COLLECT_ANALYTICS": "false",
    "LABEL_STUDIO_LATEST_VERSION_CHECK": "false",
    "LABEL_STUDIO_SENTRY_DSN": "",
    "LABEL_STUDIO_FRONTEND_SENTRY_DSN": "",
    "PYTHONUTF8": "1",
    "PYTHONUNBUFFERED": "1",
}


def environment(ours: Mapping[str, str], folder: Path, account: Account) -> dict[str, str]:
    """The variables of the server's process; the only place where it learns secrets.

    Args:
        ours: the environment of this process.
        folder: where the server's data lie.
        account: the user that the server makes when it first starts.
    """
    packages = Path(tellings.__file__).resolve().parents[1]
    return {
        **{name: ours[name] for name in _KEPT if name in ours},
        **_SETTINGS,
        "PYTHONPATH": os.pathsep.join(filter(None, (str(packages), ours.get("PYTHONPATH")))),
        "LABEL_STUDIO_BASE_DATA_DIR": str(folder),
        "LABEL_STUDIO_USERNAME": account.email,
        "LABEL_STUDIO_PASSWORD": account.password,
        "LABEL_STUDIO_USER_TOKEN": account.token,
    }
