# SPDX-License-Identifier: Apache-2.0
"""The interfaces that a provider may have beside IWbemProviderInit and IWbemServices; see wbemprov."""

from __future__ import annotations

from typing import Final, TypeAlias

from openwmi.errors import WbemStatus
from openwmi.model.instance import Instance
from openwmi.provider.wbemnamespace import IWbemContext

Answer: TypeAlias = int | None
"""An HRESULT, or None for success."""

_NOT_CAPABLE: Final = int(WbemStatus.WBEM_E_PROVIDER_NOT_CAPABLE)


class IWbemPropertyProvider:
    """For providers of single properties of stored instances.

    The mappings are the texts of the qualifiers ClassContext, InstanceContext and PropertyContext, or None.

    Spec: provider-model.md §11.
    """

    def GetProperty(
        self,
        flags: int,
        locale: str | None,
        class_mapping: str | None,
        instance_mapping: str | None,
        property_mapping: str | None,
    ) -> tuple[int, object]:
        """Return an HRESULT and the value."""
        return _NOT_CAPABLE, None

    def PutProperty(
        self,
        flags: int,
        locale: str | None,
        class_mapping: str | None,
        instance_mapping: str | None,
        property_mapping: str | None,
        value: object,
    ) -> Answer:
        """Set the value; WBEM_S_FALSE says that this was not possible."""
        return _NOT_CAPABLE


class IWbemProviderIdentity:
    """For code that several registrations share.

    Spec: provider-model.md §7.
    """

    def SetRegistrationObject(self, flags: int, registration: Instance) -> Answer:
        """Learn, before Initialize, which `__Win32Provider` this object is; a code other than 0 is a failure."""
        raise NotImplementedError


class IWbemShutdown:
    """For providers that want to know when they are not needed any more.

    Spec: provider-model.md §8.
    """

    def Shutdown(self, reason: int, max_milliseconds: int, context: IWbemContext | None) -> Answer:
        """Let go of everything; the parameters are reserved: 0, 0, None."""
        raise NotImplementedError
