# SPDX-License-Identifier: Apache-2.0
"""InProcessProvider: a provider loaded into this process, and every call that goes into it.

Each call is announced in the activity of its context, so that an expired deadline can name
it, and leaves only errors that know their HRESULT and name the provider.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from openwmi.errors import (
    ExtendedStatus,
    InvalidProviderRegistrationError,
    ProviderFailureError,
    TimedOutError,
    WbemError,
)
from openwmi.host.records import ProviderRecord, runs_as_caller
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.provider.contract import Capabilities, ProviderContract
from openwmi.provider.impersonation import acting_for, rows_kept_apart
from openwmi.provider.property import PropertyContract, PropertyPlace
from openwmi.provider.request import Request

_LOG: Final = logging.getLogger(__name__)


class InProcessProvider:
    """One initialised provider object.

    Attributes:
        record: Its registration at the time it was loaded.
        calls: Number of calls in progress.
    """

    def __init__(self, record: ProviderRecord, contract: ProviderContract) -> None:
        self.record = record
        self.calls = 0
        self._contract = contract
        self._lock = threading.Lock()

    @property
    def is_usable(self) -> bool:
        """Whether it can take calls; what is loaded here always can."""
        return True

    @property
    def capabilities(self) -> Capabilities:
        """What the code offers, whatever its registration says."""
        return self._contract.capabilities

    def get(self, path: ObjectPath, request: Request) -> Instance:
        """Return one instance."""
        with self._serving("GetObject", path.relpath, request):
            return self._contract.get(path, request)

    @rows_kept_apart
    def enumerate(self, class_name: str, request: Request) -> Generator[Instance, None, None]:
        """Yield the instances of exactly this class."""
        with (
            self._serving("CreateInstanceEnum", class_name, request),
            _closed_after(self._contract.enumerate(class_name, request)) as rows,
        ):
            yield from _while_wanted(rows, request)

    @rows_kept_apart
    def query(self, text: str, request: Request) -> Generator[Instance, None, None]:
        """Yield what the provider answers to a query of its own class."""
        with (
            self._serving("ExecQuery", text, request),
            _closed_after(self._contract.query(text, request)) as rows,
        ):
            yield from _while_wanted(rows, request)

    def put(self, instance: Instance, request: Request) -> ObjectPath | None:
        """Create or update an instance; return its path when the provider tells it."""
        with self._serving("PutInstance", instance.relpath or instance.class_name, request):
            return self._contract.put(instance, request)

    def delete(self, path: ObjectPath, request: Request) -> None:
        """Delete an instance."""
        with self._serving("DeleteInstance", path.relpath, request):
            self._contract.delete(path, request)

    def exec_method(
        self, path: ObjectPath, method: str, in_parameters: Instance | None, request: Request
    ) -> Instance | None:
        """Call a method and return its out parameters."""
        with self._serving("ExecMethod", f"{path.relpath}.{method}", request):
            return self._contract.exec_method(path, method, in_parameters, request)

    def get_property(self, place: PropertyPlace, request: Request) -> object:
        """Return the value of a dynamic property of a stored instance."""
        with self._serving("GetProperty", place.about, request):
            return self._properties().get_property(place, request)

    def put_property(self, place: PropertyPlace, value: object, request: Request) -> bool:
        """Set a dynamic property of a stored instance; return whether the provider did."""
        with self._serving("PutProperty", place.about, request):
            return self._properties().put_property(place, value, request)

    def _properties(self) -> PropertyContract:
        if not isinstance(self._contract, PropertyContract):
            raise InvalidProviderRegistrationError(
                f"provider {self.record.name} is registered for properties, and its code serves none",
                next_step="derive it from PropertyProvider, or delete its __PropertyProviderRegistration",
            )
        return self._contract

    def shutdown(self) -> None:
        """Tell the provider that it is not needed any more; what it raises is logged."""
        try:
            self._contract.shutdown()
        except Exception:
            _LOG.exception("provider %s failed in shutdown", self.record.name)

    @contextmanager
    def _serving(self, operation: str, target: str, request: Request) -> Iterator[None]:
        with self._lock:
            self.calls += 1
        try:
            with (
                request.call.activity.stage(f"provider {self.record.name} in {operation} {target}"),
                acting_for(request.caller, runs_as_caller(self.record)),
            ):
                yield
        except WbemError as error:
            if isinstance(error, TimedOutError):
                error.where = error.where or f"provider {self.record.name} in {operation} {target}"
            error.extended = self._extended(error.extended, error.message, operation, target)
            raise
        except GeneratorExit:
            raise
        except Exception as error:
            _LOG.exception("provider %s failed in %s %s", self.record.name, operation, target)
            raise self._failure(error, operation, target) from error
        finally:
            with self._lock:
                self.calls -= 1

    def _failure(self, error: Exception, operation: str, target: str) -> ProviderFailureError:
        place = traceback.extract_tb(error.__traceback__)[-1]
        message = f"provider {self.record.name} raised {type(error).__name__} in {operation} {target}: {error}"
        return ProviderFailureError(
            message,
            where=f"{place.filename}:{place.lineno}",
            next_step="the traceback is in the log",
            extended=self._extended(None, message, operation, target),
        )

    def _extended(self, known: ExtendedStatus | None, message: str, operation: str, target: str) -> ExtendedStatus:
        if known is None:
            known = ExtendedStatus(description=message)
        return replace(
            known,
            operation=known.operation or f"IWbemServices::{operation}",
            parameter_info=known.parameter_info or target,
            provider_name=known.provider_name or self.record.name,
        )


@contextmanager
def _closed_after(rows: Iterator[Instance]) -> Iterator[Iterator[Instance]]:
    """Lend the rows of a provider and close them; what its `finally` raises comes out here."""
    try:
        yield rows
    finally:
        close = getattr(rows, "close", None)
        if close is not None:
            close()


def _while_wanted(rows: Iterator[Instance], request: Request) -> Iterator[Instance]:
    check = request.call.check
    for row in rows:
        check()
        yield row
