# SPDX-License-Identifier: Apache-2.0
"""openwmi delete: delete objects."""

from __future__ import annotations

from typing import Final

import click

from openwmi.cli.options import Target, target_options
from openwmi.cli.session import connected, instance_path
from openwmi.cli.suggestions import suggest_class
from openwmi.errors import WbemError

EPILOG: Final = """\b
Examples:
  openwmi delete -n root/acme 'Acme_Frog.Name="Fred"'
"""


@click.command(epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@target_options
def command(paths: tuple[str, ...], target: Target) -> None:
    """Delete the object at each PATH, in order; the first failure stops.

    To delete a class, compile a MOF file with #pragma deleteclass.
    """
    for path in [instance_path(text) for text in paths]:
        with connected(target, path) as connection:
            try:
                connection.delete(path)
            except WbemError as error:
                suggest_class(error, path.class_name, connection)
                raise
