# SPDX-License-Identifier: Apache-2.0
"""openwmi set: change properties of an object."""

from __future__ import annotations

from typing import Final

import click

from openwmi.cli.assignments import read_assignments
from openwmi.cli.options import Target, target_options
from openwmi.cli.session import class_named, connected, instance_path, spawner
from openwmi.client.ciminstance import CimInstance
from openwmi.client.connection import Connection
from openwmi.errors import WbemError, WbemStatus
from openwmi.model.flags import WBEM_FLAG_UPDATE_ONLY

WRITES_WHOLE_OBJECTS: Final = frozenset(
    {
        WbemStatus.WBEM_E_PROVIDER_NOT_CAPABLE,
        WbemStatus.WBEM_E_UNSUPPORTED_PARAMETER,
        WbemStatus.WBEM_E_UNSUPPORTED_PUT_EXTENSION,
        WbemStatus.WBEM_E_NOT_SUPPORTED,
    }
)
"""Answers of providers that cannot write only some properties."""

EPILOG: Final = """\b
Examples:
  openwmi set -n root/acme 'Acme_Frog.Name="Fred"' Weight=12
  openwmi set -n root/acme 'Acme_Frog.Name="Fred"' Weight=NULL
"""


@click.command(epilog=EPILOG)
@click.argument("path")
@click.argument("assignments", nargs=-1, required=True, metavar="NAME=VALUE...")
@target_options
def command(path: str, assignments: tuple[str, ...], target: Target) -> None:
    """Change properties of the object at PATH; the others stay as they are.

    VALUE is read by the type of the property: NULL is NULL, an array is a JSON array or the same name given
    several times, a datetime is CIM or ISO text.
    """
    wanted = instance_path(path)
    with connected(target, wanted) as connection:
        cim_class = class_named(connection, wanted.class_name)
        types = {name: declared.type for name, declared in cim_class.properties.items()}
        values = read_assignments(assignments, types, f"class {cim_class.name}", spawner(connection))
        instance = connection.get(wanted)
        named = instance.relpath
        for name, value in values.items():
            instance[name] = value
        if instance.relpath != named:
            keys = ", ".join(cim_class.key_names)
            raise click.UsageError(f"the key of an object cannot be changed ({keys}); create another object")
        click.echo(saved(instance, connection))


def saved(instance: CimInstance, connection: Connection) -> str:
    """Write what was changed and return the path; the whole object where the provider writes no less.

    Spec: partial-instances.md §3 (what a client is ready for).
    """
    try:
        return instance.save()
    except WbemError as error:
        if error.hresult not in WRITES_WHOLE_OBJECTS:
            raise
    return connection.put(instance, flags=WBEM_FLAG_UPDATE_ONLY)
