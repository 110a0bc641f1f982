# SPDX-License-Identifier: Apache-2.0
"""CInstance: one object with typed accessors that answer True or False.

What C++ gets through an out parameter comes back beside the answer: `is_read, name = instance.GetCHString("Name")`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, TypeVar

from openwmi.errors import InvalidOperationError, WbemError
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.cimobject import CimObject
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.instance import Instance
from openwmi.model.values import CimValue
from openwmi.provider.framework.methodcontext import MethodContext
from openwmi.provider.framework.wbemtime import WBEMTime
from openwmi.provider.framework.wbemtimespan import WBEMTimeSpan

T = TypeVar("T")

_LOG: Final = logging.getLogger("openwmi.provider.framework")

_BOOLEAN: Final = frozenset({CimType.CIM_BOOLEAN})
_BYTE: Final = frozenset({CimType.CIM_UINT8})
_INT16: Final = frozenset({CimType.CIM_SINT16})
_WORDS: Final = frozenset({CimType.CIM_UINT16, CimType.CIM_SINT32, CimType.CIM_UINT32})
_INT64: Final = frozenset({CimType.CIM_SINT64, CimType.CIM_UINT64})
_DOUBLE: Final = frozenset({CimType.CIM_REAL64})
_DATETIME: Final = frozenset({CimType.CIM_DATETIME})
_OBJECT: Final = frozenset({CimType.CIM_OBJECT})
_STRING: Final = frozenset({CimType.CIM_STRING})
_TEXT: Final = _STRING | _INT64 | _DOUBLE | _DATETIME | {CimType.CIM_REFERENCE}
_CHARACTERS: Final = frozenset({CimType.CIM_STRING, CimType.CIM_REFERENCE})
_ANY: Final = frozenset(CimType)


class CInstance:
    """One object and the call it belongs to.

    A getter answers False when there is no such property or the property has a type it does not take. A setter
    answers False also when the value does not fit. The cause is logged, and the object stays as it was.

    Spec: framework.md §3.
    Choice: a getter of a NULL property answers True and None, so that NULL cannot be taken for 0 or "".
    """

    def __init__(self, instance: Instance, context: MethodContext | None = None) -> None:
        self._instance: Instance | None = instance
        self._context = context

    def GetClassObjectInterface(self) -> Instance:
        """Return the object inside.

        Raises:
            InvalidOperationError: It was committed, and belongs to the client now.
        """
        if self._instance is None:
            raise InvalidOperationError(
                "this CInstance was committed", next_step="make a new one with CreateNewInstance for the next object"
            )
        return self._instance

    def GetMethodContext(self) -> MethodContext | None:
        """Return the call it belongs to."""
        return self._context

    def Commit(self) -> int:
        """Send a copy to the client; the object can be used again.

        Returns:
            WBEM_S_NO_ERROR, or a failure upon which the provider should stop.
        """
        return self._send(self.GetClassObjectInterface().clone())

    def release(self) -> int:
        """Send the object itself to the client, after which it cannot be used any more; returns as `Commit`."""
        instance, self._instance = self.GetClassObjectInterface(), None
        return self._send(instance)

    def _send(self, instance: Instance) -> int:
        if self._context is None:
            raise InvalidOperationError("this CInstance belongs to no call")
        return self._context.commit(instance)

    def GetStatus(self, name: str) -> tuple[bool, bool, int]:
        """Return whether the question could be answered, whether the property exists, and its CIMTYPE number."""
        spec = self._spec(name)
        return True, spec is not None, spec.code if spec is not None else int(CimType.CIM_EMPTY)

    def IsNull(self, name: str) -> bool:
        """Tell whether a property is NULL; one that does not exist is."""
        return self.GetClassObjectInterface().get(name) is None

    def SetNull(self, name: str) -> bool:
        """Set a property to NULL."""
        return self._write(name, None, _ANY, is_array=None)

    def Getbool(self, name: str) -> tuple[bool, bool | None]:
        """Read a boolean."""
        return self._read(name, _BOOLEAN, bool)

    def Setbool(self, name: str, value: bool) -> bool:
        """Write a boolean."""
        return self._write(name, value, _BOOLEAN)

    def GetByte(self, name: str) -> tuple[bool, int | None]:
        """Read a uint8."""
        return self._read(name, _BYTE, int)

    def SetByte(self, name: str, value: int) -> bool:
        """Write a uint8."""
        return self._write(name, value, _BYTE)

    def GetWORD(self, name: str) -> tuple[bool, int | None]:
        """Read a uint16, sint32 or uint32."""
        return self._read(name, _WORDS, int)

    def SetWORD(self, name: str, value: int) -> bool:
        """Write a uint16, sint32 or uint32."""
        return self._write(name, value, _WORDS)

    def GetDWORD(self, name: str) -> tuple[bool, int | None]:
        """Read a uint16, sint32 or uint32."""
        return self._read(name, _WORDS, int)

    def SetDWORD(self, name: str, value: int) -> bool:
        """Write a uint16, sint32 or uint32."""
        return self._write(name, value, _WORDS)

    def GetWBEMINT16(self, name: str) -> tuple[bool, int | None]:
        """Read a sint16."""
        return self._read(name, _INT16, int)

    def SetWBEMINT16(self, name: str, value: int) -> bool:
        """Write a sint16."""
        return self._write(name, value, _INT16)

    def GetWBEMINT64(self, name: str) -> tuple[bool, int | None]:
        """Read a sint64 or uint64."""
        return self._read(name, _INT64, int)

    def SetWBEMINT64(self, name: str, value: int | str) -> bool:
        """Write a sint64 or uint64, as number or as decimal text."""
        return self._write(name, value, _INT64)

    def GetDOUBLE(self, name: str) -> tuple[bool, float | None]:
        """Read a real64."""
        return self._read(name, _DOUBLE, float)

    def SetDOUBLE(self, name: str, value: float) -> bool:
        """Write a real64."""
        return self._write(name, value, _DOUBLE)

    def GetCHString(self, name: str) -> tuple[bool, str | None]:
        """Read a string, reference or datetime, or the text of a 64-bit number."""
        return self._read(name, _TEXT, str)

    def SetCHString(self, name: str, value: str) -> bool:
        """Write a string, reference, datetime or 64-bit number from its text."""
        return self._write(name, str(value), _TEXT)

    def GetWCHAR(self, name: str) -> tuple[bool, str | None]:
        """Read as `GetCHString`."""
        return self.GetCHString(name)

    def SetWCHARSplat(self, name: str, value: str) -> bool:
        """Write as `SetCHString`."""
        return self.SetCHString(name, value)

    def SetCharSplat(self, name: str, value: str | bytes) -> bool:
        """Write a string or reference, wide or as UTF-8."""
        text = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
        return self._write(name, text, _CHARACTERS)

    def GetDateTime(self, name: str) -> tuple[bool, WBEMTime | None]:
        """Read a point in time."""
        return self._read(name, _DATETIME, WBEMTime)

    def SetDateTime(self, name: str, value: WBEMTime | datetime) -> bool:
        """Write a point in time."""
        return self._write(name, WBEMTime(value).GetBSTR(), _DATETIME, is_null_wrong=True)

    def GetTimeSpan(self, name: str) -> tuple[bool, WBEMTimeSpan | None]:
        """Read an interval."""
        return self._read(name, _DATETIME, WBEMTimeSpan)

    def SetTimeSpan(self, name: str, value: WBEMTimeSpan | timedelta) -> bool:
        """Write an interval."""
        return self._write(name, WBEMTimeSpan(value).GetBSTR(), _DATETIME, is_null_wrong=True)

    def GetEmbeddedObject(self, name: str) -> tuple[bool, CInstance | None]:
        """Read an embedded instance."""
        is_read, value = self._get(name, _OBJECT, is_array=False)
        if value is not None and not isinstance(value, Instance):
            return self._no(f"{name} holds no instance"), None
        return is_read, None if value is None else CInstance(value, self._context)

    def SetEmbeddedObject(self, name: str, value: CInstance) -> bool:
        """Write an embedded instance; it is copied."""
        return self._write(name, value.GetClassObjectInterface().clone(), _OBJECT)

    def GetStringArray(self, name: str) -> tuple[bool, list[str] | None]:
        """Read an array of strings."""
        is_read, value = self._get(name, _STRING, is_array=True)
        return is_read, [str(element) for element in value] if isinstance(value, list) else None

    def SetStringArray(self, name: str, value: list[str]) -> bool:
        """Write an array of strings."""
        return self._write(name, list(value), _STRING, is_array=True)

    def GetVariant(self, name: str) -> tuple[bool, CimValue]:
        """Read a property of any type."""
        return self._get(name, _ANY, is_array=None)

    def SetVariant(self, name: str, value: object) -> bool:
        """Write a property of any type."""
        return self._write(name, value, _ANY, is_array=None)

    def _spec(self, name: str) -> TypeSpec | None:
        layout = self.GetClassObjectInterface().layout
        slot = layout.slots.get(name.lower())
        return None if slot is None else layout.types[slot]

    def _takes(self, name: str, accepted: frozenset[CimType], is_array: bool | None) -> bool:
        """Tell whether a property exists and has an accepted type; log what is wrong."""
        spec = self._spec(name)
        if spec is None:
            return self._no(f"there is no property {name[:64]}")
        if spec.cimtype not in accepted or is_array not in {None, spec.is_array}:
            return self._no(f"{name} is {spec}")
        return True

    def _get(self, name: str, accepted: frozenset[CimType], is_array: bool | None) -> tuple[bool, CimValue]:
        if not self._takes(name, accepted, is_array):
            return False, None
        return True, self.GetClassObjectInterface()[name]

    def _read(self, name: str, accepted: frozenset[CimType], convert: Callable[[str], T]) -> tuple[bool, T | None]:
        is_read, value = self._get(name, accepted, is_array=False)
        if not is_read or value is None or isinstance(value, (CimObject, list)):
            return is_read, None
        # Each accessor converts from the one Python type that its CIM types are stored in.
        return True, convert(value)  # type: ignore[arg-type]

    def _write(
        self,
        name: str,
        value: object,
        accepted: frozenset[CimType],
        *,
        is_array: bool | None = False,
        is_null_wrong: bool = False,
    ) -> bool:
        if not self._takes(name, accepted, is_array):
            return False
        if value is None and is_null_wrong:
            return self._no(f"{name}: the time is not valid")
        try:
            self.GetClassObjectInterface()[name] = CimDatetime(value) if is_null_wrong else value  # type: ignore[arg-type]
        except WbemError as error:
            return self._no(error.message)
        return True

    def _no(self, why: str) -> bool:
        _LOG.warning("%s: %s", self.GetClassObjectInterface().class_name, why)
        return False
