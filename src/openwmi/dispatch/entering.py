# SPDX-License-Identifier: Apache-2.0
"""Entering: the request for one call into a provider, unless the provider is serving that call already."""

from __future__ import annotations

from openwmi.dispatch.view import NamespaceView
from openwmi.errors import ProviderNotCapableError
from openwmi.host.records import ProviderRecord
from openwmi.provider.context import CallContext
from openwmi.provider.request import NO_RESTRICTIONS, Request, Restrictions


def enter(  # noqa: PLR0913 - one call carries this many independent facts
    view: NamespaceView,
    record: ProviderRecord,
    call: CallContext,
    operation: str,
    about: str,
    *,
    class_name: str,
    flags: int = 0,
    properties: frozenset[str] | None = None,
    keys_only: bool = False,
    restrictions: Restrictions = NO_RESTRICTIONS,
    query_text: str = "",
) -> Request:
    """Return the request to hand to a provider.

    What the provider calls back through `request.services` knows that it comes from here.

    Args:
        view: The namespace.
        record: The provider.
        call: On whose behalf.
        operation: Of IWbemServices.
        about: The path or class the operation is about.
        class_name: The class the provider is asked for.
        flags: See `Request`, as for the rest.
        properties: The only properties wanted, or None for all.
        keys_only: Whether only the keys are wanted.
        restrictions: Folded property name -> the values left to it.
        query_text: The query all this came from.

    Raises:
        ProviderNotCapableError: The provider is serving the same operation on the same thing, and this call
            was made for that: it would go on for ever.

    Spec: reentrancy-and-security.md §1 (recursion guard).
    """
    entry = (f"{view.namespace}:{record.name}".lower(), operation, about.lower())
    if entry in call.provider_chain:
        raise ProviderNotCapableError(
            f"provider {record.name} asks for what it is being asked for: {operation} {about}",
            where=f"provider {record.name}",
            next_step="let it look at its own data instead of calling back",
        )
    inner = call.child(entering=entry)
    return Request(
        inner,
        class_name=class_name,
        properties=properties,
        keys_only=keys_only,
        restrictions=restrictions,
        flags=flags,
        query_text=query_text,
        services=view.services(inner),
    )
