# SPDX-License-Identifier: Apache-2.0
"""openwmi new: create an object."""

from __future__ import annotations

from typing import Final

import click

from openwmi.cli.assignments import read_assignments
from openwmi.cli.options import Target, target_options
from openwmi.cli.session import class_named, connected, spawner
from openwmi.errors import AlreadyExistsError
from openwmi.model.flags import WBEM_FLAG_CREATE_ONLY, WBEM_FLAG_CREATE_OR_UPDATE

EPILOG: Final = """\b
Examples:
  openwmi new -n root/acme Acme_Frog Name=Fred Weight=11
  openwmi new -n root/default Acme_Note Id=7 Lines='["one", "two"]'
"""


@click.command(epilog=EPILOG)
@click.argument("class_name", metavar="CLASS")
@click.argument("assignments", nargs=-1, metavar="NAME=VALUE...")
@click.option("--replace", is_flag=True, help="Write over an object with the same key.")
@target_options
def command(class_name: str, assignments: tuple[str, ...], replace: bool, target: Target) -> None:
    """Create an object of CLASS and print its path.

    VALUE is read by the type of the property: NULL is NULL, an array is a JSON array or the same name given
    several times, a datetime is CIM or ISO text.
    """
    with connected(target) as connection:
        cim_class = class_named(connection, class_name)
        types = {name: declared.type for name, declared in cim_class.properties.items()}
        values = read_assignments(assignments, types, f"class {cim_class.name}", spawner(connection))
        instance = connection.new(cim_class.name, **values)
        flags = WBEM_FLAG_CREATE_OR_UPDATE if replace else WBEM_FLAG_CREATE_ONLY
        try:
            click.echo(connection.put(instance, flags=flags))
        except AlreadyExistsError as error:
            error.next_step = "`openwmi set` changes it, --replace writes over it"
            raise
