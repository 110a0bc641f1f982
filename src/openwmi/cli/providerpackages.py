# SPDX-License-Identifier: Apache-2.0
"""openwmi provider install --installed, list --available: the providers that Python packages announce."""

from __future__ import annotations

from typing import Final

import click

from openwmi.cli.exitcodes import ExitCode
from openwmi.cli.output.record import Field, Record
from openwmi.server import Core
from openwmi.server.entrypoints import announced_providers, install_announced
from openwmi.server.installation import Installed

AVAILABLE_FIELDS: Final = (Field("Name"), Field("Package"), Field("Version"), Field("Source"))


def installed_line(installed: Installed) -> str:
    """Return the line that tells what was registered."""
    return f"installed {installed.name} in {installed.namespace}: {', '.join(installed.classes)}"


def install_packages(core: Core) -> ExitCode:
    """Register what installed packages announce, and tell what came of each.

    Returns:
        FAILED when something could not be registered, else OK.
    """
    code = ExitCode.OK
    for attempt in install_announced(core):
        for one in attempt.installed:
            click.echo(installed_line(one))
        if attempt.failure is not None:
            code = ExitCode.FAILED
            click.echo(f"{attempt.announced.name}: {attempt.failure.symbol}: {attempt.failure.message}", err=True)
    return code


def available_records() -> list[Record]:
    """Return what installed packages announce, as records to print."""
    return [
        Record(AVAILABLE_FIELDS, [found.name, found.package, found.version, found.value])
        for found in announced_providers()
    ]
