# SPDX-License-Identifier: Apache-2.0
"""ProviderVirtuals: what a framework provider may override, and which flags get there."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, Final, TypeAlias

from openwmi.errors import WbemStatus
from openwmi.provider.framework.cinstance import CInstance
from openwmi.provider.framework.methodcontext import MethodContext
from openwmi.provider.framework.query import CFrameworkQuery

Answer: TypeAlias = int | None
"""An HRESULT, or None for success."""

DEFAULT_NAMESPACE: Final = "root\\cimv2"

NOT_CAPABLE: Final = int(WbemStatus.WBEM_E_PROVIDER_NOT_CAPABLE)

_DEEP_SHALLOW: Final = 0x1
_PROTOTYPE: Final = 0x2
_RETURN_IMMEDIATELY: Final = 0x10
_FORWARD_ONLY: Final = 0x20
_ENSURE_LOCATABLE: Final = 0x100
_USE_AMENDED_QUALIFIERS: Final = 0x20000

HANDLED_FLAGS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "PutInstance": _RETURN_IMMEDIATELY,
        "DeleteInstance": _RETURN_IMMEDIATELY,
        "GetObject": _RETURN_IMMEDIATELY | _USE_AMENDED_QUALIFIERS,
        "EnumerateInstances": _DEEP_SHALLOW | _RETURN_IMMEDIATELY | _FORWARD_ONLY | _USE_AMENDED_QUALIFIERS,
        "ExecQuery": (_ENSURE_LOCATABLE | _FORWARD_ONLY | _RETURN_IMMEDIATELY | _PROTOTYPE | _USE_AMENDED_QUALIFIERS),
        "ExecMethod": _RETURN_IMMEDIATELY,
    }
)
"""What is taken out of the flags before a provider sees them. Spec: framework.md §2.3."""


class ProviderVirtuals:
    """Serves one class. What is not overridden answers WBEM_E_PROVIDER_NOT_CAPABLE.

    A method returns an HRESULT, or nothing for success, or raises.

    Attributes:
        partial_put: Set this in a class whose PutInstance looks at the `__PUT_EXT` values of the context. Others are
            not called for partial puts.

    Spec: framework.md §2.
    """

    PutInstanceFlags: ClassVar[int] = 0x3
    DeletionFlags: ClassVar[int] = 0
    GetObjFlags: ClassVar[int] = 0
    EnumerationFlags: ClassVar[int] = 0
    QueryFlags: ClassVar[int] = 0
    MethodFlags: ClassVar[int] = 0

    partial_put: ClassVar[bool] = False

    def __init__(self, name: str = "", namespace: str | None = None) -> None:
        r"""Make the provider of a class.

        Args:
            name: The CIM class; empty for the name of the Python class.
            namespace: Where; None for `root\cimv2`.
        """
        self._name = name or type(self).__name__
        self._namespace = (namespace or DEFAULT_NAMESPACE).replace("/", "\\")

    def GetProviderName(self) -> str:
        """Return the name of the class served."""
        return self._name

    def GetNamespace(self) -> str:
        """Return the namespace of the class served."""
        return self._namespace

    def PutInstance(self, instance: CInstance, flags: int = 0) -> Answer:
        """Create or update an instance; whether it exists is for this method to find out.

        Args:
            instance: As it shall be.
            flags: 0, WBEM_FLAG_UPDATE_ONLY 1 or WBEM_FLAG_CREATE_ONLY 2.
        """
        return NOT_CAPABLE

    def DeleteInstance(self, instance: CInstance, flags: int = 0) -> Answer:
        """Delete the instance with these keys, or answer WBEM_E_NOT_FOUND."""
        return NOT_CAPABLE

    def GetObject(self, instance: CInstance, flags: int = 0) -> Answer:
        """Fill in the instance with these keys, or answer WBEM_E_NOT_FOUND.

        An override may take a third argument, a CFrameworkQuery that tells which properties are needed.
        """
        return NOT_CAPABLE

    def EnumerateInstances(self, context: MethodContext, flags: int = 0) -> Answer:
        """Create, fill and commit every instance of exactly this class."""
        return NOT_CAPABLE

    def ExecQuery(self, context: MethodContext, query: CFrameworkQuery, flags: int = 0) -> Answer:
        """Commit at least the instances that match.

        WBEM_E_PROVIDER_NOT_CAPABLE or WBEM_E_NOT_SUPPORTED before the first of them: enumerate instead.
        """
        return NOT_CAPABLE

    def ExecMethod(
        self,
        instance: CInstance,
        method: str,
        in_parameters: CInstance | None,
        out_parameters: CInstance | None,
        flags: int = 0,
    ) -> Answer:
        """Call a method: set the out parameters and, unless the method is void, ReturnValue.

        Args:
            instance: With its keys; blank for a static method.
            method: The name.
            in_parameters: None when the method takes none.
            out_parameters: To be filled; None when the method gives nothing back.
            flags: To be ignored.
        """
        return NOT_CAPABLE

    def Flush(self) -> Answer:
        """Drop what is cached; it is built again when it is needed."""
        return int(WbemStatus.WBEM_S_NO_ERROR)

    def ValidateFlags(self, flags: int, acceptable: int) -> int:
        """Return WBEM_S_NO_ERROR when all flags are acceptable, else WBEM_E_UNSUPPORTED_PARAMETER."""
        unknown = flags & ~acceptable
        return int(WbemStatus.WBEM_E_UNSUPPORTED_PARAMETER if unknown else WbemStatus.WBEM_S_NO_ERROR)

    def ValidatePutInstanceFlags(self, flags: int) -> int:
        """Check the flags of PutInstance; override to accept other ones, as with its siblings."""
        return self.ValidateFlags(flags, self.PutInstanceFlags)

    def ValidateDeletionFlags(self, flags: int) -> int:
        """Check the flags of DeleteInstance."""
        return self.ValidateFlags(flags, self.DeletionFlags)

    def ValidateGetObjFlags(self, flags: int) -> int:
        """Check the flags of GetObject."""
        return self.ValidateFlags(flags, self.GetObjFlags)

    def ValidateEnumerationFlags(self, flags: int) -> int:
        """Check the flags of EnumerateInstances."""
        return self.ValidateFlags(flags, self.EnumerationFlags)

    def ValidateQueryFlags(self, flags: int) -> int:
        """Check the flags of ExecQuery."""
        return self.ValidateFlags(flags, self.QueryFlags)

    def ValidateMethodFlags(self, flags: int) -> int:
        """Check the flags of ExecMethod."""
        return self.ValidateFlags(flags, self.MethodFlags)
