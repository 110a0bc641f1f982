# SPDX-License-Identifier: Apache-2.0
"""Core: one object manager: a repository, the providers that are loaded, and the threads they run on."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Final, Self

from openwmi import __version__
from openwmi.dispatch.callbacks import Callbacks
from openwmi.dispatch.view import NamespaceView
from openwmi.errors import ProviderLoadFailureError, ProviderNotFoundError, WbemError, WbemStatus
from openwmi.host.lifetime import DEFAULT_CLEAR_AFTER_S
from openwmi.host.quotas import DEFAULT_QUOTAS, HostQuotas, quotas_from
from openwmi.host.registry import ProviderHost
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.loading import load_provider_class, load_provider_file, load_provider_module, providers_in
from openwmi.provider.registration import registration_of
from openwmi.repository.repository import Repository
from openwmi.security.identity import Identity, current_identity
from openwmi.security.machine import server_name
from openwmi.server.home import HOME_VARIABLE, default_home
from openwmi.server.installation import Installed, install, remove
from openwmi.server.moftarget import CoreMofTarget
from openwmi.server.shipped import ensure_shipped
from openwmi.services.wbemservices import DEFAULT_LOCALE, WbemServices
from openwmi.services.workers import Workers

REPOSITORY_FOLDER: Final = "repository"
DEFAULT_NAMESPACE: Final = "root\\cimv2"

CACHE_CONTROL: Final = "__ObjectProviderCacheControl"

SETTLE_S: Final = 0.25
"""How long closing waits for providers that were told to stop; one that hangs costs no more."""


class Core:
    """An object manager on one home folder.

    Several cores, in one process or in many, may share a home.

    Attributes:
        home: Where everything that lasts is kept.
        repository: Stored classes and instances.
        host: The loaded providers.
    """

    def __init__(self, home: Path, repository: Repository, *, host_processes: bool = True) -> None:
        self.home = home
        self.repository = repository
        self.host = ProviderHost(
            host_processes=host_processes,
            quotas=lambda: host_quotas(repository),
            clear_after_s=lambda: clear_after_s(repository),
        )
        self._server = server_name()
        self._workers = Workers()

    @classmethod
    def open(cls, home: Path | None = None, *, host_processes: bool = True) -> Core:
        """Open a home; make it, with the system classes and the shipped ones, when it is new.

        Args:
            home: The folder; None for `OPENWMI_HOME` or the platform's state folder.

            host_processes: Whether providers whose registration asks for a process of theirs get one.

        Raises:
            DatabaseVersionError: A newer release wrote the repository.
            WbemError: The folder cannot be used.
        """
        folder = home or default_home()
        try:
            repository = Repository.open(folder / REPOSITORY_FOLDER, version=__version__)
        except WbemError as error:
            if error.hresult == WbemStatus.WBEM_E_ACCESS_DENIED:
                error.next_step = f"set {HOME_VARIABLE} to a folder that this account may write"
            raise
        try:
            ensure_shipped(repository)
        except BaseException:
            repository.close()
            raise
        return cls(folder, repository, host_processes=host_processes)

    def connect(
        self, namespace: str = DEFAULT_NAMESPACE, *, caller: Identity | None = None, locale: str = DEFAULT_LOCALE
    ) -> WbemServices:
        """Return the services of a namespace.

        Args:
            namespace: Any spelling.
            caller: On whose behalf; None for the account of this process.
            locale: `MS_409` form.

        Raises:
            InvalidNamespaceError: No such namespace.
        """
        return WbemServices(self.view(namespace), self._workers, caller or current_identity(), locale)

    def view(self, namespace: str) -> NamespaceView:
        """Return a namespace as dispatch sees it, without a caller's rights.

        Raises:
            InvalidNamespaceError: No such namespace.
        """
        return NamespaceView(self.repository, self.host, namespace, Callbacks, self._server)

    def mof_target(self) -> CoreMofTarget:
        """Return where the MOF compiler stores what it reads."""
        return CoreMofTarget(self.repository, self.connect("root"))

    def install_provider(
        self, source: str | Path, namespace: str | None = None, *, forget: bool = True
    ) -> list[Installed]:
        """Register the providers of a file or a module.

        Args:
            source: `path/file.py`, `module` or `module:Class`.
            namespace: Overrides the namespace the classes ask for.
            forget: Whether new requests load it afresh even when its registration has not changed.

        Raises:
            ProviderLoadFailureError: It does not import, or has no provider.
            WbemError: A class contradicts one that is there; nothing was written.
        """
        text = str(source)
        if text.endswith(".py"):
            found = providers_in(load_provider_file(Path(text)))
        elif ":" in text:
            found = [load_provider_class(text)]
        else:
            found = providers_in(load_provider_module(text))
        if not found:
            raise ProviderLoadFailureError(
                f"{text} defines no provider", next_step="derive a class from InstanceProvider[YourClass]"
            )
        installed = install(self.repository, map(registration_of, found), namespace=namespace, source=text)
        for one in installed if forget else ():
            self.host.forget(one.namespace, one.name)
        return installed

    def remove_provider(self, name: str, namespace: str | None = None) -> list[str]:
        """Take a provider out, and return the names of the classes that went with it.

        Args:
            name: `__Win32Provider.Name`.
            namespace: Where; None looks in all namespaces.

        Raises:
            ProviderNotFoundError: No such provider.
        """
        places = [namespace] if namespace else [p.namespace for p in self.providers() if p.name.lower() == name.lower()]
        if not places:
            raise ProviderNotFoundError(f"no provider {name!r} is registered", next_step="see `openwmi provider list`")
        gone: list[str] = []
        for place in places:
            gone += remove(self.repository, place, name)
            self.host.forget(place, name)
        return gone

    def providers(self) -> list[Installed]:
        """Return the providers registered in any namespace, with the classes they serve."""
        return [
            Installed(str(provider["Name"]), namespace, self._served_by(str(provider["Name"]), namespace))
            for namespace in self.repository.namespaces()
            for batch in self.repository.enumerate_instances(namespace, "__Win32Provider")
            for provider in batch
        ]

    def _served_by(self, name: str, namespace: str) -> tuple[str, ...]:
        classes = self.repository.classes(namespace)
        found = (classes.find_class(class_name) for class_name in classes.class_names())
        return tuple(c.name for c in found if c is not None and (c.provider_name or "").lower() == name.lower())

    def close(self) -> None:
        """Shut the providers down and close the repository; harmless when repeated."""
        self._workers.settle(SETTLE_S)
        self.host.close()
        self.repository.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def host_quotas(repository: Repository) -> HostQuotas:
    """Return what host processes that start from now on may use. Spec: provider-model.md §9."""
    for batch in repository.enumerate_instances("root", "__ProviderHostQuotaConfiguration"):
        for configuration in batch:
            return quotas_from(dict(configuration.items()))
    return DEFAULT_QUOTAS


def clear_after_s(repository: Repository) -> float:
    """Return for how many seconds a provider may be idle, as the repository says.

    Spec: provider-model.md §8 (`__ObjectProviderCacheControl`).
    Choice: property providers follow the same instance as the others.
    """
    try:
        control = repository.get_instance("root", ObjectPath(CACHE_CONTROL, None, is_singleton=True))
    except WbemError:
        return DEFAULT_CLEAR_AFTER_S
    value = control["ClearAfter"]
    length_us = value.interval_us() if isinstance(value, CimDatetime) else None
    return length_us / 1_000_000 if length_us else DEFAULT_CLEAR_AFTER_S
