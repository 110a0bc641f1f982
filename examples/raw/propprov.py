# SPDX-License-Identifier: Apache-2.0
"""Properties of a stored instance from a provider with the published interfaces."""

from openwmi.provider.wbemprov import WBEM_S_NO_ERROR, IWbemPropertyProvider, IWbemProviderInit


class PropProv(IWbemProviderInit, IWbemPropertyProvider):
    def GetProperty(
        self,
        flags: int,
        locale: str | None,
        class_mapping: str | None,
        instance_mapping: str | None,
        property_mapping: str | None,
    ) -> tuple[int, object]:
        if (property_mapping or "").lower() == "givemeanumber!":
            return WBEM_S_NO_ERROR, 27
        return WBEM_S_NO_ERROR, "Hello World"
