"""``tellings validate``."""

from pathlib import Path

import click

from tellings.commands.shared import echo_json, json_option, progress, tally, tell


@click.command(name="validate")
@click.argument("path", type=click.Path(path_type=Path), required=False)
@json_option
@click.pass_context
def command(ctx: click.Context, path: Path | None, as_json: bool) -> None:
    """Check a seeds folder, a story folder or a built dataset folder.

    Without PATH, the project's seeds/ and dataset/. Every finding is printed as
    FILE:LINE: RULE: MESSAGE; docs/rules.md explains the rules.
    """
    from tellings.findings import errors
    from tellings.validating import validate

    given = [path] if path else [Path("seeds"), *filter(Path.is_dir, [Path("dataset")])]
    findings = [finding for each in given for finding in validate(each, progress)]
    if as_json:
        echo_json([finding.as_json() for finding in findings])
    else:
        tell(findings)
        names = " and ".join(each.as_posix() for each in given)
        click.echo(f"{names}: {tally(findings)}", err=True)
    if errors(findings):
        ctx.exit(1)
