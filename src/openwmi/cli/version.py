# SPDX-License-Identifier: Apache-2.0
"""openwmi version: which version this is, and what it runs on."""

from __future__ import annotations

import platform
from importlib.metadata import version

import click


@click.command()
def command() -> None:
    """Tell which version this is, and what it runs on."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    click.echo(f"openwmi {version('openwmi')} (Python {platform.python_version()}, {system})")
