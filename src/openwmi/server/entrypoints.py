# SPDX-License-Identifier: Apache-2.0
"""Entry points: the providers that installed packages announce in the group `openwmi.providers`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openwmi.errors import WbemError
from openwmi.provider.loading import load_entry_point, provider_entry_points
from openwmi.provider.registration import registration_of
from openwmi.server.core import Core
from openwmi.server.installation import Installed, install

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


@dataclass(frozen=True, slots=True)
class Announced:
    """What a package announces; nothing of it is imported.

    Attributes:
        name: Of the entry point.
        value: `module` or `module:Class`.
        package: Name of the distribution; empty when its metadata do not tell.
        version: Of the distribution.
    """

    name: str
    value: str
    package: str
    version: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of installing one entry point.

    Attributes:
        announced: The entry point.
        installed: Its providers; empty when it failed.
        failure: Why nothing of it was written, or None.
    """

    announced: Announced
    installed: tuple[Installed, ...]
    failure: WbemError | None = None


def announced_providers() -> list[Announced]:
    """Return what the installed packages announce, by name."""
    return [_announced(entry) for entry in provider_entry_points()]


def install_announced(core: Core) -> Iterator[Attempt]:
    """Install the providers of all installed packages; one that fails does not keep the others out.

    Args:
        core: Where to.

    Yields:
        What came of each entry point, by name.
    """
    for entry in provider_entry_points():
        announced = _announced(entry)
        try:
            registrations = [registration_of(found) for found in load_entry_point(entry)]
            installed = install(core.repository, registrations, source=source_of(announced))
        except WbemError as error:
            yield Attempt(announced, (), error)
            continue
        for one in installed:
            core.host.forget(one.namespace, one.name)
        yield Attempt(announced, tuple(installed))


def source_of(announced: Announced) -> str:
    """Return the text that an installation notes about where its provider came from."""
    package = f" of {announced.package} {announced.version}" if announced.package else ""
    return f"entry point {announced.name}{package}"


def _announced(entry: EntryPoint) -> Announced:
    package = entry.dist
    return Announced(entry.name, entry.value, package.name if package else "", package.version if package else "")
