# SPDX-License-Identifier: Apache-2.0
"""openwmi repository: check, back up and restore what is stored."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from openwmi.cli.autorecover import autorecover_list
from openwmi.cli.exitcodes import ExitCode
from openwmi.cli.options import home_option
from openwmi.cli.output.units import size_text
from openwmi.repository import Repository
from openwmi.repository.backup import backup as back_up
from openwmi.repository.backup import restore as restore_from
from openwmi.repository.check import check as examine
from openwmi.server.core import REPOSITORY_FOLDER
from openwmi.server.home import default_home

EPILOG: Final = """\b
Examples:
  openwmi repository check
  openwmi repository backup monday.backup
  openwmi repository restore monday.backup
"""


@click.group(epilog=EPILOG)
def command() -> None:
    """Check, back up and restore the repository, where classes and stored objects are."""


@command.command("check")
@home_option
@click.pass_context
def check(ctx: click.Context, home: Path | None) -> None:
    """Read everything that is stored and tell what is wrong. May run while the repository is in use."""
    with Repository.open(folder_of(home)) as repository:
        findings = examine(repository)
    for finding in findings:
        click.echo(f"{finding.where}: {finding.what}")
        click.echo(f"  next: {finding.next_step}")
    if findings:
        click.echo(f"{len(findings)} finding{'' if len(findings) == 1 else 's'}", err=True)
        ctx.exit(ExitCode.FAILED)
    click.echo("The repository is sound.")


@command.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@home_option
def backup(file: Path, home: Path | None) -> None:
    """Write all that is stored into the new file FILE. May run while the repository is in use."""
    with Repository.open(folder_of(home)) as repository:
        back_up(repository, file)
    click.echo(f"{file}: {size_text(file.stat().st_size)}")


@command.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@home_option
def restore(file: Path, yes: bool, home: Path | None) -> None:
    """Replace all that is stored by the backup FILE. May run while the repository is in use."""
    folder = folder_of(home)
    if not yes:
        click.confirm(f"Replace everything stored in {folder} by {file}?", abort=True, err=True)
    restore_from(file, folder)
    click.echo(f"{folder} holds what was backed up in {file}.")


@command.command("info")
@home_option
def info(home: Path | None) -> None:
    """Tell where the repository is and how much is in it."""
    folder = folder_of(home)
    with Repository.open(folder) as repository:
        click.echo(f"folder       {folder}")
        click.echo(f"size         {size_text(sum(file.stat().st_size for file in folder.iterdir() if file.is_file()))}")
        for namespace in repository.namespaces():
            count = sum(1 for name in repository.classes(namespace).class_names() if not name.startswith("__"))
            click.echo(f"namespace    {namespace} ({count} {'class' if count == 1 else 'classes'})")
    for file in autorecover_list(folder.parent):
        click.echo(f"autorecover  {file}")


def folder_of(home: Path | None) -> Path:
    """Return the folder of the repository that belongs to a state folder."""
    return (home or default_home()) / REPOSITORY_FOLDER
