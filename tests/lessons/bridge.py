"""A made-up German story in three tellings, with every kind of record: a bridge over a weir."""

from typing import Any

from tests.lessons.seeds import UNKNOWN, Made, Telling, quoted

STORY = "bruecke"
TRANSLATION = """\
# Deutsch: Namen der Labels und Sätze der Übungen, soweit es sie gibt.
[inventories.wording]
title = "Wortwahl"

[inventories.wording.labels.loaded_language]
title = "Wertendes Wort"
definition = "Ein Wort, das ein Gefühl oder Urteil zeigt, wo ein schlichtes Wort genügt."
rule = "Ersetze es durch ein schlichtes Wort: Bleibt die Sache und geht das Gefühl, markiere es."

[inventories.wording.labels.hedge]
title = "Abschwächung"
definition = "Ein Wort, das eine Aussage weniger sicher macht."
rule = "Lass es weg: Wird die Aussage stärker, markiere es."

[inventories.source_kind.labels.named_official]
title = "Amtsperson mit Namen"

[lesson.common]
opening = "Einstieg"
closing = "Schlussgespräch"
undated = "kein Datum im Text"
paragraph = "{article}, Absatz {paragraph}"

[lesson.who-says-so]
title = "Wer sagt das?"
task = "Ordne jede Aussage dem zu, der sie macht."
stem = "Wer sagt das im Artikel von {outlet}? Nennt er niemanden, sagt es das Blatt selbst."
outlet = "{outlet} selbst, ohne eine Quelle zu nennen"
rule = "Frage bei jeder Aussage: Wer sagt das?"

[lesson.undated-page]
title = "Seite ohne Datum"
task = "Finde heraus, was zeigt, wann ein Artikel geschrieben wurde."
rule = "Datiere eine Seite nach den Tagen, die sie nennt."
cannot = "an einem Tag, den kein Text zeigt"
day = "{day}. {month} {year}"
on-day = "am {day}"
in-month = "im {month}"
between-days = "zwischen {first} und {last}"
from-day = "am {day} oder später"
from-month = "im {month} oder später"
until-day = "am {day} oder früher"
until-month = "im {month} oder früher"
month-1 = "Januar"
month-2 = "Februar"
month-3 = "März"
month-4 = "April"
month-5 = "Mai"
month-6 = "Juni"

[lesson.same-event]
title = "Ein Ereignis oder zwei?"
same = "Ja, es ist ein Ereignis"
different = "Nein, es sind zwei Ereignisse"
untold = "Die Texte sagen es nicht"

[lesson.update-note]
title = "Der Hinweis auf die Änderung"
added = "Im Hinweis genannt"
before = "Nicht im Hinweis genannt"
label = "{meaning} ({label})"
"""


def bridge(name: str = STORY, more: str = "", line: str = "") -> Made:
    """The story: *Bote* tells of an agreement, *Flussblatt* cites it, *Kurier* has no date.

    Args:
        name: of its folder.
        more: stands besides in a quotation and in names.
        line: a paragraph more of *Kurier*.
    """
    winter = f"„Die alte Brücke hält keinen weiteren Winter aus{more}“"
    bote, blatt, kurier = _bote(name, winter), _flussblatt(name, winter), _kurier(name, line)
    about = {
        "bote": _outlet(f"{more}Lindentaler Bote", "https://bote.example/bruecke")
        + _dated("2031-03-03", "2031-03-03", "in_text", [bote.name("span", "datum")]),
        "flussblatt": _outlet("Flussblatt", "https://flussblatt.example/bruecke")
        + _dated(
            "2031-03-03",
            "2031-03-09",
            "cross_document",
            [blatt.name("span", "montag"), bote.name("span", "datum")],
        ),
        "kurier": _outlet("Kurier am Wehr", "https://kurier.example/bruecke"),
    }
    story = Made(name, "de", f"Die neue Brücke von Lindental{more}", [bote, blatt, kurier], about)
    story.translation = TRANSLATION
    _entities(story, more)
    _events(story, bote, blatt, kurier)
    _comparisons(story, bote, blatt, kurier)
    return story


def _outlet(name: str, url: str) -> str:
    shown = f'evidence = [{{ kind = "url", ref = "{url}" }}]'
    return f'outlet = {{ value = {quoted(name)}, basis = "external", {shown} }}\n'


def _dated(first: str, last: str, basis: str, spans: list[str]) -> str:
    edtf = first if first == last else f"{first}/{last}"
    shown = ", ".join(f'{{ kind = "span", ref = "{each}" }}' for each in spans)
    days = f'edtf = "{edtf}"\nearliest = {first}\nlatest = {last}\n'
    table = f'{days}basis = "{basis}"\nevidence = [{shown}]\n'
    return f"\n[articles.published]\n{table}\n[articles.published_in_text]\n{table}"


def _bote(story: str, winter: str) -> Telling:
    a = Telling(
        story,
        "bote",
        [
            ("headline", "Stadt und Bahn einigen sich auf neue Brücke\n\n"),
            ("dateline", "LINDENTAL, 3. März 2031 – "),
            (
                "body",
                "Die Stadt Lindental und die Talbahn haben sich auf den Bau einer neuen Brücke"
                " geeinigt, sagte ein Vertreter der Stadt, der nicht genannt werden wollte.\n\n"
                "Bei einem Treffen am 28. Februar 2031 im Rathaus schlug Bürgermeisterin Jana Kern"
                " die neue Brücke erneut vor.\n\n"
                f"{winter}, sagte Kern dieser Zeitung.\n\n"
                "Die Talbahn warnte, sie werde ohne Zuschuss die Strecke stilllegen. Der Bau dürfte"
                " zwölf Millionen Kronen kosten.\n\n"
                "Die alte Brücke wurde im Mai 1962 eröffnet.\n\n"
                "Die Einigung ist ein Fortschritt, aber kaum ein Durchbruch.\n",
            ),
        ],
    )
    a.time("datum", "3. März 2031", "2031-03-03", "in_text")
    a.time("treffen-am", "28. Februar 2031", "2031-02-28", "in_text")
    a.time("mai", "Mai 1962", "1962-05", "in_text")
    a.mention("m-stadt", "government", "Die Stadt Lindental", "stadt")
    a.mention("m-bahn", "organisation", "die Talbahn", "bahn")
    a.mention("m-kern", "person", "Bürgermeisterin Jana Kern", "kern")
    a.mention("m-rathaus", "place", "Rathaus", "rathaus")
    a.mention("m-bruecke", "artefact", "Die alte Brücke", "alte", nth=2)
    agreed = (
        "Die Stadt Lindental und die Talbahn haben sich auf den Bau einer neuen Brücke geeinigt"
    )
    kind = {"source_kind": "unnamed_official"}
    a.attribution("a1", "ein Vertreter der Stadt", "sagte", agreed, "vertreter", **kind)
    direct = {"quote_type": "direct", "cue_nth": 2, "source_nth": 2}
    a.attribution("a2", "Kern", "sagte", winter, "kern", **direct)
    warned = "sie werde ohne Zuschuss die Strecke stilllegen"
    kinds = {"cue_class": "warn", "source_kind": "institution"}
    a.attribution("a3", "Die Talbahn", "warnte", warned, "bahn", **kinds)
    a.span("k1", "claim", "checkable_claim", "Die alte Brücke wurde im Mai 1962 eröffnet")
    judged = "Die Einigung ist ein Fortschritt, aber kaum ein Durchbruch"
    a.span("k2", "claim", "judgement", judged)
    a.span("k3", "claim", "prediction", "Der Bau dürfte zwölf Millionen Kronen kosten")
    hedge = {"mode": "lexical", "neutral": "wird"}
    a.span("w1", "wording", "hedge", "dürfte", wording=hedge, of={"pass-b": None})
    said = {"source": a.name("attribution", "a1"), "factuality": "certain", "evidence_spans": []}
    a.happens("e1", "einigung", "geeinigt", commitments=[said])
    time = a.name("span", "treffen-am")
    a.happens("e2", "treffen", "Treffen", time_span=time)
    opened = a.name("span", "mai")
    a.happens("e3", "eroeffnung", "eröffnet", time_span=opened)
    a.happens("e4", "warnung", "warnte")
    a.happens("e5", "vorschlag", "schlug")
    head = a.span("h1", "claim", "checkable_claim", "Stadt und Bahn einigen sich auf neue Brücke")
    a.add("support", "u1", claim_span=head, relation="supported", support_spans=[_content(a, "a1")])
    return a


def _content(telling: Telling, serial: str) -> str:
    return telling.name("span", f"{serial}-c")


def _flussblatt(story: str, winter: str) -> Telling:
    f = Telling(
        story,
        "flussblatt",
        [
            ("headline", "Bahn bekräftigt Einwände gegen neue Brücke\n\n"),
            ("update_note", "(Aktualisierung im dritten und vierten Absatz: Zitate der Bahn)\n\n"),
            (
                "body",
                "Die Talbahn hat eine Einigung mit der Stadt nicht bestätigt.\n\n"
                "Der Lindentaler Bote hatte am Montag berichtet, Stadt und Bahn hätten sich auf den"
                " Bau einer neuen Brücke geeinigt. Jana Kern habe die Brücke bei einem Treffen im"
                " Rathaus durchgesetzt.\n\n"
                "„Über Kosten haben wir noch gar nicht gesprochen“, sagte Bahnsprecher Olaf Reit"
                " dem Flussblatt.\n\n"
                "„Wir prüfen jeden Vorschlag, der die Strecke sichert“, erklärte Reit.\n\n"
                f"{winter}, sagte Kern laut dem Lindentaler Boten.\n\n"
                "Stadt und Bahn zanken seit Monaten über die Brücke. Die Bauarbeiten sollen im Juni"
                " 2031 beginnen.\n\n"
                "Die Bahn hatte im Januar 2031 mit einer Klage gedroht.\n",
            ),
        ],
    )
    f.time("montag", "Montag", "2031-03-03", "cross_document")
    f.time("juni", "Juni 2031", "2031-06", "in_text")
    f.time("januar", "Januar 2031", "2031-01", "in_text")
    lasting = {"type": "duration", "value": "PXM", "basis": "in_text"}
    f.span("monate", "time", "duration", "seit Monaten", timex=lasting)
    f.mention("m-bahn", "organisation", "Die Talbahn", "bahn")
    f.mention("m-kern", "person", "Jana Kern", "kern")
    f.mention("m-stadt", "government", "Stadt", "stadt", nth=2)
    f.mention("m-rathaus", "place", "Rathaus", "rathaus")
    reported = "Stadt und Bahn hätten sich auf den Bau einer neuen Brücke geeinigt"
    kinds = {"source_kind": "news_organisation"}
    f.attribution("a1", "Der Lindentaler Bote", "berichtet", reported, "bote", **kinds)
    direct = {"quote_type": "direct"}
    costs = "„Über Kosten haben wir noch gar nicht gesprochen“"
    f.attribution("a2", "Bahnsprecher Olaf Reit", "sagte", costs, "reit", **direct)
    checks = "„Wir prüfen jeden Vorschlag, der die Strecke sichert“"
    f.attribution("a3", "Reit", "erklärte", checks, "reit", source_nth=2, **direct)
    f.attribution("a4", "Kern", "sagte", winter, "kern", source_nth=2, cue_nth=2, **direct)
    denied = "eine Einigung mit der Stadt"
    kinds = {"source_kind": "institution", "cue_class": "decline_to_confirm"}
    f.attribution("a5", "Die Talbahn", "nicht bestätigt", denied, "bahn", **kinds)
    f.span(
        "k1", "claim", "checkable_claim", "Die Bahn hatte im Januar 2031 mit einer Klage gedroht"
    )
    quarrel = {"mode": "lexical", "neutral": "streiten", "polarity": "negative"}
    f.span("w1", "wording", "loaded_language", "zanken", wording=quarrel)
    pushed = {"mode": "lexical", "neutral": "vorgeschlagen"}
    naming = {"pass-b": {"label": "exaggeration"}}
    f.span("w2", "wording", "loaded_language", "durchgesetzt", wording=pushed, of=naming)
    declined = {"factuality": "declines_to_confirm", "speech_act": "declines", "evidence_spans": []}
    said = {"source": f.name("attribution", "a1"), "factuality": "certain", "evidence_spans": []}
    refused = {"source": f.name("attribution", "a5"), **declined}
    f.happens("e1", "einigung", "geeinigt", identity_basis="in_text", commitments=[said, refused])
    f.happens("e2", "treffen", "Treffen", identity_basis="cross_document", commitments=[said])
    begin = f.name("span", "juni")
    f.happens("e3", "baubeginn", "beginnen", context="future", time_span=begin)
    threat = f.name("span", "januar")
    f.happens("e4", "drohung", "gedroht", time_span=threat)
    f.happens("e5", "bericht", "berichtet", time_span=f.name("span", "montag"))
    f.happens("e6", "vorschlag", "durchgesetzt", identity_basis="cross_document")
    note = f.name("span", "s2")
    parts = [
        f.span("neu-1", "evidence", "evidence", f"{costs}, sagte Bahnsprecher Olaf Reit"),
        f.span("neu-2", "evidence", "evidence", f"{checks}, erklärte Reit."),
    ]
    f.add("update", "n1", note_span=note, added_spans=parts)
    head = f.span("h1", "claim", "checkable_claim", "Bahn bekräftigt Einwände gegen neue Brücke")
    near = [_content(f, "a2"), _content(f, "a5")]
    f.add("support", "u1", claim_span=head, relation="unsupported", support_spans=near)
    f.add("support", "u2", claim_span=_content(f, "a1"), relation="partly", support_spans=near[1:])
    return f


def _kurier(story: str, line: str) -> Telling:
    k = Telling(
        story,
        "kurier",
        [
            ("crawl_timestamp", "Abgerufen 07:12 Uhr, 9. Mai 2040\n\n"),
            ("headline", "Lindental baut\n\n"),
            (
                "body",
                "Vertreter der Stadt und der Talbahn sprachen bei einem Treffen im Rathaus über"
                " eine neue Brücke.\n\n"
                "Die Bauarbeiten begannen im Juni 2031. Die Bahn droht nun mit einer neuen Klage,"
                " weil der Zuschuss fehlt.\n\n"
                "Stadt und Bahn streiten seit Monaten über die Brücke.\n\n"
                "Im Mai 1962 war die alte Brücke eröffnet worden.\n\n"
                "„Niemand will die Strecke aufgeben“, sagte Kern in diesem Monat. Die alte Brücke"
                " überstehe den Winter wohl nicht, meinte Kern.\n\n"
                "Die neue Brücke ist schöner als die alte.\n\n" + (f"{line}\n\n" if line else ""),
            ),
            ("source_credit", "Quelle: Agenturen\n"),
        ],
    )
    k.time("juni", "Juni 2031", "2031-06", "in_text")
    k.time("mai", "Mai 1962", "1962-05", "in_text")
    k.time("nun", "nun", "PRESENT_REF", "unknown", nth=1)
    k.time("monat", "in diesem Monat", "XXXX-XX", "unknown")
    lasting = {"type": "duration", "value": "PXM", "basis": "in_text"}
    k.span("monate", "time", "duration", "seit Monaten", timex=lasting)
    k.mention("m-stadt", "government", "der Stadt", "stadt")
    k.mention("m-bahn", "organisation", "der Talbahn", "bahn")
    k.mention("m-rathaus", "place", "Rathaus", "rathaus")
    k.mention("m-alte", "artefact", "die alte Brücke", "alte")
    direct = {"quote_type": "direct"}
    k.attribution("a1", "Kern", "sagte", "„Niemand will die Strecke aufgeben“", "kern", **direct)
    retold = "Die alte Brücke überstehe den Winter wohl nicht"
    k.attribution("a2", "Kern", "meinte", retold, "kern", source_nth=2)
    threat = {"cue_class": "warn", "source_kind": "institution"}
    k.attribution("a3", "Die Bahn", "droht", "mit einer neuen Klage", "bahn", **threat)
    k.span("k1", "claim", "judgement", "Die neue Brücke ist schöner als die alte")
    k.span("k2", "claim", "checkable_claim", "Im Mai 1962 war die alte Brücke eröffnet worden")
    k.span("w1", "wording", "hedge", "wohl", wording={"mode": "lexical"})
    compared = {"mode": "lexical"}
    k.span("w2", "wording", "evaluative_comparison", "schöner als die alte", wording=compared)
    k.happens("e1", "treffen-kurier", "Treffen", identity_basis="external")
    begun = k.name("span", "juni")
    k.happens("e2", "baubeginn", "begannen", time_span=begun)
    opened = k.name("span", "mai")
    k.happens("e3", "eroeffnung", "eröffnet", time_span=opened)
    k.happens("e4", "drohung-neu", "droht", context="ongoing")
    k.happens("e5", "klage", "Klage", context="future")
    return k


ENTITIES = {
    "stadt": ("Stadt Lindental", "government"),
    "bahn": ("Talbahn", "organisation"),
    "kern": ("Jana Kern", "person"),
    "reit": ("Olaf Reit", "person"),
    "vertreter": ("ein ungenannter Vertreter der Stadt", "unnamed_person"),
    "bote": ("Lindentaler Bote", "news_outlet"),
    "rathaus": ("Rathaus von Lindental", "place"),
    "alte": ("die alte Brücke", "artefact"),
}


def _entities(story: Made, more: str) -> None:
    for slug, (name, kind) in ENTITIES.items():
        story.add("entity", slug, name=f"{more}{name}", type=kind, aliases=[])


def _when(edtf: str, first: str | None, last: str | None, basis: str, *spans: str) -> Any:
    days = {"earliest": first, "latest": last}
    shown = [{"kind": "span", "ref": each} for each in spans]
    known = {name: day for name, day in days.items() if day}
    return {"edtf": edtf, **known, "basis": basis, "evidence": shown}


def _events(story: Made, bote: Telling, blatt: Telling, kurier: Telling) -> None:
    met, dated = bote.name("span", "treffen-am"), bote.name("span", "datum")
    june, threat = kurier.name("span", "juni"), blatt.name("span", "januar")
    outside = [{"kind": "url", "ref": "https://kurier.example/bruecke"}]
    later = {"edtf": "2031-07-04", "earliest": "2031-07-04", "latest": "2031-07-04"}
    events = {
        "treffen": ("consult", _when("2031-02-28", "2031-02-28", "2031-02-28", "in_text", met)),
        "treffen-kurier": ("consult", {**later, "basis": "external", "evidence": outside}),
        "einigung": ("agree", _when("../2031-03-03", None, "2031-03-03", "in_text", dated)),
        "eroeffnung": (
            "other",
            _when("1962-05", "1962-05-01", "1962-05-31", "in_text", bote.name("span", "mai")),
        ),
        "baubeginn": ("other", _when("2031-06", "2031-06-01", "2031-06-30", "in_text", june)),
        "drohung": ("threaten", _when("2031-01", "2031-01-01", "2031-01-31", "in_text", threat)),
        "drohung-neu": ("threaten", _when("2031-06/..", "2031-06-01", None, "in_text", june)),
        "warnung": ("threaten", UNKNOWN),
        "bericht": (
            "press_report",
            _when("2031-03-03", "2031-03-03", "2031-03-03", "cross_document", dated),
        ),
        "vorschlag": ("propose", UNKNOWN),
        "klage": ("other", UNKNOWN),
    }
    for slug, (kind, date) in events.items():
        title = f"Ereignis {slug}"
        story.add("event", slug, type=kind, title=title, date=date, participants=[])
    _links(story, bote, blatt, kurier)


def _links(story: Made, bote: Telling, blatt: Telling, kurier: Telling) -> None:
    def link(a: str, relation: str, b: str, basis: str, *refs: str, **more: Any) -> None:
        kind = "url" if basis == "external" else "span"
        ends = {name: f"{story.name}:event:{slug}" for name, slug in (("from", a), ("to", b))}
        shown = [{"kind": kind, "ref": each} for each in refs]
        slug = f"{a}-{relation.replace('_', '-')}-{b}-{basis.replace('_', '-')}"
        fields = {"from_event": ends["from"], "to_event": ends["to"], "relation": relation}
        story.add("event-link", slug, **fields, basis=basis, evidence=shown, **more)

    met = bote.name("span", "e2-t"), kurier.name("span", "e1-t")
    link("treffen", "unsure", "treffen-kurier", "cross_document", *met)
    link("treffen", "distinct", "treffen-kurier", "external", "https://kurier.example/bruecke")
    threats = blatt.name("span", "januar"), kurier.name("span", "nun")
    link("drohung", "distinct", "drohung-neu", "cross_document", *threats)
    warned = bote.name("span", "e4-t"), blatt.name("span", "e4-t")
    once = {"pass-b": None}
    link("warnung", "unsure", "drohung", "cross_document", *warned, of=once)
    link("vorschlag", "part_of", "treffen", "in_text", bote.name("span", "e5-t"))


def _comparisons(story: Made, bote: Telling, blatt: Telling, kurier: Telling) -> None:
    winter = _content(bote, "a2"), _content(blatt, "a4"), _content(kurier, "a2")
    copied = {"kind": "verbatim", "direction": "forward", "acknowledged": True, "fidelity": "exact"}
    spans = {"from_spans": [winter[0]], "to_spans": [winter[1]]}
    story.add("reuse", "winter-woertlich", **spans, **copied, shifts=[])
    hedge = kurier.name("span", "w1")
    retold = {"kind": "rewritten", "direction": "forward", "acknowledged": True}
    shift = {"to_span": hedge, "effect": "weakened"}
    spans = {"from_spans": [winter[0]], "to_spans": [winter[2]]}
    story.add("reuse", "winter-umschrieben", **spans, **retold, fidelity="shifted", shifts=[shift])
    _facts(story, bote, blatt, kurier)
    _divergences(story, bote, blatt, kurier)


def _facts(story: Made, bote: Telling, blatt: Telling, kurier: Telling) -> None:
    def cell(telling: Telling, presence: str, *spans: str) -> Any:
        found = [telling.name("span", each) for each in spans]
        return {"article": telling.id, "presence": presence, "basis": "in_text", "spans": found}

    opened = [cell(bote, "present", "k1"), cell(blatt, "absent"), cell(kurier, "present", "k2")]
    day = _when("1962-05", "1962-05-01", "1962-05-31", "in_text", bote.name("span", "mai"))
    said = "Die alte Brücke wurde im Mai 1962 eröffnet."
    story.add("fact", "eroeffnung", statement=said, knowable_from=day, cells=opened)
    costs = [cell(bote, "present", "k3"), cell(blatt, "absent"), cell(kurier, "absent")]
    day = _when("../2031-03-03", None, "2031-03-03", "in_text", bote.name("span", "datum"))
    said = "Die neue Brücke soll zwölf Millionen Kronen kosten."
    story.add("fact", "kosten", statement=said, knowable_from=day, cells=costs)
    suit = [cell(bote, "absent"), cell(blatt, "present", "k1"), cell(kurier, "absent")]
    day = _when("2031-01", "2031-01-01", "2031-01-31", "in_text", blatt.name("span", "januar"))
    said = "Die Bahn drohte im Januar 2031 mit einer Klage."
    story.add("fact", "klage", statement=said, knowable_from=day, cells=suit)


def _divergences(story: Made, bote: Telling, blatt: Telling, kurier: Telling) -> None:
    event = f"{story.name}:event:einigung"
    answers = [
        _answer(bote, "Ja", "einig", bote.name("span", "a1-c"), event),
        _answer(blatt, "Die Bahn bestätigt es nicht", "offen", blatt.name("span", "a5-c"), event),
        {"article": kurier.id, "status": "says_nothing", "basis": "in_text", "spans": []},
    ]
    relation = {"group_a": "einig", "group_b": "offen", "kind": "commitment", "basis": "in_text"}
    question = "Haben sich Stadt und Bahn geeinigt?"
    story.add("divergence", "einigung", question=question, answers=answers, relations=[relation])
    answers = [
        _answer(blatt, "zanken", "zank", blatt.name("span", "w1")),
        _answer(kurier, "streiten", "streit", kurier.name("span", "monate")),
        {"article": bote.id, "status": "says_nothing", "basis": "in_text", "spans": []},
    ]
    relation = {"group_a": "zank", "group_b": "streit", "kind": "wording", "basis": "in_text"}
    question = "Wie gehen Stadt und Bahn miteinander um?"
    story.add("divergence", "streit", question=question, answers=answers, relations=[relation])


def _answer(telling: Telling, answer: str, group: str, span: str, event: str = "") -> Any:
    found = {"article": telling.id, "status": "answered", "basis": "in_text", "answer": answer}
    return {**found, "group": group, "spans": [span], **({"event": event} if event else {})}
