# SPDX-License-Identifier: Apache-2.0
"""Instances from a provider with the published interfaces: enumeration, and get by path."""

from openwmi.model.cimclass import ClassDefinition
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
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

WBEM_E_NOT_FOUND = 0x80041002

VALUES = {"a": 1, "b": 2, "c": 3}


class InstProv(IWbemProviderInit, IWbemServices):
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

    def CreateInstanceEnumAsync(self, class_name: str, flags: int, context: IWbemContext, sink: IWbemObjectSink) -> int:
        for key in VALUES:
            hresult = sink.Indicate([self._instance(class_name, key, context)])
            if hresult != WBEM_S_NO_ERROR:
                return hresult
        return sink.SetStatus(WBEM_STATUS_COMPLETE, WBEM_S_NO_ERROR)

    def GetObjectAsync(self, path: str, flags: int, context: IWbemContext, sink: IWbemObjectSink) -> int:
        target = ObjectPath.parse(path)
        wanted = str(target.key("MyKey")).lower()
        if wanted not in VALUES:
            return sink.SetStatus(WBEM_STATUS_COMPLETE, WBEM_E_NOT_FOUND)
        sink.Indicate([self._instance(target.class_name, wanted, context)])
        return sink.SetStatus(WBEM_STATUS_COMPLETE, WBEM_S_NO_ERROR)

    def _instance(self, class_name: str, key: str, context: IWbemContext) -> Instance:
        cim_class = self._services.GetObject(class_name, 0, context)
        assert isinstance(cim_class, ClassDefinition)  # noqa: S101 - the path names a class
        instance = cim_class.spawn_instance()
        instance["MyKey"], instance["MyValue"] = key, VALUES[key]
        return instance
