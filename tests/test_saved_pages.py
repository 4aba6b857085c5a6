"""``tellings add`` with saved pages and Word documents: what is taken, told and kept."""

import hashlib
import io
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from tellings.extracting import (
    DOCX,
    HTML,
    NoArticleError,
    UnknownEncodingError,
    declared_encoding,
    extract,
)
from tellings.text import sha256

from .conftest import Project, snapshot

TITLE = "Körfez tüneli bir yıl geç açılacak"
LINES = (
    "KÖRFEZ — Belediye, tünelin bir yıl geç açılacağını pazartesi günü duyurdu.",
    "“Zemin sandığımızdan yumuşak,” dedi işleri yürüten Ada Lund; başka söz söylemedi.",
    "Doğu yakasındaki esnaf, kendilerine hiçbir şey söylenmediğini anlatıyor. Şaşkınlar.",
)


def page(charset: str = "utf-8", title: str = TITLE, lines: tuple[str, ...] = LINES) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines)
    markup = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f"<title>{title} | Körfez Postası</title><script>document.write('<p>kötü</p>')</script>"
        f"</head><body><nav><a href='/'>Ana sayfa</a></nav><article><h1>{title}</h1>{body}"
        "</article><aside><h2>Çok okunan</h2><a href='/x'>Başka</a></aside>"
        "<footer>Tüm hakları saklıdır</footer></body></html>"
    )
    return markup.encode(charset, "xmlcharrefreplace")


def document(*lines: str) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def added(project: Project, name: str, data: bytes, *words: str) -> tuple[str, dict[str, Any]]:
    """The text and the entry of an article brought in."""
    path = project.root / name
    path.write_bytes(data)
    done = project.call("add", "tunnel", path, *words)
    assert done.status == 0, done.err
    slug = Path(done.out.strip().rpartition(":")[2]).name
    table = tomllib.loads((project.story / "story.toml").read_text("utf-8"))
    entry = next(each for each in table["articles"] if each["slug"] == slug)
    return (project.story / "articles" / f"{slug}.txt").read_text("utf-8"), entry


# Saved pages -------------------------------------------------------------------------------------


def test_a_saved_page_is_added_title_first_and_builds(project: Project) -> None:
    data = page()
    text, entry = added(project, "posta.html", data)
    assert text == "\n\n".join((TITLE, *LINES)) + "\n"
    assert entry["source_name"] == "posta.html"
    assert entry["source_sha256"] == sha256(text)
    assert entry["received_sha256"] == hashlib.sha256(data).hexdigest()
    assert entry["received_encoding"] == "utf-8"
    assert "trafilatura" in entry["note"]
    built = project.call("build")
    assert built.status == 0, built.err


def test_what_a_page_says_of_author_and_date_is_told(project: Project) -> None:
    byline = b"<p class='byline'>By Ann Lee, 4 March 2025</p>"
    (project.root / "posta.html").write_bytes(page().replace(b"</h1>", b"</h1>" + byline))
    done = project.call("add", "tunnel", "posta.html")
    assert "author Ann Lee, who is not in the text; date 2025-03-04; what holds goes" in done.err
    assert "2025-03-04" not in (project.story / "story.toml").read_text("utf-8")
    (project.root / "bare.html").write_bytes(page(title="Başka bir haber"))
    done = project.call("add", "tunnel", "bare.html")
    assert "No author and no date was found in the page." in done.err


@pytest.mark.parametrize("charset", ["windows-1254", "iso-8859-9", "utf-8", "utf-16"])
def test_the_declared_encoding_is_honoured(charset: str) -> None:
    assert extract(page(charset), HTML).text.startswith(TITLE)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'<meta charset="windows-1254">', "cp1254"),
        (b"<META CHARSET=iso-8859-1>", "cp1252"),
        (b'<?xml version="1.0" encoding="iso-8859-9"?><html>', "iso8859-9"),
        (b'<!-- <meta charset="koi8-r"> --><meta charset="utf-8">', "utf-8"),
        (b'<meta charset="utf-16">', "utf-8"),
        (b'<meta charset="no-such-thing">', None),
        (b"\xef\xbb\xbf<html>", "utf-8-sig"),
        (b"<html>", None),
    ],
)
def test_where_a_page_says_what_it_is_in(head: bytes, name: str | None) -> None:
    assert declared_encoding(head) == name


def test_a_page_that_declares_wrongly_is_a_finding_and_encoding_helps(project: Project) -> None:
    data = page("windows-1254").replace(b"windows-1254", b"utf-8")
    (project.root / "posta.html").write_bytes(data)
    before = snapshot(project.seeds)
    done = project.call("add", "tunnel", "posta.html")
    assert done.status == 1
    assert "not-utf8" in done.err
    assert "utf-8 is declared" in done.err
    assert snapshot(project.seeds) == before
    text, entry = added(project, "posta.html", data, "--encoding", "cp1254")
    assert text.startswith(TITLE)
    assert entry["received_encoding"] == "cp1254"


def test_a_page_without_an_article_is_a_finding(project: Project) -> None:
    (project.root / "login.html").write_bytes(b"<html><body><form><input></form></body></html>")
    done = project.call("add", "tunnel", "login.html")
    assert done.status == 1
    assert "login.html: empty-file: no article was found in the page" in done.err
    assert "nothing was added" in done.err


def test_a_title_that_the_text_lacks_is_put_first() -> None:
    markup = page().replace(f"<h1>{TITLE}</h1>".encode(), b"")
    found = extract(markup, HTML)
    assert found.text.splitlines()[0].startswith(TITLE)
    assert found.text.count(TITLE) == 1


def test_extraction_is_the_same_each_time() -> None:
    assert {extract(page(), HTML).text for _ in range(3)} == {extract(page(), HTML).text}


@pytest.mark.parametrize(
    "markup",
    [
        b"",
        b"<div>" * 50_000 + b"deep",
        b"<a " * 50_000,
        b"\x00\x01\x02<html>\x00",
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><html><p>&b;</p></html>",
    ],
)
def test_hostile_markup_ends_in_no_article(markup: bytes) -> None:
    with pytest.raises(NoArticleError):
        extract(markup, HTML)


def test_scripts_and_addresses_are_neither_run_nor_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    markup = page().replace(
        b"</h1>",
        b"</h1><script src='http://evil.example/x.js'></script><iframe src='//evil.example'>"
        b"</iframe><img src='http://evil.example/i.png' onerror='alert(1)'>",
    )
    text = extract(markup, HTML).text
    assert "evil" not in text
    assert "alert" not in text
    assert LINES[0] in text


def test_bytes_in_no_known_encoding_are_refused() -> None:
    with pytest.raises(UnknownEncodingError, match="assumed"):
        extract(b"<html><p>\xff\xfa\x81</p></html>", HTML)


def test_control_characters_of_a_page_do_not_come_in(project: Project) -> None:
    lines = (LINES[0].replace("tünelin", "tü&#8;nelin\x0b &#133;"), *LINES[1:])
    text, _ = added(project, "posta.html", page(lines=lines))
    assert project.call("build").status == 0
    assert "tü nelin" in text
    assert "…" in text
    assert "\x0b" not in text


# Word documents ----------------------------------------------------------------------------------


def test_a_word_document_is_added_paragraph_by_paragraph(project: Project) -> None:
    data = document(TITLE, "", *LINES)
    text, entry = added(project, "Körfez haberi.docx", data)
    assert text == "\n\n".join((TITLE, *LINES)) + "\n"
    assert entry["slug"] == "korfez-haberi"
    assert entry["received_sha256"] == hashlib.sha256(data).hexdigest()
    assert "received_encoding" not in entry
    assert "python-docx" in entry["note"]
    assert project.call("build").status == 0


def test_tables_of_a_document_stand_where_they_are() -> None:
    made = docx.Document()
    made.add_paragraph("Before.")
    made.add_table(1, 2).rows[0].cells[1].text = "cell"
    made.add_paragraph("After.")
    out = io.BytesIO()
    made.save(out)
    lines = extract(out.getvalue(), DOCX).text.split("\n\n")
    assert [line.strip() for line in lines] == ["Before.", "cell", "After."]


@pytest.mark.parametrize("data", [b"", b"no zip", b"\xd0\xcf\x11\xe0 an old .doc"])
def test_what_is_no_document_is_a_finding(project: Project, data: bytes) -> None:
    (project.root / "a.docx").write_bytes(data)
    done = project.call("add", "tunnel", "a.docx")
    assert done.status == 1
    assert "a.docx: empty-file: this is no .docx document" in done.err


def test_other_archives_and_bombs_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * (201 * 2**20))
    with pytest.raises(NoArticleError, match="would unpack"):
        extract(out.getvalue(), DOCX)
    with pytest.raises(NoArticleError, match="holds no text"):
        extract(document(""), DOCX)


# Missing extras ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("module", "name", "data"),
    [("trafilatura", "a.html", page()), ("docx", "a.docx", document(TITLE))],
)
def test_a_missing_extra_is_named_with_its_install_line(
    project: Project, monkeypatch: pytest.MonkeyPatch, module: str, name: str, data: bytes
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (project.root / name).write_bytes(data)
    before = snapshot(project.seeds)
    done = project.call("add", "tunnel", name)
    assert done.status == 1
    assert "pip install 'tellings[articles]'" in done.err
    assert snapshot(project.seeds) == before


def test_text_files_need_no_extra(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("trafilatura", "docx"):
        monkeypatch.setitem(sys.modules, module, None)
    text, entry = added(project, "plain.txt", f"{TITLE}\n".encode())
    assert text == f"{TITLE}\n"
    assert "note" not in entry


def test_a_page_that_is_utf8_stays_so_beside_files_of_another_encoding(project: Project) -> None:
    """Several files come in one call, and --encoding is for those that are not UTF-8."""
    (project.root / "ferry.html").write_bytes(page())
    (project.root / "other.txt").write_bytes("Olé, said the mayor.\n".encode("cp1252"))
    done = project.call("add", "tunnel", "ferry.html", "other.txt", "--encoding", "cp1252")
    assert done.status == 0, done.err
    texts = project.story / "articles"
    assert (texts / "ferry.txt").read_text("utf-8").startswith(TITLE)
    assert "Olé, said" in (texts / "other.txt").read_text("utf-8")
