# SPDX-License-Identifier: Apache-2.0
"""ProviderHost: which providers are loaded, and loading one when it is first asked for, where its registration says."""

from __future__ import annotations

import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import NamedTuple, Protocol

from openwmi.errors import NotSupportedError, ProviderNotFoundError, TimedOutError, WbemError, WbemStatus
from openwmi.host.activity import ActivityBook
from openwmi.host.hosting import Hosting, Place, hosting_of
from openwmi.host.initialization import deadline_s, initialize
from openwmi.host.inprocess import InProcessProvider
from openwmi.host.lifetime import DEFAULT_CLEAR_AFTER_S, LivingProvider, Sweeper
from openwmi.host.loaded import LoadedProvider
from openwmi.host.loader import load
from openwmi.host.quotas import DEFAULT_QUOTAS, HostQuotas
from openwmi.host.records import ProviderRecord
from openwmi.provider.activity import ProviderFigures
from openwmi.provider.context import CallContext
from openwmi.provider.contract import InitializeArguments
from openwmi.provider.request import ProviderServices, Request


class _CacheKey(NamedTuple):
    """What one initialised object stands for. Spec: provider-model.md §7, §13 (the CLSID is part of it)."""

    namespace: str
    name: str
    clsid: str
    hosting_model: str
    user: str | None
    locale: str | None

    @property
    def place(self) -> tuple[str, str, str | None, str | None]:
        """What is the same for all versions of one provider."""
        return self.namespace, self.name, self.user, self.locale


class HostProcesses(Protocol):
    """What starts providers in processes of their own."""

    def start(self, record: ProviderRecord, hosting: Hosting, arguments: InitializeArguments) -> LoadedProvider:
        """Return a provider, loaded and initialised in the process it belongs to."""

    def close(self) -> None:
        """Stop every host process."""


class ProviderHost:
    """The loaded providers of this process.

    Safe to use from any thread. A provider that fails to load or to initialise is not
    remembered: the next call tries again.
    """

    def __init__(
        self,
        *,
        host_processes: bool = True,
        quotas: Callable[[], HostQuotas] = lambda: DEFAULT_QUOTAS,
        clear_after_s: Callable[[], float] = lambda: DEFAULT_CLEAR_AFTER_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with nothing loaded.

        Args:
            host_processes: Whether providers whose registration asks for a process get one; else, and on systems
                other than Linux, they are loaded into this process.
            quotas: Gives the limits of host processes when one is started.
            clear_after_s: Gives the seconds of idleness after which a provider is unloaded.
            clock: Gives the time in seconds, for idleness.
        """
        self._has_processes = host_processes and sys.platform == "linux"
        self._quotas = quotas
        self._processes: HostProcesses | None = None
        self._loaded: dict[_CacheKey, LivingProvider] = {}
        self._activity = ActivityBook()
        self._clock = clock
        self._sweeper = Sweeper(self.release_idle, clear_after_s)
        self._lock = threading.Lock()
        self._initializing: defaultdict[tuple[str, ...], threading.Lock] = defaultdict(threading.Lock)
        self._is_closed = False

    def acquire(self, record: ProviderRecord, call: CallContext, services: ProviderServices) -> LivingProvider:
        """Return the provider, loading and initialising it when it is not there yet.

        Args:
            record: Its registration.
            call: The call that needs it.
            services: The namespace, for calls the provider makes outside of requests.

        Raises:
            ProviderNotFoundError: The registration is switched off.
            InvalidProviderRegistrationError: The HostingModel is unknown.
            ProviderLoadFailureError: The code cannot be loaded.
            InitializationFailureError: It was loaded and refused.
            NotSupportedError: The provider lives in an application.
            TimedOutError: Initialising it, or an earlier attempt to, does not end.
            WbemError: WBEM_E_SHUTTING_DOWN after `close`.

        Spec: provider-model.md §7.
        """
        hosting = _usable_hosting(record)
        key = _key_of(record, call)
        with self._lock:
            known = self._loaded.get(key)
            self._check_open()
            if known is not None and known.is_usable:
                known.touch()
                return known
        with self._initializing_alone(record, key, call):
            with self._lock:
                known = self._loaded.get(key)
            if known is None or not known.is_usable:
                known = self._start(record, hosting, key, call, services)
        return known

    def _start(
        self, record: ProviderRecord, hosting: Hosting, key: _CacheKey, call: CallContext, services: ProviderServices
    ) -> LivingProvider:
        arguments = InitializeArguments(
            user=key.user,
            flags=0,
            namespace=record.namespace,
            locale=key.locale,
            services=services,
            context=call.child(),
        )
        if hosting.place is Place.CORE or not self._has_processes:
            loaded = _load_here(record, arguments)
        else:
            loaded = self._running_processes().start(record, hosting, arguments)
        provider = LivingProvider(
            loaded, self._activity.of(record), lambda request: self._successor(record, key, request), self._clock
        )
        with self._lock:
            self._check_open()
            replaced = [other for other in self._loaded if other != key and other.place == key.place]
            retired = [self._loaded.pop(other) for other in replaced]
            self._loaded[key] = provider
        for old in retired:
            old.retire()
        self._sweeper.start()
        return provider

    def _successor(self, record: ProviderRecord, key: _CacheKey, request: Request) -> LivingProvider:
        """Return what takes the place of a provider that was retired before a call to it could begin."""
        with self._lock:
            for other, provider in self._loaded.items():
                if other.place == key.place and provider.is_usable:
                    return provider
        return self.acquire(record, request.call, request.services)

    def _running_processes(self) -> HostProcesses:
        with self._lock:
            self._check_open()
            if self._processes is None:
                # By name and late: a command that needs no host process must not pay for what they need.
                made: HostProcesses = import_module("openwmi.host.supervisor").Supervisor(self._quotas)
                self._processes = made
            return self._processes

    @contextmanager
    def _initializing_alone(self, record: ProviderRecord, key: _CacheKey, call: CallContext) -> Iterator[None]:
        """Wait for initialisations that must not overlap with this one, no longer than one may take.

        Raises:
            TimedOutError: One of them does not end; names the provider.
        """
        lock = self._initialization_lock(record, key)
        limit_s = deadline_s(call)
        stage = f"provider {record.name} in load and initialize"
        with call.activity.stage(stage):
            if not lock.acquire(timeout=limit_s):
                raise TimedOutError(
                    f"an earlier initialize of provider {record.name} has not ended for {limit_s:.1f} s",
                    where=stage,
                    next_step="look at what the provider waits for in load",
                )
            try:
                yield
            finally:
                lock.release()

    def _initialization_lock(self, record: ProviderRecord, key: _CacheKey) -> threading.Lock:
        """Return the lock that InitializationReentrancy asks for. Spec: provider-model.md §2."""
        scopes: tuple[tuple[str, ...], ...] = (
            (key.name,),
            (key.name, key.namespace),
            tuple(str(part) for part in key),
        )
        with self._lock:
            return self._initializing[scopes[record.reentrancy if record.reentrancy in (0, 1, 2) else 0]]

    def _check_open(self) -> None:
        if self._is_closed:
            raise WbemError("the provider host is shutting down", hresult=WbemStatus.WBEM_E_SHUTTING_DOWN)

    def loaded(self) -> list[LivingProvider]:
        """Return the providers that are loaded now."""
        with self._lock:
            return list(self._loaded.values())

    def forget(self, namespace: str, name: str) -> None:
        """Let new calls load the provider afresh; calls in progress finish with the old object."""
        with self._lock:
            gone = [key for key in self._loaded if (key.namespace, key.name) == (namespace.lower(), name.lower())]
            providers = [self._loaded.pop(key) for key in gone]
        for provider in providers:
            provider.retire()

    def release_idle(self, limit_s: float) -> bool:
        """Unload the providers that nobody has used for a while; one with an UnloadTimeout has a time of its own.

        Args:
            limit_s: Seconds of idleness.

        Returns:
            Whether any provider is left.

        Spec: provider-model.md §2 (UnloadTimeout, Pure), §8.
        Choice: a provider with Pure = FALSE stays, because nobody can tell when it has finished as a client.
        """
        with self._lock:
            gone = [key for key, provider in self._loaded.items() if _is_due(provider, limit_s)]
            providers = [self._loaded.pop(key) for key in gone]
            is_any_left = bool(self._loaded)
        for provider in providers:
            provider.retire()
        return is_any_left

    def figures(self) -> list[ProviderFigures]:
        """Return what the providers of this process did, those included that are not loaded any more."""
        with self._lock:
            loaded = {(key.namespace, key.name) for key in self._loaded}
        return self._activity.figures(loaded)

    def close(self) -> None:
        """Shut every provider down and refuse further loading; harmless when repeated."""
        self._sweeper.stop()
        with self._lock:
            self._is_closed = True
            providers = list(self._loaded.values())
            self._loaded.clear()
            processes, self._processes = self._processes, None
        if processes is not None:
            processes.close()
        for provider in providers:
            provider.shutdown()


def _is_due(provider: LivingProvider, limit_s: float) -> bool:
    record = provider.record
    own_s = record.unload_timeout_s
    return record.is_pure and provider.idle_s() >= (limit_s if own_s is None else own_s) and provider.calls == 0


def _load_here(record: ProviderRecord, arguments: InitializeArguments) -> LoadedProvider:
    contract = load(record)
    initialize(contract, record, arguments)
    return InProcessProvider(record, contract)


def _usable_hosting(record: ProviderRecord) -> Hosting:
    if not record.enabled:
        raise ProviderNotFoundError(
            f"provider {record.name} is switched off (Enabled = FALSE)",
            where=f'{record.namespace}:__Win32Provider.Name="{record.name}"',
            next_step="set Enabled to TRUE",
        )
    hosting = hosting_of(record)
    if hosting.place is Place.DECOUPLED:
        raise NotSupportedError(
            f"provider {record.name} is {record.hosting_model}, and applications cannot register one yet",
            where=f'{record.namespace}:__Win32Provider.Name="{record.name}"',
            next_step="give it a HostingModel that the server can start, such as SelfHost",
        )
    return hosting


def _key_of(record: ProviderRecord, call: CallContext) -> _CacheKey:
    return _CacheKey(
        record.namespace.lower(),
        record.name.lower(),
        record.clsid,
        record.hosting_model.lower(),
        call.caller.name if record.per_user else None,
        call.locale if record.per_locale else None,
    )
