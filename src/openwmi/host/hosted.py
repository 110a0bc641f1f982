# SPDX-License-Identifier: Apache-2.0
"""HostedProvider: a provider in a host process, with the interface of one in this process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager

from openwmi.errors import ProviderFailureError
from openwmi.host.callfacts import facts_of_call, facts_of_request
from openwmi.host.exchange import WINDOW_ROWS, Exchange
from openwmi.host.hostprocess import HostProcess
from openwmi.host.messages import Call, Credit, Rows, Unload, WireRow
from openwmi.host.records import ProviderRecord
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.contract import Capabilities
from openwmi.provider.property import PropertyPlace
from openwmi.provider.request import Request


class HostedProvider:
    """One initialised provider in a host process.

    Attributes:
        record: Its registration at the time it was loaded.
        calls: Number of calls in progress.
        capabilities: What the code offers, whatever its registration says.
    """

    def __init__(
        self,
        record: ProviderRecord,
        host: HostProcess,
        number: int,
        capabilities: Capabilities,
        on_answer: Callable[[], None],
        on_end: Callable[[], None],
    ) -> None:
        """Stand for a provider that is initialised.

        Args:
            record: Its registration.
            host: Where it is.
            number: Its number there.
            capabilities: What it offers.
            on_answer: Called when it has answered a request, well or not.
            on_end: Called when it has been shut down.
        """
        self.record = record
        self.calls = 0
        self.capabilities = capabilities
        self._host = host
        self._number = number
        self._on_answer = on_answer
        self._on_end = on_end
        self._lock = threading.Lock()

    @property
    def is_usable(self) -> bool:
        """Whether its process is there."""
        return self._host.is_alive

    def get(self, path: ObjectPath, request: Request) -> Instance:
        """Return one instance."""
        with self._asked("get", f"GetObject {path.relpath}", request, path=str(path)) as exchange:
            found = self._instance(exchange.result())
            if found is None:
                raise self._nonsense(None)
            return found

    def enumerate(self, class_name: str, request: Request) -> Generator[Instance, None, None]:
        """Yield the instances of exactly this class."""
        return self._rows("enumerate", f"CreateInstanceEnum {class_name}", request, class_name)

    def query(self, text: str, request: Request) -> Generator[Instance, None, None]:
        """Yield what the provider answers to a query of its own class."""
        return self._rows("query", f"ExecQuery {text}", request, text)

    def put(self, instance: Instance, request: Request) -> ObjectPath | None:
        """Create or update an instance; return its path when the provider tells it."""
        about = f"PutInstance {instance.relpath or instance.class_name}"
        with self._asked("put", about, request, value=instance) as exchange:
            path = exchange.result()
            return None if path is None else ObjectPath.parse(str(path))

    def delete(self, path: ObjectPath, request: Request) -> None:
        """Delete an instance."""
        with self._asked("delete", f"DeleteInstance {path.relpath}", request, path=str(path)) as exchange:
            exchange.result()

    def exec_method(
        self, path: ObjectPath, method: str, in_parameters: Instance | None, request: Request
    ) -> Instance | None:
        """Call a method and return its out parameters."""
        about = f"ExecMethod {path.relpath}.{method}"
        with self._asked("exec_method", about, request, path=str(path), text=method, value=in_parameters) as exchange:
            return self._instance(exchange.result())

    def get_property(self, place: PropertyPlace, request: Request) -> object:
        """Return the value of a dynamic property of a stored instance."""
        with self._asked("get_property", f"GetProperty {place.about}", request, place=place) as exchange:
            return exchange.result()

    def put_property(self, place: PropertyPlace, value: object, request: Request) -> bool:
        """Set a dynamic property of a stored instance; return whether the provider did."""
        about = f"PutProperty {place.about}"
        with self._asked("put_property", about, request, value=value, place=place) as exchange:
            return exchange.result() is True

    def shutdown(self) -> None:
        """Tell the provider that it is not needed any more; its process ends with its last one."""
        if self._host.is_alive:
            self._host.send(Unload(self._number))
        self._on_end()

    def _rows(self, operation: str, about: str, request: Request, text: str) -> Generator[Instance, None, None]:
        with self._asked(operation, about, request, text=text) as exchange:
            check = request.call.check
            while isinstance(answer := exchange.next(), Rows):
                for row in answer.rows:
                    check()
                    yield self._read(row)
                exchange.rows_taken += len(answer.rows)
                self._host.send(Credit(exchange.number, len(answer.rows)))

    @contextmanager
    def _asked(
        self,
        operation: str,
        about: str,
        request: Request,
        *,
        path: str = "",
        text: str = "",
        value: object = None,
        place: PropertyPlace | None = None,
    ) -> Iterator[Exchange]:
        """Send a request and lend its exchange; what is not waited for to the end is cancelled."""
        call = request.call
        with self._lock:
            self.calls += 1
        try:
            with (
                call.activity.stage(f"provider {self.record.name} in {about} (host process {self._host.pid})"),
                closing(self._host.open(self.record, call, lambda: request.services, about)) as exchange,
            ):
                facts = facts_of_request(request)
                self._host.send(
                    Call(
                        exchange.number,
                        self._number,
                        operation,
                        facts_of_call(call),
                        facts,
                        path,
                        text,
                        value,
                        WINDOW_ROWS,
                        _texts_of(place),
                    )
                )
                try:
                    yield exchange
                finally:
                    if exchange.has_answered:
                        self._on_answer()
        finally:
            with self._lock:
                self.calls -= 1

    def _instance(self, found: object) -> Instance | None:
        if found is None or isinstance(found, Instance):
            return found
        raise self._nonsense(found)

    def _read(self, row: WireRow) -> Instance:
        try:
            return self._host.instance(row)
        except ValueError as error:
            self._host.end(f"a row makes no sense: {error}")
            raise ProviderFailureError(f"a row of provider {self.record.name} makes no sense: {error}") from error

    def _nonsense(self, found: object) -> ProviderFailureError:
        return ProviderFailureError(
            f"provider {self.record.name} gave a {type(found).__name__} instead of an instance",
            where=f"host process {self._host.pid}",
        )


def _texts_of(place: PropertyPlace | None) -> tuple[str, str, str | None, str | None, str | None] | None:
    if place is None:
        return None
    return place.name, place.about, place.class_context, place.instance_context, place.property_context
