# SPDX-License-Identifier: Apache-2.0
"""Provider: what an author of a framework provider derives from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from openwmi.errors import InvalidOperationError
from openwmi.model.instance import Instance
from openwmi.provider.framework.cinstance import CInstance
from openwmi.provider.framework.contract import FrameworkProvider
from openwmi.provider.framework.methodcontext import MethodContext
from openwmi.provider.framework.virtuals import ProviderVirtuals
from openwmi.security.machine import server_name

_CREATION_CLASS_NAME: Final = "CreationClassName"


class Provider(ProviderVirtuals):
    r"""Serves one class, with the help of the framework.

    The registration names the module (`package.module` or `/path/file.py`), whose Provider objects it takes, or one
    object or class in it (`/path/file.py:name`).

    Example:
        >>> class Shares(Provider):
        ...     def EnumerateInstances(self, context, flags=0):
        ...         for name in ("pub", "home"):
        ...             share = self.CreateNewInstance(context)
        ...             share.SetCHString("Name", name)
        ...             hresult = self.Commit(share)
        ...             if hresult:
        ...                 return hresult
        >>> shares = Shares("Acme_Share", "root\\acme")

    Spec: framework.md §2.
    """

    @classmethod
    def contract_for(cls, found: Sequence[object], name: str) -> FrameworkProvider:
        """Return the provider contract that Provider objects serve together."""
        return FrameworkProvider([each for each in found if isinstance(each, ProviderVirtuals)], name)

    def CreateNewInstance(self, context: MethodContext) -> CInstance:
        """Return a new instance of the class, every property at its default.

        Raises:
            InvalidClassError: The namespace has no such class.
        """
        layout = context.class_named(self.GetProviderName()).layout
        return CInstance(Instance(layout, layout.new_row()), context)

    def Commit(self, instance: CInstance, cache: bool = False) -> int:
        """Send an instance to the client; it must not be used afterwards.

        Args:
            instance: From CreateNewInstance.
            cache: Reserved, False.

        Returns:
            WBEM_S_NO_ERROR, or a failure that the caller should return at once: the client has cancelled.

        Raises:
            InvalidOperationError: `cache`, or an instance that was committed before.
        """
        if cache:
            raise InvalidOperationError("Commit keeps nothing", next_step="leave cache at False")
        return instance.release()

    def GetLocalInstancePath(self, instance: CInstance) -> tuple[bool, str]:
        r"""Return whether all keys are set, and the path: `\\MACHINE\root\acme:Acme_Share.Name="pub"`."""
        path = instance.GetClassObjectInterface().relpath
        return path is not None, "" if path is None else self.MakeLocalPath(path)

    def MakeLocalPath(self, relative_path: str) -> str:
        """Return a relative path with machine and namespace in front; it is not checked."""
        return f"\\\\{self.GetLocalComputerName()}\\{self.GetNamespace()}:{relative_path}"

    def SetCreationClassName(self, instance: CInstance) -> bool:
        """Set the property CreationClassName to the name of the class, where there is one."""
        return instance.SetCHString(_CREATION_CLASS_NAME, self.GetProviderName())

    def GetLocalComputerName(self) -> str:
        """Return this machine's name as paths have it."""
        return server_name()
