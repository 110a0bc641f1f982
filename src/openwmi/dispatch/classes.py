# SPDX-License-Identifier: Apache-2.0
"""Classes: enumerate definitions and answer schema queries."""

from __future__ import annotations

from collections.abc import Iterator

from openwmi.dispatch.view import NamespaceView
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.flags import WBEM_FLAG_SHALLOW
from openwmi.provider.context import CallContext
from openwmi.wql.bound import BoundSchema


def enumerate_classes(
    superclass: str | None, flags: int, view: NamespaceView, call: CallContext
) -> Iterator[ClassDefinition]:
    """Yield class definitions below a class, or of the whole namespace.

    Args:
        superclass: None or empty for the top.
        flags: WBEM_FLAG_SHALLOW gives only direct children (or only top classes).
        view: The namespace.
        call: On whose behalf.

    Raises:
        InvalidClassError: No such superclass.

    Spec: iwbemservices.md §3 (CreateClassEnum).
    """
    parent = view.require_class(superclass).name if superclass else None
    for cim_class in every_class(view, call, parent):
        if not flags & WBEM_FLAG_SHALLOW or cim_class.superclass == parent:
            yield cim_class


def run_schema(bound: BoundSchema, view: NamespaceView, call: CallContext) -> Iterator[ClassDefinition]:
    """Yield the class definitions that a `meta_class` query matches. Spec: wql.md §3."""
    return (cim_class for cim_class in every_class(view, call) if bound.matches(cim_class))


def every_class(view: NamespaceView, call: CallContext, below: str | None = None) -> Iterator[ClassDefinition]:
    """Yield all classes of a namespace, or all descendants of one, parents before children."""
    names = view.classes.class_names() if below is None else iter(view.classes.subclasses(below))
    for name in names:
        call.check()
        found = view.classes.find_class(name)
        if found is not None:
            yield found
