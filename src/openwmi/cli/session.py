# SPDX-License-Identifier: Apache-2.0
"""Sessions: a connection for the time a command runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from openwmi.cli.assignments import Spawn
from openwmi.cli.options import Target
from openwmi.cli.shellpath import with_quotes
from openwmi.cli.suggestions import suggest_class
from openwmi.client.connection import Connection
from openwmi.errors import InvalidObjectPathError, WbemError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.objectpath import ObjectPath
from openwmi.server import Core


@contextmanager
def connected(target: Target, path: ObjectPath | None = None) -> Iterator[Connection]:
    """Give a connection to the namespace of a command.

    Args:
        target: What the command talks to.
        path: The object it is about; a namespace in the path wins over the option.

    Raises:
        InvalidNamespaceError: No such namespace.
    """
    namespace = path.namespace if path is not None and path.namespace else target.namespace
    with Core.open(target.home) as core:
        yield Connection(core.connect(namespace), deadline_s=target.deadline_s)


def shell_path(text: str) -> ObjectPath:
    """Return a path given on the command line, where key values may stand without quotes.

    Raises:
        InvalidObjectPathError: Malformed.
    """
    return ObjectPath.parse(with_quotes(text))


def instance_path(text: str) -> ObjectPath:
    """Return the path of an instance given on the command line, where key values may stand without quotes.

    Raises:
        InvalidObjectPathError: Malformed, or the path of a class or namespace.
    """
    path = shell_path(text)
    if not path.is_instance:
        raise InvalidObjectPathError(
            f"{text} does not name an instance",
            next_step=f'write {path.class_name or "Class"}.Key="value", or query the class: '
            f'openwmi query "SELECT * FROM {path.class_name or "Class"}"',
        )
    return path


def class_named(connection: Connection, name: str) -> ClassDefinition:
    """Return a class by its name.

    Raises:
        WbemError: No such class; the next step names those somebody may have meant.
    """
    try:
        return connection.get_class(name)
    except WbemError as error:
        suggest_class(error, name, connection)
        raise


def spawner(connection: Connection) -> Spawn:
    """Return what makes an empty instance of a class, for embedded objects."""
    return lambda name: class_named(connection, name).spawn_instance()
