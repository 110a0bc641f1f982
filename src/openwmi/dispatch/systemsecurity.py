# SPDX-License-Identifier: Apache-2.0
"""SystemSecurity: the methods of `__SystemSecurity`, which the core answers itself.

They tell their failures in ReturnValue: the first three as an HRESULT, the two with an object as a small number.

Spec: reentrancy-and-security.md §4 (`__SystemSecurity`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from openwmi.dispatch.namespacesecurity import effective_descriptor, rights_of, store_descriptor
from openwmi.dispatch.view import NamespaceView
from openwmi.errors import InvalidObjectError, InvalidParameterError, WbemError, WbemStatus
from openwmi.model.cimclass import Method
from openwmi.model.instance import Instance
from openwmi.model.values import CimValue
from openwmi.provider.context import CallContext
from openwmi.security.descriptor import SE_SELF_RELATIVE, Ace, Acl, SecurityDescriptor
from openwmi.security.rights import READ_CONTROL, WRITE_DAC
from openwmi.security.sid import Sid

CLASS_NAME: Final = "__SystemSecurity"

_OK: Final = 0
_ACCESS_DENIED: Final = 2
_PRIVILEGE_NOT_HELD: Final = 9
_BAD_PARAMETER: Final = 21
_MAX_ENTRIES: Final = 2048

CoreMethod: TypeAlias = Callable[[NamespaceView, CallContext, Instance | None, Instance | None], int]


def core_method(class_name: str, method_name: str) -> CoreMethod | None:
    """Return what answers a method instead of a provider, or None."""
    return _METHODS.get(method_name.lower()) if class_name.lower() == CLASS_NAME.lower() else None


def answer(
    function: CoreMethod, method: Method, inputs: Instance | None, view: NamespaceView, call: CallContext
) -> Instance | None:
    """Return the out parameters of a method that the core answers."""
    outputs = method.out_parameters.spawn_instance() if method.out_parameters is not None else None
    code = function(view, call, inputs, outputs)
    if outputs is not None:
        outputs["ReturnValue"] = code
    return outputs


def _get_sd(view: NamespaceView, call: CallContext, _: Instance | None, outputs: Instance | None) -> int:
    if not _may(READ_CONTROL, view, call):
        return WbemStatus.WBEM_E_ACCESS_DENIED
    _give(outputs, "SD", list(effective_descriptor(view.repository, view.namespace).encode()))
    return _OK


def _set_sd(view: NamespaceView, call: CallContext, inputs: Instance | None, _: Instance | None) -> int:
    if not _may(WRITE_DAC, view, call):
        return WbemStatus.WBEM_E_ACCESS_DENIED
    octets = inputs["SD"] if inputs is not None else None
    if not isinstance(octets, list):
        return WbemStatus.WBEM_E_INVALID_PARAMETER
    try:
        descriptor = SecurityDescriptor.decode(bytes(octet for octet in octets if isinstance(octet, int)))
        store_descriptor(view.repository, view.namespace, descriptor)
    except (InvalidObjectError, InvalidParameterError) as error:
        return error.hresult
    return _OK


def _get_security_descriptor(
    view: NamespaceView, call: CallContext, _: Instance | None, outputs: Instance | None
) -> int:
    if not _may(READ_CONTROL, view, call):
        return _ACCESS_DENIED
    _give(outputs, "Descriptor", _as_object(effective_descriptor(view.repository, view.namespace), view))
    return _OK


def _set_security_descriptor(
    view: NamespaceView, call: CallContext, inputs: Instance | None, _: Instance | None
) -> int:
    """Set the descriptor.

    Choice: a list of what to record is refused as a privilege nobody holds.
    """
    if not _may(WRITE_DAC, view, call):
        return _ACCESS_DENIED
    given = inputs["Descriptor"] if inputs is not None else None
    if not isinstance(given, Instance):
        return _BAD_PARAMETER
    if given["SACL"] is not None:
        return _PRIVILEGE_NOT_HELD
    try:
        store_descriptor(view.repository, view.namespace, _from_object(given))
    except WbemError:
        return _BAD_PARAMETER
    return _OK


def _get_caller_access_rights(
    view: NamespaceView, call: CallContext, _: Instance | None, outputs: Instance | None
) -> int:
    _give(outputs, "rights", rights_of(view.repository, view.namespace, call.caller))
    return _OK


def _disabled(_view: NamespaceView, _call: CallContext, _in: Instance | None, _out: Instance | None) -> int:
    return WbemStatus.WBEM_E_METHOD_DISABLED


_METHODS: Final[Mapping[str, CoreMethod]] = MappingProxyType(
    {
        "getsd": _get_sd,
        "setsd": _set_sd,
        "getsecuritydescriptor": _get_security_descriptor,
        "setsecuritydescriptor": _set_security_descriptor,
        "getcalleraccessrights": _get_caller_access_rights,
        "get9xuserlist": _disabled,
        "set9xuserlist": _disabled,
    }
)


def _may(right: int, view: NamespaceView, call: CallContext) -> bool:
    return bool(rights_of(view.repository, view.namespace, call.caller) & right)


def _give(outputs: Instance | None, name: str, value: CimValue) -> None:
    if outputs is not None:
        outputs[name] = value


def _as_object(descriptor: SecurityDescriptor, view: NamespaceView) -> Instance:
    made = view.require_class("__SecurityDescriptor").spawn_instance()
    made["ControlFlags"] = descriptor.control | SE_SELF_RELATIVE
    for name, principal in (("Owner", descriptor.owner), ("Group", descriptor.group)):
        made[name] = _trustee(principal, view) if principal is not None else None
    made["DACL"] = None if descriptor.dacl is None else [_entry(ace, view) for ace in descriptor.dacl]
    return made


def _entry(ace: Ace, view: NamespaceView) -> Instance:
    made = view.require_class("__ACE").spawn_instance()
    made["AccessMask"], made["AceFlags"], made["AceType"] = ace.mask, ace.flags, ace.kind
    made["Trustee"] = _trustee(ace.sid, view)
    return made


def _trustee(principal: Sid, view: NamespaceView) -> Instance:
    made = view.require_class("__Trustee").spawn_instance()
    made["SID"] = list(principal.encode())
    made["SidLength"] = principal.size_octets
    made["SIDString"] = str(principal)
    return made


def _from_object(given: Instance) -> SecurityDescriptor:
    control = given["ControlFlags"]
    return SecurityDescriptor(
        _principal(given["Owner"]),
        _principal(given["Group"]),
        _entries(given["DACL"]),
        None,
        control & 0xFFFF if isinstance(control, int) else 0,
    )


def _entries(given: CimValue) -> Acl | None:
    if not isinstance(given, list):
        return None
    if len(given) > _MAX_ENTRIES:
        raise InvalidParameterError(f"a list of {len(given)} entries; {_MAX_ENTRIES} are the most")
    return tuple(_ace(entry) for entry in given)


def _ace(given: object) -> Ace:
    if not isinstance(given, Instance):
        raise InvalidParameterError("an entry of the DACL is NULL")
    principal = _principal(given["Trustee"])
    numbers = [given[name] for name in ("AceType", "AceFlags", "AccessMask")]
    kind, flags, mask = (number if isinstance(number, int) else 0 for number in numbers)
    if principal is None:
        raise InvalidParameterError("an entry of the DACL has no Trustee")
    return Ace(kind, flags, mask, principal)


def _principal(given: CimValue) -> Sid | None:
    """Return whom a `__Trustee` means: by its SIDString, or by its SID."""
    if not isinstance(given, Instance):
        return None
    text, octets = given["SIDString"], given["SID"]
    if isinstance(text, str) and text:
        return Sid.parse(text)
    if isinstance(octets, list):
        return Sid.decode(bytes(octet for octet in octets if isinstance(octet, int)))
    raise InvalidParameterError("a trustee has neither SIDString nor SID", next_step="names alone are not looked up")
