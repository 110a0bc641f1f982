# SPDX-License-Identifier: Apache-2.0
"""openwmi describe: what a class offers."""

from __future__ import annotations

import json
from typing import Final

import click

from openwmi.cli.classjson import class_members
from openwmi.cli.classpage import print_page
from openwmi.cli.options import Target, output_option, target_options
from openwmi.cli.printing import print_object, standard_output
from openwmi.cli.session import class_named, connected

EPILOG: Final = """\b
Examples:
  openwmi describe Win32_Process
  openwmi describe Win32_Service -v
  openwmi describe Win32_Service -o mof
"""


@click.command(epilog=EPILOG)
@click.argument("class_name", metavar="CLASS")
@click.option("-v", "--verbose", is_flag=True, help="Show every qualifier too.")
@output_option("table", "table", "json", "mof")
@target_options
def command(class_name: str, verbose: bool, output: str, target: Target) -> None:
    """Tell what CLASS offers: keys, properties, methods, and where its objects come from."""
    with connected(target) as connection:
        cim_class = class_named(connection, class_name)
    if output == "table":
        print_page(cim_class, standard_output(), verbose=verbose)
    elif output == "json":
        click.echo(json.dumps(class_members(cim_class), ensure_ascii=False, indent=2))
    else:
        print_object(cim_class, output)
