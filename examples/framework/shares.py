# SPDX-License-Identifier: Apache-2.0
"""A framework provider with everything it can have: get, enumerate, query, put, delete, and a method."""

from openwmi.provider.framework import CFrameworkQuery, CInstance, MethodContext, Provider

WBEM_S_NO_ERROR = 0
WBEM_E_NOT_FOUND = 0x80041002
WBEM_E_ALREADY_EXISTS = 0x80041019
WBEM_E_PROVIDER_NOT_CAPABLE = 0x80041024
WBEM_E_INVALID_METHOD = 0x8004102E
WBEM_FLAG_UPDATE_ONLY, WBEM_FLAG_CREATE_ONLY = 1, 2

SHARES = {"pub": ("/srv/pub", 10), "home": ("/home", None)}


class Shares(Provider):
    def EnumerateInstances(self, context: MethodContext, flags: int = 0) -> int:
        return self._commit(list(SHARES), context)

    def ExecQuery(self, context: MethodContext, query: CFrameworkQuery, flags: int = 0) -> int:
        names = query.GetValuesForProp("Name")
        if not names:
            return WBEM_E_PROVIDER_NOT_CAPABLE  # nothing to be gained: the core enumerates
        return self._commit([name.lower() for name in names if name.lower() in SHARES], context)

    def GetObject(self, instance: CInstance, flags: int = 0, query: CFrameworkQuery | None = None) -> int:
        return self._fill(instance) if name_of(instance) in SHARES else WBEM_E_NOT_FOUND

    def PutInstance(self, instance: CInstance, flags: int = 0) -> int:
        exists = name_of(instance) in SHARES
        if exists and flags == WBEM_FLAG_CREATE_ONLY:
            return WBEM_E_ALREADY_EXISTS
        if not exists and flags == WBEM_FLAG_UPDATE_ONLY:
            return WBEM_E_NOT_FOUND
        _, path = instance.GetCHString("Path")
        _, limit = instance.GetDWORD("MaximumAllowed")
        SHARES[name_of(instance)] = (path or "/", limit)
        return WBEM_S_NO_ERROR

    def DeleteInstance(self, instance: CInstance, flags: int = 0) -> int:
        return WBEM_E_NOT_FOUND if SHARES.pop(name_of(instance), None) is None else WBEM_S_NO_ERROR

    def ExecMethod(
        self,
        instance: CInstance,
        method: str,
        in_parameters: CInstance | None,
        out_parameters: CInstance | None,
        flags: int = 0,
    ) -> int:
        if method != "Rename" or in_parameters is None or out_parameters is None:
            return WBEM_E_INVALID_METHOD
        old, limit = SHARES[name_of(instance)]
        _, new = in_parameters.GetCHString("NewPath")
        out_parameters.SetCHString("OldPath", old)
        out_parameters.SetDWORD("ReturnValue", 0 if new else 1)
        SHARES[name_of(instance)] = (new or old, limit)
        return WBEM_S_NO_ERROR

    def _commit(self, names: list[str], context: MethodContext) -> int:
        for name in names:
            share = self.CreateNewInstance(context)
            share.SetCHString("Name", name)
            self._fill(share)
            hresult = self.Commit(share)
            if hresult != WBEM_S_NO_ERROR:
                return hresult
        return WBEM_S_NO_ERROR

    def _fill(self, share: CInstance) -> int:
        path, limit = SHARES[name_of(share)]
        share.SetCHString("Path", path)
        if limit is not None:
            share.SetDWORD("MaximumAllowed", limit)
        self.SetCreationClassName(share)
        return WBEM_S_NO_ERROR


def name_of(share: CInstance) -> str:
    _, name = share.GetCHString("Name")
    return (name or "").lower()


shares = Shares("Acme_Share", "root\\acme")
