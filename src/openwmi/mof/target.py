# SPDX-License-Identifier: Apache-2.0
"""MofTarget: what a compiled text is stored in."""

from __future__ import annotations

from typing import Protocol

from openwmi.model.classsource import ClassSource
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import QualifierType


class MofTarget(Protocol):
    """A store of namespaces. Every method may raise WbemError, which stops the compilation."""

    def has_namespace(self, namespace: str) -> bool:
        """Tell whether a namespace exists."""

    def classes(self, namespace: str) -> ClassSource:
        """Return the classes of a namespace, what was stored a moment ago included."""

    def put_class(self, namespace: str, declaration: ClassDeclaration, flags: int) -> object:
        """Store a class; `flags` are WBEM_FLAG_ change bits."""

    def put_instance(self, namespace: str, instance: Instance, flags: int) -> str | ObjectPath:
        """Store an instance and return its path."""

    def delete_class(self, namespace: str, name: str) -> object:
        """Delete a class, its subclasses and their instances."""

    def delete_instance(self, namespace: str, path: str) -> object:
        """Delete an instance."""

    def put_qualifier_type(self, namespace: str, qualifier_type: QualifierType) -> object:
        """Store a qualifier declaration."""
