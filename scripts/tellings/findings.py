"""Findings: what is wrong with data, said with file, line and rule."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked.

    Levels: 1 bytes, 2 schema, 3 references, 4 text, 5 guidelines, 6 publication.
    """

    level: int
    slug: str
    severity: Severity
    summary: str


RULES: dict[str, Rule] = {
    rule.slug: rule
    for rule in (
        Rule(1, "missing-file", "error", "A file that has to be there is not."),
        Rule(
            1, "unreadable-file", "error", "A file is a folder, a dangling link, or closed to us."
        ),
        Rule(1, "empty-file", "error", "An article has no text."),
        Rule(1, "file-too-large", "error", "An article is larger than 5 MiB."),
        Rule(1, "not-utf8", "error", "Bytes do not decode as UTF-8."),
        Rule(1, "control-character", "error", "A text holds control characters."),
        Rule(1, "hash-mismatch", "error", "An article's bytes are not those story.toml names."),
        Rule(1, "unlisted-article", "warning", "story.toml does not list an article."),
        Rule(1, "stray-file", "warning", "A file stands where none is read."),
        Rule(1, "bad-name", "error", "A folder or file name is not made of a-z, 0-9 and hyphens."),
        Rule(1, "no-stories", "error", "The seeds hold no story."),
        Rule(1, "no-articles", "error", "A story has no article."),
        Rule(1, "toml-syntax", "error", "A TOML file does not parse."),
        Rule(1, "json-syntax", "error", "A JSON file does not parse."),
        Rule(1, "duplicate-key", "error", "A JSON object has the same key twice."),
        Rule(1, "damaged-file", "error", "A built file is not the one that the manifest names."),
        Rule(1, "foreign-syntax", "error", "A foreign file is not what its format says."),
        Rule(2, "wrong-columns", "error", "A built table has other columns than the schema."),
        Rule(2, "unknown-label", "error", "A label is not in the codebook."),
        Rule(2, "unknown-field", "error", "A record has a field that its schema does not know."),
        Rule(2, "missing-field", "error", "A record lacks a field that its schema requires."),
        Rule(2, "schema", "error", "A value does not fit the schema."),
        Rule(2, "unmapped", "error", "The mapping does not say what something foreign becomes."),
        Rule(2, "left-out", "warning", "Something foreign is not wanted, or has no place here."),
        Rule(2, "changed-on-import", "warning", "Something foreign came in, but not as it was."),
        Rule(2, "misplaced-record", "error", "A record stands in a file that is not for its kind."),
        Rule(3, "duplicate-id", "error", "Two records of a pass have the same id."),
        Rule(3, "unresolved-reference", "error", "A reference names nothing that is there."),
        Rule(3, "wrong-kind", "error", "A reference points at another kind of record."),
        Rule(3, "wrong-role", "error", "A reference points at a span with another label."),
        Rule(3, "wrong-article", "error", "A record or reference belongs to another article."),
        Rule(
            3, "pass-article", "warning", "A pass annotates an article that pass.json leaves out."
        ),
        Rule(4, "text-changed", "error", "An article is not the text that was annotated."),
        Rule(4, "span-text", "error", "The offsets of a span do not reproduce its text."),
        Rule(4, "span-edge", "error", "A span other than a segment starts or ends in white space."),
        Rule(4, "segments-tile", "error", "Segments leave a gap, or overlap."),
        Rule(4, "email-left", "error", "An e-mail address stands in a record."),
        Rule(5, "label-combination", "error", "Labels that the codebook rules out together."),
        Rule(5, "crawl-date", "error", "A crawl time is taken for a date of publication."),
        Rule(
            5, "historical-date", "error", "A past event is dated after the article that tells it."
        ),
        Rule(5, "stance-evidence", "error", "A stance has no evidence in its own article."),
        Rule(5, "date-bounds", "error", "The two days of a date do not fit its EDTF form."),
        Rule(5, "parent-content", "error", "Nested content lies outside the outer content."),
        Rule(5, "parent-cycle", "error", "An attribution is its own outer attribution."),
        Rule(5, "unknown-group", "error", "A divergence relates a group that no answer is in."),
        Rule(5, "cell-twice", "error", "A fact has two cells for one article."),
    )
}

PUBLICATION_RULES: dict[str, Rule] = {
    rule.slug: rule
    for rule in (
        Rule(
            6, "card-metadata", "error", "The card lacks what a reader looks for, or misstates it."
        ),
        Rule(
            6, "card-configs", "error", "The configs of the card are not the tables that are there."
        ),
        Rule(6, "card-features", "error", "The features of the card are not those of the schema."),
        Rule(6, "card-code", "error", "The code in the card reads a table that is not there."),
        Rule(
            6, "card-placeholder", "error", "The card says what `tellings new` wrote for a start."
        ),
        Rule(6, "card-withheld", "error", "Text is withheld, and the card does not say so."),
        Rule(6, "text-not-withheld", "error", "Text stands where the release withholds it."),
        Rule(6, "does-not-load", "error", "`datasets` cannot load a config."),
        Rule(6, "loaded-rows", "error", "`datasets` gives other rows than the Parquet files hold."),
        Rule(6, "croissant-invalid", "error", "mlcroissant finds a fault in croissant.json."),
        Rule(6, "croissant-remark", "warning", "mlcroissant has a remark on croissant.json."),
        Rule(6, "croissant-files", "error", "croissant.json names other files than are there."),
        Rule(
            6, "croissant-records", "error", "Records through Croissant are not the Parquet rows."
        ),
        Rule(6, "email-in-file", "error", "An e-mail address stands in a file."),
        Rule(6, "machine-path", "error", "A path of somebody's machine stands in a file."),
        Rule(6, "secret", "error", "What looks like a token or a private key stands in a file."),
        Rule(6, "broken-link", "error", "A link leads out of the folder, or to no file in it."),
    )
}
"""What `tellings publish check` looks at besides: would a stranger be served?"""

_ALL_RULES = RULES | PUBLICATION_RULES


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in the data and where it stands; ``field`` where it is about one field."""

    rule: str
    file: str
    message: str
    line: int | None = None
    record: str | None = None
    field: str | None = None

    @property
    def level(self) -> int:
        """The level of the rule, 1 to 6."""
        return _ALL_RULES[self.rule].level

    @property
    def severity(self) -> Severity:
        """Whether it stops a build, or a publication."""
        return _ALL_RULES[self.rule].severity

    def __str__(self) -> str:
        """``file:line: rule: message``; without the line where none can be named."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        note = " (warning)" if self.severity == "warning" else ""
        return f"{place}: {self.rule}: {self.message}{note}"

    def as_json(self) -> dict[str, Any]:
        """The finding as the contract lists it."""
        fields = asdict(self)
        return {
            "level": self.level,
            "severity": self.severity,
            **{name: fields[name] for name in ("rule", "file", "line", "record", "message")},
        }


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that stop a build."""
    return [finding for finding in findings if finding.severity == "error"]


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by file and line, as one reads them."""
    return sorted(findings, key=lambda each: (each.file, each.line or 0, each.rule, each.message))
