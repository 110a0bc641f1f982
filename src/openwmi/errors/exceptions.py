# SPDX-License-Identifier: Apache-2.0
"""WbemError and the subclasses that somebody catches.

    WbemError
    ├── one subclass a code, for the codes that code above branches on
    ├── QueryError            carries the position in the query text
    │   ├── InvalidQueryError
    │   └── UnparsableQueryError
    └── MofError              carries line, column and excerpt

Every other code is raised as `WbemError(message, hresult=WbemStatus.…)`.
"""

from __future__ import annotations

from typing import ClassVar

from openwmi.errors.extended import ExtendedStatus
from openwmi.errors.status import WbemStatus, symbol_of


class WbemError(Exception):
    """An operation failed with an HRESULT.

    Raise a subclass where one exists; catch by subclass, never by number.

    Attributes:
        hresult: The code, unsigned.
        message: One sentence: what failed, on what.
        where: The place: `file:line`, a path, a provider's name. May be empty.
        next_step: What the reader can do about it. May be empty.
        extended: The `__ExtendedStatus` of the failure, when there is one.
    """

    status: ClassVar[WbemStatus] = WbemStatus.WBEM_E_FAILED
    _by_code: ClassVar[dict[int, type[WbemError]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "status" in cls.__dict__:
            cls._by_code[cls.status] = cls

    def __init__(
        self,
        message: str,
        *,
        hresult: int | None = None,
        where: str = "",
        next_step: str = "",
        extended: ExtendedStatus | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hresult = int(self.status if hresult is None else hresult)
        self.where = where
        self.next_step = next_step
        self.extended = extended

    @property
    def symbol(self) -> str:
        """The code's name, e.g. `WBEM_E_NOT_FOUND`."""
        return symbol_of(self.hresult)

    @classmethod
    def from_hresult(cls, hresult: int, message: str = "") -> WbemError:
        """Return the most specific error for a code received from elsewhere."""
        kind = cls._by_code.get(hresult, WbemError)
        return kind(message or symbol_of(hresult), hresult=hresult)


class NotFoundError(WbemError):
    """No such object."""

    status = WbemStatus.WBEM_E_NOT_FOUND


class AccessDeniedError(WbemError):
    """The caller may not do this."""

    status = WbemStatus.WBEM_E_ACCESS_DENIED


class ProviderFailureError(WbemError):
    """A provider failed in a way it did not declare; the message names it."""

    status = WbemStatus.WBEM_E_PROVIDER_FAILURE


class TypeMismatchError(WbemError):
    """A value does not fit the CIM type."""

    status = WbemStatus.WBEM_E_TYPE_MISMATCH


class ValueOutOfRangeError(WbemError):
    """A number lies outside the range of its CIM type."""

    status = WbemStatus.WBEM_E_VALUE_OUT_OF_RANGE


class InvalidContextError(WbemError):
    """A context value contradicts the call it came with."""

    status = WbemStatus.WBEM_E_INVALID_CONTEXT


class InvalidParameterError(WbemError):
    """A parameter or flag is not valid for this operation."""

    status = WbemStatus.WBEM_E_INVALID_PARAMETER


class NotSupportedError(WbemError):
    """The operation is not supported."""

    status = WbemStatus.WBEM_E_NOT_SUPPORTED


class InvalidSuperclassError(WbemError):
    """The superclass does not exist in the namespace."""

    status = WbemStatus.WBEM_E_INVALID_SUPERCLASS


class InvalidNamespaceError(WbemError):
    """No such namespace."""

    status = WbemStatus.WBEM_E_INVALID_NAMESPACE


class InvalidObjectError(WbemError):
    """An object of the wrong kind was given."""

    status = WbemStatus.WBEM_E_INVALID_OBJECT


class InvalidClassError(WbemError):
    """No such class."""

    status = WbemStatus.WBEM_E_INVALID_CLASS


class ProviderNotFoundError(WbemError):
    """A class names a provider that nobody registered."""

    status = WbemStatus.WBEM_E_PROVIDER_NOT_FOUND


class InvalidProviderRegistrationError(WbemError):
    """A provider is registered, but not so that it could serve this."""

    status = WbemStatus.WBEM_E_INVALID_PROVIDER_REGISTRATION


class ProviderLoadFailureError(WbemError):
    """A provider's code cannot be loaded."""

    status = WbemStatus.WBEM_E_PROVIDER_LOAD_FAILURE


class InitializationFailureError(WbemError):
    """A provider was loaded and refused to initialise."""

    status = WbemStatus.WBEM_E_INITIALIZATION_FAILURE


class InvalidOperationError(WbemError):
    """The operation is not valid for this object."""

    status = WbemStatus.WBEM_E_INVALID_OPERATION


class AlreadyExistsError(WbemError):
    """The object exists and the caller asked to create it."""

    status = WbemStatus.WBEM_E_ALREADY_EXISTS


class IllegalOperationError(WbemError):
    """The operation is never allowed on this kind of object."""

    status = WbemStatus.WBEM_E_ILLEGAL_OPERATION


class IllegalNullError(WbemError):
    """NULL where a value is required."""

    status = WbemStatus.WBEM_E_ILLEGAL_NULL


class ReadOnlyError(WbemError):
    """The property cannot be written."""

    status = WbemStatus.WBEM_E_READ_ONLY


class ProviderNotCapableError(WbemError):
    """The provider does not offer this operation."""

    status = WbemStatus.WBEM_E_PROVIDER_NOT_CAPABLE


class InvalidMethodError(WbemError):
    """The class has no such method."""

    status = WbemStatus.WBEM_E_INVALID_METHOD


class InvalidMethodParametersError(WbemError):
    """The input parameters do not fit the method."""

    status = WbemStatus.WBEM_E_INVALID_METHOD_PARAMETERS


class InvalidPropertyError(WbemError):
    """The class has no such property."""

    status = WbemStatus.WBEM_E_INVALID_PROPERTY


class CallCancelledError(WbemError):
    """The caller no longer wants the answer."""

    status = WbemStatus.WBEM_E_CALL_CANCELLED


class UnsupportedParameterError(WbemError):
    """The provider cannot do it with these parameters; simpler ones may work."""

    status = WbemStatus.WBEM_E_UNSUPPORTED_PARAMETER


class InvalidObjectPathError(WbemError):
    """The object path is malformed or does not fit its class."""

    status = WbemStatus.WBEM_E_INVALID_OBJECT_PATH


class QuotaViolationError(WbemError):
    """A limit of the server was reached."""

    status = WbemStatus.WBEM_E_QUOTA_VIOLATION


class TimedOutError(WbemError):
    """The deadline passed; the message names the stage and the culprit."""

    status = WbemStatus.WBEM_E_TIMED_OUT


class NoKeyError(WbemError):
    """An instance of a class with neither key nor singleton cannot be stored."""

    status = WbemStatus.WBEM_E_NO_KEY


class DatabaseVersionError(WbemError):
    """The repository was written by another version."""

    status = WbemStatus.WBEM_E_DATABASE_VER_MISMATCH


class InvalidQueryTypeError(WbemError):
    """The query language is not WQL."""

    status = WbemStatus.WBEM_E_INVALID_QUERY_TYPE


class QueryError(WbemError):
    """A query text is wrong.

    Attributes:
        position: 0-based character offset of the offending token, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        position: int | None = None,
        hresult: int | None = None,
        where: str = "",
        next_step: str = "",
    ) -> None:
        super().__init__(message, hresult=hresult, where=where, next_step=next_step)
        self.position = position


class InvalidQueryError(QueryError):
    """A data, schema or association query is wrong."""

    status = WbemStatus.WBEM_E_INVALID_QUERY


class UnparsableQueryError(QueryError):
    """An event query is wrong."""

    status = WbemStatus.WBEM_E_UNPARSABLE_QUERY


class MofError(WbemError):
    """One error in a MOF text.

    Attributes:
        file: Name of the file, as given by whoever compiled it.
        line: 1-based line of the offending token.
        column: 1-based column of the offending token.
        excerpt: The source line, or empty.
    """

    status = WbemStatus.WBEMMOF_E_UNRECOGNIZED_TOKEN

    def __init__(
        self,
        message: str,
        *,
        hresult: int | None = None,
        file: str = "<text>",
        line: int = 0,
        column: int = 0,
        excerpt: str = "",
        next_step: str = "",
    ) -> None:
        super().__init__(message, hresult=hresult, where=f"{file}:{line}:{column}", next_step=next_step)
        self.file = file
        self.line = line
        self.column = column
        self.excerpt = excerpt
