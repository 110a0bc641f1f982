# SPDX-License-Identifier: Apache-2.0
"""The instances of ../raw/instprov.py with the Provider Framework."""

from openwmi.provider.framework import CInstance, MethodContext, Provider

WBEM_S_NO_ERROR = 0
WBEM_E_NOT_FOUND = 0x80041002

VALUES = {"a": 1, "b": 2, "c": 3}


class InstProv(Provider):
    def EnumerateInstances(self, context: MethodContext, flags: int = 0) -> int:
        for key, value in VALUES.items():
            instance = self.CreateNewInstance(context)
            instance.SetCHString("MyKey", key)
            instance.SetDWORD("MyValue", value)
            hresult = self.Commit(instance)
            if hresult != WBEM_S_NO_ERROR:
                return hresult
        return WBEM_S_NO_ERROR

    def GetObject(self, instance: CInstance, flags: int = 0) -> int:
        _, key = instance.GetCHString("MyKey")
        value = VALUES.get((key or "").lower())
        if value is None:
            return WBEM_E_NOT_FOUND
        instance.SetDWORD("MyValue", value)
        return WBEM_S_NO_ERROR


instances = InstProv("InstProvSamp", "root\\acme")
