# SPDX-License-Identifier: Apache-2.0
"""openwmi namespaces: the namespaces of this machine."""

from __future__ import annotations

import click

from openwmi.cli.options import Target, output_option, target_options
from openwmi.cli.output.record import Field, Record
from openwmi.cli.printing import print_records
from openwmi.cli.session import connected

FIELDS = (Field("Namespace"),)


@click.command()
@output_option("table", "table", "json", "jsonl", "csv")
@target_options
def command(output: str, target: Target) -> None:
    """List the namespaces, parents before children."""
    with connected(target) as connection:
        print_records([Record(FIELDS, [name]) for name in connection.namespaces()], output)
