# SPDX-License-Identifier: Apache-2.0
"""openwmi get: one object by its path."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import click

from openwmi.cli.likeness import did_you_mean
from openwmi.cli.options import Target, output_option, target_options
from openwmi.cli.printing import print_object
from openwmi.cli.session import connected, instance_path
from openwmi.cli.suggestions import suggest_class
from openwmi.errors import WbemError
from openwmi.model.instance import Instance
from openwmi.model.system import is_system_property

EPILOG: Final = """\b
Examples:
  openwmi get 'Win32_Process.Handle="1"'
  openwmi get Win32_OperatingSystem=@ -p Caption,LastBootUpTime
  openwmi get 'root\\cimv2:Win32_Service.Name="ssh"' -o json
"""


@click.command(epilog=EPILOG)
@click.argument("path")
@click.option(
    "-p", "--properties", multiple=True, metavar="NAME[,NAME...]", help="Only these properties; may be repeated."
)
@output_option("list")
@click.option("--system", is_flag=True, help="Show the system properties (__PATH and others) too.")
@target_options
def command(path: str, properties: tuple[str, ...], output: str, system: bool, target: Target) -> None:
    """Show one object by its path.

    PATH is Class.Key="value", with a comma between two keys; Class=@ for the only instance of a class.
    The quotes, which a shell takes away, may be missing.
    """
    wanted = instance_path(path)
    columns = tuple(name.strip() for text in properties for name in text.split(",") if name.strip()) or None
    with connected(target, wanted) as connection:
        try:
            found = connection.get(wanted, properties=columns)
        except WbemError as error:
            suggest_class(error, wanted.class_name, connection)
            raise
        check_names(columns or (), found)
    print_object(found, output, columns=columns, system=system)


def check_names(names: Iterable[str], found: Instance) -> None:
    """Refuse a property that the object does not have.

    Raises:
        click.UsageError: The message names the ones somebody may have meant.
    """
    for name in names:
        if name not in found and not is_system_property(name):
            guess = did_you_mean(name, found.layout.names) or f"see `openwmi describe {found.class_name}`"
            raise click.UsageError(f"class {found.class_name} has no property {name}; {guess}")
