# SPDX-License-Identifier: Apache-2.0
"""Namespace security: the descriptor of a namespace, and what a caller may do there.

What was set for a namespace stands in its `__thisNAMESPACE=@`; the rest is inherited from the namespaces above, and
`root` inherits the default.

Spec: reentrancy-and-security.md §4; object-model.md §11.
"""

from __future__ import annotations

from typing import Final

from openwmi.errors import AccessDeniedError
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import is_true
from openwmi.repository.repository import Repository
from openwmi.security import rights
from openwmi.security.access import DEFAULT_DESCRIPTOR, below, check_storable, explicit_entries, granted_rights
from openwmi.security.accounts import is_owner, principals_of
from openwmi.security.descriptor import SecurityDescriptor
from openwmi.security.identity import Identity

THIS_NAMESPACE: Final = ObjectPath("__thisNAMESPACE", None, True)
SYSTEM_SECURITY: Final = ObjectPath("__SystemSecurity", None, True)


def effective_descriptor(repository: Repository, namespace: str) -> SecurityDescriptor:
    """Return the descriptor that holds in a namespace, inherited entries included."""
    top, *further = namespace.split("\\")
    effective = own_descriptor(repository, top) or DEFAULT_DESCRIPTOR
    for name in further:
        top = f"{top}\\{name}"
        effective = below(effective, own_descriptor(repository, top))
    return effective


def own_descriptor(repository: Repository, namespace: str) -> SecurityDescriptor | None:
    """Return what was set for a namespace itself, or None."""
    octets = repository.get_instance(namespace, THIS_NAMESPACE)["SECURITY_DESCRIPTOR"]
    if not isinstance(octets, list):
        return None
    return SecurityDescriptor.decode(bytes(octet for octet in octets if isinstance(octet, int)))


def store_descriptor(repository: Repository, namespace: str, descriptor: SecurityDescriptor) -> None:
    """Set the descriptor of a namespace; inherited entries are left out.

    Raises:
        InvalidParameterError: A namespace cannot have it.
    """
    check_storable(descriptor)
    kept = descriptor.with_dacl(explicit_entries(descriptor.dacl or ()))
    instance = repository.get_instance(namespace, THIS_NAMESPACE)
    instance["SECURITY_DESCRIPTOR"] = list(kept.encode())
    repository.put_instance(namespace, instance)


def rights_of(repository: Repository, namespace: str, caller: Identity) -> int:
    """Return what a caller may do in a namespace.

    Choice: root and the owner of the repository's folder may do everything whatever the descriptor says; they can
        write the file.
    """
    owners = (repository.folder.stat().st_uid,)
    if is_owner(caller, owners):
        return rights.ALL_RIGHTS
    return granted_rights(effective_descriptor(repository, namespace), principals_of(caller, owners))


def check_private(repository: Repository, namespace: str, caller: Identity) -> None:
    """Refuse a caller whose words others can read, where the namespace asks for privacy.

    Raises:
        AccessDeniedError: It does.
    """
    if caller.is_private:
        return
    extra = repository.get_instance(namespace, SYSTEM_SECURITY).extra
    if extra is not None and is_true(extra.qualifiers, "requiresencryption"):
        raise AccessDeniedError(
            f"{caller.name} asks {namespace} in the clear, and it takes encrypted calls only",
            where=namespace,
            next_step="connect with packet privacy, the authentication level 6",
        )
