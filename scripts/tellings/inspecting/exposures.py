"""What must not be in a published file: e-mail addresses, paths of a machine, secrets."""

import re
from collections.abc import Iterator

from tellings.text import email_ranges

_FOLDERS = ("home", "Users", "root", "tmp", "var/folders", "mnt", "workspace")
"""Where on a machine the files of people and of runs lie."""
_PATHS = re.compile(
    rf"(?<![\w.:/~-])/(?:{'|'.join(_FOLDERS)})/[\w.-]+"
    r"|\b[A-Z]:\\+(?:Users|Documents and Settings|Temp)\\+[\w.-]+"
    r"|\bfile:///?[\w.-]+"
)
_IN_PATHS = (*(f"/{folder}/" for folder in _FOLDERS), ":\\", "file:/")
_SECRETS = {
    "a token of the Hugging Face Hub": r"\bhf_[A-Za-z0-9]{30,}",
    "a token of GitHub": r"\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_[A-Za-z0-9_]{40,}",
    "a token of GitLab": r"\bglpat-[A-Za-z0-9_-]{20,}",
    "a token of PyPI": r"\bpypi-[A-Za-z0-9_-]{50,}",
    "a token of npm": r"\bnpm_[A-Za-z0-9]{36}\b",
    "a token of Slack": r"\bxox[abeprs]-[A-Za-z0-9-]{10,}",
    "a key of AWS": r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
    "a key of Google": r"\bAIza[A-Za-z0-9_-]{35}\b",
    "a key of a language model's service": r"\bsk-(?:[a-z]+-)*[A-Za-z0-9_]{20,}",
    "a JSON web token": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    "a private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
    "a password in an address": r"\bhttps?://[^\s/:@]+:[^\s/@]+@",
}
_IN_SECRETS = (
    *("hf_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "pypi-", "npm_"),
    *("xox", "AKIA", "ASIA", "AIza", "sk-", "eyJ", "PRIVATE KEY", "://"),
)
"""Without one of these there is no secret: looking for them first is many times as fast."""
_ANY_SECRET = re.compile("|".join(f"(?:{pattern})" for pattern in _SECRETS.values()))


def exposures(text: str) -> Iterator[tuple[str, str, int]]:
    """What must not be in a text: the rule that it breaks, what it is, and where it begins.

    The words of a secret are not repeated, and of an address only its end.

    >>> [rule for rule, _, _ in exposures("see /Users/ada/notes, or write to ada@example.org")]
    ['email-in-file', 'machine-path']
    >>> list(exposures("https://example.org/Users/news and 12:/tmp"))
    []
    """
    for start, end in email_ranges(text):
        host = text[start:end].rpartition("@")[2]
        if host.rpartition(".")[2].isdigit():
            continue  # a tag in an address of the Hub, such as name@v1.10.12
        shown = f"an address at {host}"
        yield "email-in-file", shown, start
    if any(part in text for part in _IN_PATHS):
        for found in _PATHS.finditer(text):
            yield "machine-path", found[0], found.start()
    if any(part in text for part in _IN_SECRETS):
        for found in _ANY_SECRET.finditer(text):
            yield "secret", _kind(found[0]), found.start()


def _kind(secret: str) -> str:
    return next(kind for kind, pattern in _SECRETS.items() if re.match(pattern, secret))
