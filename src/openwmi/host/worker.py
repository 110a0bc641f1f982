# SPDX-License-Identifier: Apache-2.0
"""Worker: what runs in a host process. It loads providers, serves requests and ends when the core is gone."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from types import MappingProxyType
from typing import Final, cast

import msgspec

from openwmi.errors import InvalidOperationError, ProviderFailureError, WbemError
from openwmi.host.callfacts import call_from, failure_of, request_from
from openwmi.host.channel import Channel, ChannelError
from openwmi.host.hostservices import Callbacks, HostServices
from openwmi.host.initialization import initialize
from openwmi.host.inprocess import InProcessProvider
from openwmi.host.loader import load
from openwmi.host.messages import (
    Call,
    CallbackAnswer,
    CallbackFailed,
    Cancel,
    Credit,
    Done,
    Failed,
    Initialize,
    Message,
    Shutdown,
    ToHost,
    Unload,
)
from openwmi.host.records import ProviderRecord
from openwmi.host.rowstream import RowStream, RowStreams
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.context import CallContext
from openwmi.provider.contract import InitializeArguments
from openwmi.provider.property import PropertyPlace
from openwmi.provider.request import Request

_LOG: Final = logging.getLogger(__name__)

LOOK_EVERY_S: Final = 1.0
"""How soon the process notices that a provider closed its channel."""

MAX_REQUESTS: Final = 128
"""Requests that one host process serves at once; the others wait for their turn."""


class Worker:
    """Serves the requests of one channel."""

    def __init__(self, sock: socket.socket) -> None:
        """Prepare to serve; threads are started here, so after the fork."""
        self._channel: Channel[Message] = Channel(sock, msgspec.msgpack.Decoder(ToHost))
        self._threads = ThreadPoolExecutor(MAX_REQUESTS, thread_name_prefix="openwmi-request")
        self._callbacks = Callbacks(self._channel)
        self._streams = RowStreams()
        self._providers: dict[int, InProcessProvider] = {}
        self._calls: dict[int, CallContext] = {}
        self._lock = threading.Lock()
        self._handlers: Mapping[type[Message], Callable[[Message], None]] = MappingProxyType(
            {
                Initialize: self._on_request,
                Call: self._on_request,
                Unload: self._on_unload,
                Cancel: self._on_cancel,
                Credit: self._on_credit,
                CallbackAnswer: self._on_answer,
                CallbackFailed: self._on_answer,
            }
        )

    def run(self) -> None:
        """Serve until the core says that it is enough, or is gone."""
        try:
            while self._handle(self._channel.receive(LOOK_EVERY_S)):
                pass
        except ChannelError:
            _LOG.debug("the core is gone")
        finally:
            self._channel.close()

    def _handle(self, messages: list[Message]) -> bool:
        """Handle what arrived, and tell whether to go on."""
        for message in messages:
            if isinstance(message, Shutdown):
                self._shut_down()
                return False
            self._handlers[type(message)](message)
        return True

    def _on_request(self, message: Message) -> None:
        request = cast("Initialize | Call", message)
        # Registered here, by the thread that also handles Cancel, so that no Cancel comes too early.
        call = self._calls[request.request] = call_from(request.call)
        self._threads.submit(self._serve, request, call)

    def _on_cancel(self, message: Message) -> None:
        call = self._calls.get(cast("Cancel", message).request)
        if call is not None:
            call.cancel()

    def _on_credit(self, message: Message) -> None:
        credit = cast("Credit", message)
        self._streams.grant(credit.request, credit.rows)

    def _on_answer(self, message: Message) -> None:
        self._callbacks.answer(cast("CallbackAnswer | CallbackFailed", message))

    def _on_unload(self, message: Message) -> None:
        with self._lock:
            provider = self._providers.pop(cast("Unload", message).provider, None)
        if provider is not None:
            self._threads.submit(provider.shutdown)

    def _shut_down(self) -> None:
        for provider in list(self._providers.values()):
            provider.shutdown()

    def _serve(self, message: Initialize | Call, call: CallContext) -> None:
        try:
            call.check()
            if isinstance(message, Initialize):
                result = self._initialize(message, call)
            else:
                result = self._perform(message, call)
            self._channel.send(Done(message.request, result))
        except ChannelError:
            _LOG.debug("nobody hears about request %d", message.request)
        except WbemError as error:
            self._report(message.request, error)
        except BaseException as error:
            _LOG.exception("request %d failed", message.request)
            self._report(message.request, ProviderFailureError(f"{type(error).__name__}: {error}"))
        finally:
            self._calls.pop(message.request, None)

    def _report(self, request: int, error: WbemError) -> None:
        try:
            self._channel.send(Failed(request, failure_of(error)))
        except (ChannelError, WbemError):
            _LOG.exception("nobody hears about the failure of request %d", request)

    def _initialize(self, message: Initialize, call: CallContext) -> object:
        impersonates, per_user, as_admin_first = message.roles
        record = ProviderRecord(
            message.name,
            message.namespace,
            message.clsid,
            impersonates=impersonates,
            per_user=per_user,
            as_admin_first=as_admin_first,
        )
        contract = load(record)
        services = HostServices(self._callbacks, message.request, call)
        arguments = InitializeArguments(
            user=message.user,
            namespace=message.namespace,
            locale=message.locale,
            services=services,
            context=call,
        )
        initialize(contract, record, arguments)
        provider = InProcessProvider(record, contract)
        with self._lock:
            self._providers[message.provider] = provider
        offered = provider.capabilities
        flags = (offered.get, offered.enumerate, offered.put, offered.delete, offered.partial_get, offered.partial_put)
        return [list(flags), list(offered.query_levels), sorted(offered.methods)]

    def _perform(self, message: Call, call: CallContext) -> object:
        with self._lock:
            provider = self._providers.get(message.provider)
        if provider is None:
            raise InvalidOperationError(f"provider {message.provider} is not loaded in process {os.getpid()}")
        request = request_from(message.facts, call, HostServices(self._callbacks, message.request, call))
        rows = _ROWS.get(message.operation)
        if rows is None:
            return _SINGLE[message.operation](provider, message, request)
        stream = RowStream(self._channel, message.request, call, message.credit_rows)
        with (
            self._streams.opened(message.request, stream),
            closing(rows(provider, message.text, request)) as found,
        ):
            try:
                for row in found:
                    stream.add(row)
            finally:
                stream.flush()
        return None


def _get(provider: InProcessProvider, message: Call, request: Request) -> object:
    return provider.get(ObjectPath.parse(message.path), request)


def _put(provider: InProcessProvider, message: Call, request: Request) -> object:
    path = provider.put(cast("Instance", message.value), request)
    return None if path is None else str(path)


def _delete(provider: InProcessProvider, message: Call, request: Request) -> object:
    provider.delete(ObjectPath.parse(message.path), request)
    return None


def _exec_method(provider: InProcessProvider, message: Call, request: Request) -> object:
    inputs = cast("Instance | None", message.value)
    return provider.exec_method(ObjectPath.parse(message.path), message.text, inputs, request)


def _get_property(provider: InProcessProvider, message: Call, request: Request) -> object:
    return provider.get_property(_place(message), request)


def _put_property(provider: InProcessProvider, message: Call, request: Request) -> object:
    return provider.put_property(_place(message), message.value, request)


def _place(message: Call) -> PropertyPlace:
    if message.place is None:
        raise InvalidOperationError(f"{message.operation} names no property")
    return PropertyPlace(*message.place)


_ROWS: Final[Mapping[str, Callable[[InProcessProvider, str, Request], Generator[Instance, None, None]]]] = (
    MappingProxyType({"enumerate": InProcessProvider.enumerate, "query": InProcessProvider.query})
)
_SINGLE: Final[Mapping[str, Callable[[InProcessProvider, Call, Request], object]]] = MappingProxyType(
    {
        "get": _get,
        "put": _put,
        "delete": _delete,
        "exec_method": _exec_method,
        "get_property": _get_property,
        "put_property": _put_property,
    }
)
