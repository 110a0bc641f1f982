# SPDX-License-Identifier: Apache-2.0
"""Supervisor: which host processes there are, and which provider goes into which."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import closing
from itertools import count
from types import MappingProxyType
from typing import Final, NamedTuple, cast

from openwmi.errors import (
    InitializationFailureError,
    NotSupportedError,
    ProviderFailureError,
    ProviderLoadFailureError,
    QuotaViolationError,
    TimedOutError,
    WbemError,
    WbemStatus,
)
from openwmi.host.breaker import Breaker
from openwmi.host.callfacts import facts_of_call
from openwmi.host.exchange import Exchange
from openwmi.host.hosted import HostedProvider
from openwmi.host.hosting import Hosting, Place
from openwmi.host.hostprocess import HostProcess
from openwmi.host.messages import Initialize
from openwmi.host.quotas import DEFAULT_QUOTAS, HostQuotas, breach_of_all
from openwmi.host.records import ProviderRecord
from openwmi.host.spawning import NurseryLink
from openwmi.provider.contract import Capabilities, InitializeArguments
from openwmi.provider.request import ProviderServices

_LOG: Final = logging.getLogger(__name__)

STOP_LIMIT_S: Final = 2.0
NO_ACCOUNTS: Final[Mapping[str, str]] = MappingProxyType({})

_OWN_ERRORS: Final = (
    ProviderLoadFailureError,
    InitializationFailureError,
    ProviderFailureError,
    QuotaViolationError,
    TimedOutError,
)


class _HostKey(NamedTuple):
    """What the providers of one process have in common: account and group, or namespace and name."""

    place: Place
    first: str
    second: str


class Supervisor:
    """The host processes of one core.

    Safe to use from any thread.

    Attributes:
        breaker: Knows which providers are suspended.
    """

    def __init__(
        self,
        quotas: Callable[[], HostQuotas] = lambda: DEFAULT_QUOTAS,
        accounts: Mapping[str, str] = NO_ACCOUNTS,
        breaker: Breaker | None = None,
    ) -> None:
        """Begin without any process.

        Args:
            quotas: Gives the limits for a new host.
            accounts: Folded account of a HostingModel -> user of this machine; the others run as this process.
            breaker: None for one with the usual limits.
        """
        self.breaker = breaker or Breaker()
        self._quotas = quotas
        self._accounts = accounts
        self._nursery: NurseryLink | None = None
        self._hosts: dict[_HostKey, HostProcess] = {}
        self._stopping: set[HostProcess] = set()
        self._tenants: defaultdict[HostProcess, set[int]] = defaultdict(set)
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._is_closed = False

    def start(self, record: ProviderRecord, hosting: Hosting, arguments: InitializeArguments) -> HostedProvider:
        """Load and initialise a provider in the process it belongs to, which is started when it is not there.

        Raises:
            ProviderLoadFailureError: There is no such code, or no process for it.
            InitializationFailureError: It was loaded and refused.
            WbemError: WBEM_E_PROVIDER_SUSPENDED after too many failures; or its process ended meanwhile.
        """
        self.breaker.check(record.namespace, record.name)
        number = next(self._numbers)
        host = self._host_for(record, hosting, number)
        try:
            capabilities = self._initialize(host, record, number, arguments)
        except BaseException:
            self._leave(host, number)
            raise
        return HostedProvider(
            record,
            host,
            number,
            capabilities,
            lambda: self.breaker.succeeded(record.namespace, record.name),
            lambda: self._leave(host, number),
        )

    def hosts(self) -> list[HostProcess]:
        """Return the processes there are."""
        with self._lock:
            return [host for host in self._hosts.values() if host.is_alive]

    def close(self) -> None:
        """Stop every host process and the nursery; harmless when repeated."""
        with self._lock:
            self._is_closed = True
            hosts = [host for host in (*self._hosts.values(), *self._stopping) if host.is_alive]
            self._hosts.clear()
            nursery, self._nursery = self._nursery, None
        stopping = [threading.Thread(target=host.stop, args=(STOP_LIMIT_S,)) for host in hosts]
        for thread in stopping:
            thread.start()
        for thread in stopping:
            thread.join()
        if nursery is not None:
            nursery.close()

    def _host_for(self, record: ProviderRecord, hosting: Hosting, number: int) -> HostProcess:
        key = _key_of(record, hosting)
        with self._lock:
            host = self._hosts.get(key)
            if host is None or not host.is_alive:
                host = self._new_host(record, hosting)
                self._hosts[key] = host
            self._tenants[host].add(number)
            return host

    def _new_host(self, record: ProviderRecord, hosting: Hosting) -> HostProcess:
        if self._is_closed:
            raise WbemError("the provider host is shutting down", hresult=WbemStatus.WBEM_E_SHUTTING_DOWN)
        quotas = self._quotas()
        alive = [host for host in self._hosts.values() if host.is_alive]
        broken = breach_of_all([*(host.usage for host in alive)], quotas)
        if not broken and quotas.all_processes and len(alive) >= quotas.all_processes:
            broken = f"ProcessLimitAllHosts is {quotas.all_processes}"
        if broken:
            raise QuotaViolationError(
                f"no host process for provider {record.name}: {broken}",
                next_step="raise the limit in root:__ProviderHostQuotaConfiguration, or put providers into one group",
            )
        if self._nursery is None or not self._nursery.is_alive:
            self._nursery = NurseryLink()
        account = self._accounts.get(hosting.account)
        return HostProcess(_title(record, hosting), self._nursery, quotas, account, self._note_end)

    def _initialize(
        self, host: HostProcess, record: ProviderRecord, number: int, arguments: InitializeArguments
    ) -> Capabilities:
        call = arguments.context
        with closing(host.open(record, call, lambda: _services(arguments), "Initialize")) as exchange:
            host.send(
                Initialize(
                    exchange.number,
                    number,
                    record.name,
                    record.clsid,
                    record.namespace,
                    (record.impersonates, record.per_user, record.as_admin_first),
                    arguments.user,
                    arguments.locale,
                    facts_of_call(call),
                )
            )
            try:
                return _capabilities_from(exchange.result())
            except _OWN_ERRORS:
                raise
            except WbemError as error:
                # The code the provider reported stays; the kind says when it did.
                raise InitializationFailureError(
                    error.message,
                    hresult=error.hresult,
                    where=error.where,
                    next_step=error.next_step,
                    extended=error.extended,
                ) from error

    def _leave(self, host: HostProcess, number: int) -> None:
        """Let a provider leave its process, and stop the process that has none left."""
        with self._lock:
            self._tenants[host].discard(number)
            is_empty = not self._tenants[host]
            if is_empty:
                self._stopping.add(host)
                del self._tenants[host]
                for key in [key for key, known in self._hosts.items() if known is host]:
                    del self._hosts[key]
        if is_empty:
            threading.Thread(target=self._stop, args=(host,), name="openwmi-stop", daemon=True).start()

    def _stop(self, host: HostProcess) -> None:
        host.stop(STOP_LIMIT_S)
        with self._lock:
            self._stopping.discard(host)

    def _note_end(self, suspects: list[Exchange], why: str) -> None:
        for record in {exchange.record for exchange in suspects}:
            self.breaker.failed(record.namespace, record.name, why)


def _key_of(record: ProviderRecord, hosting: Hosting) -> _HostKey:
    if hosting.place is Place.OWN:
        return _HostKey(hosting.place, record.namespace.lower(), record.name.lower())
    return _HostKey(hosting.place, hosting.account, hosting.group)


def _services(arguments: InitializeArguments) -> ProviderServices:
    if arguments.services is None:
        raise NotSupportedError("this initialisation offers no way back into the namespace")
    return arguments.services


def _title(record: ProviderRecord, hosting: Hosting) -> str:
    if hosting.place is Place.OWN:
        return f"of provider {record.name}"
    return f"{hosting.account}:{hosting.group}" if hosting.group else hosting.account


def _capabilities_from(told: object) -> Capabilities:
    flags, levels, methods = cast("tuple[list[bool], list[str], list[str]]", told)
    get, enumerates, put, delete, partial_get, partial_put = flags
    return Capabilities(get, enumerates, tuple(levels), put, delete, frozenset(methods), partial_get, partial_put)
