"""Dataset repositories as git repositories on disk, as olah wants them: LFS objects beside."""

import hashlib
import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ATTRIBUTES = b"*.parquet filter=lfs diff=lfs merge=lfs -text\n"
_POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {size}\n"


class RefusedError(Exception):
    """An answer that is not 200."""

    def __init__(self, status: int, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.code = status, message, code


@dataclass(frozen=True, slots=True)
class Kept:
    """One repository."""

    folder: Path

    @property
    def private(self) -> bool:
        return (self.folder / ".git" / "private").exists()

    @staticmethod
    def made(folder: Path, private: bool) -> "Kept":
        """A new repository, which begins with a commit of ``.gitattributes`` as on the Hub."""
        folder.mkdir(parents=True)
        kept = Kept(folder)
        kept.git("init", "--quiet", "--initial-branch=main")
        if private:
            (folder / ".git" / "private").touch()
        kept._write_commit("initial commit", [_modify(".gitattributes", ATTRIBUTES)], None)
        return kept

    def git(self, *words: str, stdin: bytes | None = None) -> str:
        """Run git in the repository."""
        done = subprocess.run(
            ["git", *words], cwd=self.folder, input=stdin, capture_output=True, check=False
        )
        if done.returncode:
            raise RefusedError(500, done.stderr.decode())
        return done.stdout.decode().strip()

    def commit_of(self, revision: str) -> str:
        try:
            return self.git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        except RefusedError:
            raise RefusedError(404, f"Invalid rev id: {revision}", "RevisionNotFound") from None

    def files(self, revision: str = "main") -> dict[str, bytes]:
        """Every file of a revision with its bytes, LFS files in full."""
        names = self.git("ls-tree", "-r", "--name-only", "-z", revision).split("\0")
        found = {}
        for name in filter(None, names):
            raw = subprocess.run(
                ["git", "show", f"{revision}:{name}"],
                cwd=self.folder,
                capture_output=True,
                check=True,
            ).stdout
            found[name] = self._full(raw)
        return found

    def _full(self, raw: bytes) -> bytes:
        if raw.startswith(b"version https://git-lfs"):
            return self.object_path(raw.split(b"sha256:")[1][:64].decode()).read_bytes()
        return raw

    def commits(self) -> list[str]:
        """The commits of main, newest first, without the one it began with."""
        return self.git("rev-list", "main").split()[:-1]

    def tags(self) -> dict[str, str]:
        names = self.git("tag", "--list").split()
        return {name: self.commit_of(name) for name in names}

    def object_path(self, oid: str) -> Path:
        return self.folder / ".git" / "lfs" / "objects" / oid[:2] / oid[2:4] / oid

    def keep_object(self, oid: str, data: bytes) -> None:
        if hashlib.sha256(data).hexdigest() != oid:
            raise RefusedError(422, "the bytes are not those of the oid")
        path = self.object_path(oid)
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting = path.with_suffix(".part")
        waiting.write_bytes(data)
        waiting.replace(path)

    def oid_of(self, path: str) -> str | None:
        """What the client compares its own file with: the blob's SHA-1, or the SHA-256 in LFS."""
        raw = self.files().get(path)
        if raw is None:
            return None
        if path.endswith(".parquet"):
            return hashlib.sha256(raw).hexdigest()
        return hashlib.sha1(b"blob %d\0%b" % (len(raw), raw)).hexdigest()

    def commit(self, lines: Iterable[dict[str, Any]], content: Any) -> str:
        """Take a commit in, as the client's lines of JSON tell it."""
        head = self.commit_of("main")
        changes: list[bytes] = []
        summary = ""
        for line in lines:
            value = line["value"]
            match line["key"]:
                case "header":
                    summary = value["summary"]
                    if value.get("parentCommit", head) != head:
                        raise RefusedError(412, "A commit has happened since.")
                case "file":
                    changes.append(_modify(value["path"], content(value["content"])))
                case "lfsFile":
                    if not self.object_path(value["oid"]).is_file():
                        raise RefusedError(400, "LFS pointer pointed to a file that does not exist")
                    pointer = _POINTER.format(oid=value["oid"], size=value["size"])
                    changes.append(_modify(value["path"], pointer.encode()))
                case "deletedFile":
                    changes.append(f"D {json.dumps(value['path'])}\n".encode())
                case other:
                    raise RefusedError(400, f"unknown operation {other}")
        self._write_commit(summary, changes, head)
        return self.commit_of("main")

    def write(self, summary: str, files: dict[str, bytes]) -> None:
        """Commit files as somebody else would."""
        changes = [_modify(path, data) for path, data in files.items()]
        self._write_commit(summary, changes, self.commit_of("main"))

    def _write_commit(self, summary: str, changes: list[bytes], head: str | None) -> None:
        stream = b"commit refs/heads/main\ncommitter Hub <hub@example.invalid> 1900000000 +0000\n"
        stream += b"data %d\n%b\n" % (len(summary.encode()), summary.encode())
        stream += f"from {head}\n".encode() if head else b""
        self.git("fast-import", "--quiet", stdin=stream + b"".join(changes))


def _modify(path: str, data: bytes) -> bytes:
    return f"M 100644 inline {json.dumps(path)}\ndata {len(data)}\n".encode() + data + b"\n"
