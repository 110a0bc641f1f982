# SPDX-License-Identifier: Apache-2.0
"""Failures: from whatever a provider's code raised to the error a client gets."""

from __future__ import annotations

import concurrent.futures
import logging
import sys
import traceback
from dataclasses import dataclass
from typing import Final

from openwmi.errors import (
    AccessDeniedError,
    AlreadyExistsError,
    CallCancelledError,
    ExtendedStatus,
    NotFoundError,
    NotSupportedError,
    ProviderFailureError,
    TimedOutError,
    TypeMismatchError,
    ValueOutOfRangeError,
    WbemError,
    WbemStatus,
)

_LOG = logging.getLogger("openwmi.provider")

_CANCELLATIONS: Final = ("asyncio.exceptions", "CancelledError")

_MEANINGS: Final[tuple[tuple[type[BaseException], type[WbemError]], ...]] = (
    (FileNotFoundError, NotFoundError),
    (FileExistsError, AlreadyExistsError),
    (PermissionError, AccessDeniedError),
    (NotImplementedError, NotSupportedError),
    (TimeoutError, TimedOutError),
    (concurrent.futures.CancelledError, CallCancelledError),
)
"""Standard exceptions that are answers. KeyError, ValueError and the like are bugs. Spec: mi.md §4.4."""


SHOWN_CHARACTERS: Final = 200
"""How much of a path or query a message repeats; the extended status has all of it."""


@dataclass(frozen=True, slots=True)
class Operation:
    """The call that failed, for messages.

    Attributes:
        provider_name: `__Win32Provider.Name`.
        name: The operation of IWbemServices, e.g. `PutInstance`.
        about: Path, class or query.
        file: The provider's source file; a failure is reported at the innermost line of it.
        is_read: Whether the client sent no values, so that a value out of range is the provider's own.
    """

    provider_name: str
    name: str
    about: str
    file: str
    is_read: bool = True


def failures() -> tuple[type[BaseException], ...]:
    """Return what a provider's code may raise without ending more than its request.

    asyncio is not imported for it: where nobody has imported it, nobody can raise its exceptions.
    """
    module, name = _CANCELLATIONS
    cancelled = getattr(sys.modules.get(module), name, None)
    return (Exception, SystemExit) if cancelled is None else (Exception, SystemExit, cancelled)


def client_error(failure: BaseException, operation: Operation) -> WbemError:
    """Return the error to raise instead of what a provider's code raised.

    Errors with a code of their own stay as they are, and learn which operation and provider they come from.
    Everything unexpected becomes WBEM_E_PROVIDER_FAILURE and is logged with its traceback.

    Spec: mi.md §4.4.
    """
    if isinstance(failure, WbemError) and not _is_own_mistake(failure, operation):
        failure.extended = failure.extended or _status(operation, failure.message)
        return failure
    text = str(failure) or type(failure).__name__
    for kind, answer in _MEANINGS:
        if isinstance(failure, kind):
            return answer(text, extended=_status(operation, text))
    if not isinstance(failure, (Exception, SystemExit)):
        return CallCancelledError(text, extended=_status(operation, text))
    if isinstance(failure, MemoryError):
        return WbemError(text, hresult=WbemStatus.WBEM_E_OUT_OF_MEMORY, extended=_status(operation, text))
    return _unexpected(failure, operation)


def _is_own_mistake(failure: WbemError, operation: Operation) -> bool:
    """Tell whether a provider that was only reading made a value that fits no property."""
    return operation.is_read and isinstance(failure, (TypeMismatchError, ValueOutOfRangeError))


def _unexpected(failure: BaseException, operation: Operation) -> ProviderFailureError:
    place = _place(failure, operation.file)
    text = f"{type(failure).__name__}: {failure}"
    what = f"provider {operation.provider_name} failed in {operation.name} of {operation.about[:SHOWN_CHARACTERS]}"
    _LOG.error("%s at %s", what, place, exc_info=failure)
    return ProviderFailureError(
        f"{what}: {text} ({place})",
        where=place,
        next_step="the server's log has the traceback",
        extended=_status(operation, f"{text} ({place})"),
    )


def _status(operation: Operation, description: str) -> ExtendedStatus:
    return ExtendedStatus(description, f"IWbemServices::{operation.name}", operation.about, operation.provider_name)


def _place(failure: BaseException, file: str) -> str:
    """Return `file:line` of the innermost line of the provider's file, else of the innermost line at all.

    Python turns a StopIteration that leaves a generator into another error; the line is that of its cause.
    """
    frames = traceback.extract_tb(failure.__traceback__)
    link: BaseException | None = failure
    own: list[traceback.FrameSummary] = []
    while link is not None and not own:
        own = [frame for frame in traceback.extract_tb(link.__traceback__) if frame.filename == file]
        link = link.__cause__
    innermost = (own or list(frames))[-1:]
    return "".join(f"{frame.filename}:{frame.lineno}" for frame in innermost) or file
