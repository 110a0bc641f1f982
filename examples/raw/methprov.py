# SPDX-License-Identifier: Apache-2.0
"""A method of a provider with the published interfaces: Echo gives its argument back, and the length of it."""

from openwmi.model.cimclass import ClassDefinition
from openwmi.model.instance import Instance
from openwmi.provider.wbemprov import (
    WBEM_S_INITIALIZED,
    WBEM_S_NO_ERROR,
    WBEM_STATUS_COMPLETE,
    IWbemContext,
    IWbemObjectSink,
    IWbemProviderInit,
    IWbemProviderInitSink,
    IWbemServices,
    WbemNamespace,
)

WBEM_E_INVALID_PARAMETER = 0x80041008


class MethProv(IWbemProviderInit, IWbemServices):
    def Initialize(
        self,
        user: str | None,
        flags: int,
        namespace: str,
        locale: str | None,
        services: WbemNamespace,
        context: IWbemContext,
        init_sink: IWbemProviderInitSink,
    ) -> int:
        self._services = services
        return init_sink.SetStatus(WBEM_S_INITIALIZED)

    def ExecMethodAsync(
        self,
        path: str,
        method: str,
        flags: int,
        context: IWbemContext,
        in_parameters: Instance | None,
        sink: IWbemObjectSink,
    ) -> int:
        cim_class = self._services.GetObject(path, 0, context)
        if method.lower() != "echo" or in_parameters is None or not isinstance(cim_class, ClassDefinition):
            return WBEM_E_INVALID_PARAMETER
        signature = cim_class.methods[method].out_parameters
        assert signature is not None  # noqa: S101 - as the MOF says
        out = signature.spawn_instance()
        text = str(in_parameters["sInArg"] or "")
        out["sOutArg"], out["ReturnValue"] = text, len(text)
        sink.Indicate([out])
        return sink.SetStatus(WBEM_STATUS_COMPLETE, WBEM_S_NO_ERROR)
