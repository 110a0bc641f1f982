# SPDX-License-Identifier: Apache-2.0
"""Win32_DependentService: which service needs which other.

Spec: cimwin32-subset.md §2; object-model.md §12.6.
"""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.builtin.cimv2.cim_serviceservicedependency import CIM_ServiceServiceDependency
from openwmi.builtin.cimv2.win32_baseservice import Win32_BaseService
from openwmi.builtin.cimv2.win32_service import Win32_Service, service_manager, wanted_units
from openwmi.builtin.linux.systemd import ServiceManager, Systemd
from openwmi.builtin.readings import referenced_keys
from openwmi.model.names import fold
from openwmi.provider import InstanceProvider, Ref, Request


class Win32_DependentService(CIM_ServiceServiceDependency):
    """A service needs another. Requires= and Wants= of systemd are such needs."""

    Antecedent: Ref[Win32_BaseService]  # type: ignore[mutable-override]  # CIM narrows references in subclasses
    Dependent: Ref[Win32_BaseService]  # type: ignore[mutable-override]  # CIM narrows references in subclasses


class DependentServices(InstanceProvider[Win32_DependentService]):
    """The needs between the services of systemd."""

    def __init__(self, systemd: Systemd | None = None) -> None:
        """Serve the services of a service manager.

        Args:
            systemd: The way to it.
        """
        self._systemd = systemd or Systemd()

    def enumerate(self, request: Request) -> Iterator[Win32_DependentService]:
        """Yield one association a need; with one end given, only that service is asked."""
        antecedents = referenced_keys(request, "Antecedent", "Name")
        dependents = referenced_keys(request, "Dependent", "Name")
        with service_manager(self._systemd, request) as manager:
            for needed, needing in () if manager is None else _needs(manager, antecedents, dependents):
                yield Win32_DependentService(
                    Antecedent=Ref.to(Win32_Service, Name=needed),
                    Dependent=Ref.to(Win32_Service, Name=needing),
                )


def _needs(
    manager: ServiceManager, antecedents: frozenset[str] | None, dependents: frozenset[str] | None
) -> Iterator[tuple[str, str]]:
    """Yield pairs of installed services: the needed one and the one that needs it."""
    installed = {unit.name for unit in manager.units()}
    if dependents is None and antecedents is not None:
        for unit in wanted_units(manager, antecedents):
            yield from ((unit.name, other) for other in unit.related("RequiredBy", "WantedBy") if other in installed)
        return
    for unit in wanted_units(manager, dependents):
        for other in unit.related("Requires", "Wants"):
            if other in installed and (antecedents is None or fold(other) in antecedents):
                yield other, unit.name
