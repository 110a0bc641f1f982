# SPDX-License-Identifier: Apache-2.0
"""The method of ../raw/methprov.py with the Provider Framework."""

from openwmi.provider.framework import CInstance, Provider

WBEM_S_NO_ERROR = 0
WBEM_E_INVALID_METHOD = 0x8004102E


class MethProv(Provider):
    def ExecMethod(
        self,
        instance: CInstance,
        method: str,
        in_parameters: CInstance | None,
        out_parameters: CInstance | None,
        flags: int = 0,
    ) -> int:
        if method != "Echo" or in_parameters is None or out_parameters is None:
            return WBEM_E_INVALID_METHOD
        _, text = in_parameters.GetCHString("sInArg")
        out_parameters.SetCHString("sOutArg", text or "")
        out_parameters.SetDWORD("ReturnValue", len(text or ""))
        return WBEM_S_NO_ERROR


methods = MethProv("MethProvSamp", "root\\acme")
