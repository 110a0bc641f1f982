# SPDX-License-Identifier: Apache-2.0
"""Authorization: which right each operation takes, and whether the caller has it.

Spec: reentrancy-and-security.md §4.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from openwmi.dispatch.flags import check_flags
from openwmi.dispatch.namespacesecurity import check_private, rights_of
from openwmi.dispatch.view import NamespaceView
from openwmi.errors import AccessDeniedError
from openwmi.model.cimclass import ClassDefinition
from openwmi.security.audit import record_access
from openwmi.security.identity import Identity
from openwmi.security.rights import (
    WBEM_ENABLE,
    WBEM_FULL_WRITE_REP,
    WBEM_METHOD_EXECUTE,
    WBEM_PARTIAL_WRITE_REP,
    WBEM_REMOTE_ACCESS,
    WBEM_WRITE_PROVIDER,
    WRITE_DAC,
    names_of,
)

RIGHTS_HOLD_S: Final = 1.0
"""How long the rights of a connection are remembered. Choice: a change holds for open connections after a second."""

_DESCRIPTOR_CLASS: Final = "__thisnamespace"
_SECURITY_CLASS: Final = "__systemsecurity"

ENABLE: Final = (WBEM_ENABLE,)

OPERATION_RIGHTS: Final[Mapping[str, tuple[int, ...]]] = MappingProxyType(
    {
        "Connect": ENABLE,
        "GetObject": ENABLE,
        "CreateClassEnum": ENABLE,
        "CreateInstanceEnum": ENABLE,
        "ExecQuery": ENABLE,
        "PutClass": (WBEM_FULL_WRITE_REP,),
        "DeleteClass": (WBEM_FULL_WRITE_REP,),
    }
)
"""Operation -> the rights of which the caller needs one, for operations that ask for the same of every class.

Choice: classes take WBEM_FULL_WRITE_REP whether they are dynamic or not, for anybody could name any provider in one.
"""


def rights_needed(operation: str, cim_class: ClassDefinition | None) -> tuple[int, ...]:
    """Return the rights of which a caller needs one.

    Args:
        operation: As in OPERATION_RIGHTS, `PutInstance`, `DeleteInstance` or `ExecMethod`.
        cim_class: Whose instance it is about; None for other operations and for classes that do not exist.
    """
    fixed = OPERATION_RIGHTS.get(operation)
    if fixed is not None:
        return fixed
    return _BY_CLASS[operation](cim_class)


def _to_write(cim_class: ClassDefinition | None) -> tuple[int, ...]:
    if cim_class is None or cim_class.is_a(_DESCRIPTOR_CLASS):
        return (WRITE_DAC,) if cim_class is not None else ENABLE
    if _is_of_the_system(cim_class):
        return (WBEM_FULL_WRITE_REP,)
    return (WBEM_WRITE_PROVIDER,) if cim_class.is_dynamic else (WBEM_PARTIAL_WRITE_REP, WBEM_FULL_WRITE_REP)


def _to_call(cim_class: ClassDefinition | None) -> tuple[int, ...]:
    # The methods of this class ask for rights of their own.
    is_own = cim_class is not None and cim_class.is_a(_SECURITY_CLASS)
    return ENABLE if is_own else (WBEM_METHOD_EXECUTE,)


_BY_CLASS: Final[Mapping[str, Callable[[ClassDefinition | None], tuple[int, ...]]]] = MappingProxyType(
    {"PutInstance": _to_write, "DeleteInstance": _to_write, "ExecMethod": _to_call}
)


def _is_of_the_system(cim_class: ClassDefinition) -> bool:
    link: ClassDefinition | None = cim_class
    while link is not None:
        if link.name.startswith("__"):
            return True
        link = link.parent
    return False


class Authorization:
    """What one caller may do in one namespace."""

    def __init__(self, view: NamespaceView, caller: Identity, clock: Callable[[], float] = time.monotonic) -> None:
        """Admit a caller to a namespace.

        Raises:
            AccessDeniedError: It may not even connect.
        """
        self._view = view
        self._caller = caller
        self._clock = clock
        self._rights = 0
        self._read_at: float | None = None
        self.require("Connect")

    def admit(self, operation: str, flags: int, class_name: str | None = None) -> None:
        """Return when an operation may go on.

        Args:
            operation: Of IWbemServices.
            flags: WBEM_FLAG_ bits.
            class_name: Of the instance to write, or of the method to call.

        Raises:
            InvalidParameterError: Flags that it has not.
            AccessDeniedError: The caller lacks the right.
        """
        check_flags(operation, flags)
        self.require(operation, class_name)

    def require(self, operation: str, class_name: str | None = None) -> None:
        """Return when the caller has the right that an operation takes.

        Raises:
            AccessDeniedError: It has not.
        """
        cim_class = self._view.classes.find_class(class_name) if class_name else None
        needed = rights_needed(operation, cim_class)
        also = WBEM_REMOTE_ACCESS if self._caller.is_remote else 0
        granted = self._granted()
        is_granted = any(not (right | also) & ~granted for right in needed)
        record_access(self._caller, operation, self._view.namespace, class_name or "", is_granted=is_granted)
        if is_granted:
            return
        wanted = names_of(needed[0] | also)
        raise AccessDeniedError(
            f"{self._caller.name or 'an anonymous caller'} may not {operation}"
            f"{f' {class_name}' if class_name else ''} in {self._view.namespace}: that takes {wanted}",
            where=self._view.namespace,
            next_step=f"let an administrator grant it with __SystemSecurity.SetSD of {self._view.namespace}",
        )

    def _granted(self) -> int:
        now = self._clock()
        if self._read_at is None or now - self._read_at > RIGHTS_HOLD_S:
            check_private(self._view.repository, self._view.namespace, self._caller)
            self._rights = rights_of(self._view.repository, self._view.namespace, self._caller)
            self._read_at = now
        return self._rights
