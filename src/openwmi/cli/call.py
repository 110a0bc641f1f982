# SPDX-License-Identifier: Apache-2.0
"""openwmi call: call a method."""

from __future__ import annotations

from typing import Final

import click

from openwmi.cli.assignments import read_assignments
from openwmi.cli.options import Target, output_option, target_options
from openwmi.cli.printing import print_object
from openwmi.cli.session import class_named, connected, shell_path, spawner
from openwmi.client.parameters import find_method

EPILOG: Final = """\b
Examples:
  openwmi call Win32_Process Create CommandLine="sleep 5"
  openwmi call 'Win32_Process.Handle="4711"' Terminate Reason=0
"""


@click.command(epilog=EPILOG)
@click.argument("path")
@click.argument("method")
@click.argument("assignments", nargs=-1, metavar="[NAME=VALUE...]")
@output_option("list")
@target_options
def command(path: str, method: str, assignments: tuple[str, ...], output: str, target: Target) -> None:
    """Call METHOD of the object at PATH, or of a class, and print what it returns.

    The exit code tells whether the call came through; what ReturnValue means is up to the method
    (`openwmi describe CLASS` may tell).
    """
    wanted = shell_path(path)
    with connected(target, wanted) as connection:
        cim_class = class_named(connection, wanted.class_name)
        signature = find_method(cim_class, method).in_parameters
        types = {name: p.type for name, p in signature.properties.items()} if signature is not None else {}
        values = read_assignments(assignments, types, f"method {cim_class.name}.{method}", spawner(connection))
        outcome = connection.call(wanted, method, values)
    print_object(outcome, output)
