# SPDX-License-Identifier: Apache-2.0
"""CoreMofTarget: where the MOF compiler stores what it reads."""

from __future__ import annotations

from typing import Final

from openwmi.model.classsource import ClassSource
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.flags import PUT_EXISTENCE_MASK, WBEM_MASK_UPDATE_MODE
from openwmi.model.instance import Instance
from openwmi.model.names import normalize_namespace
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import QualifierType
from openwmi.repository.repository import Repository
from openwmi.services.wbemservices import WbemServices

_STORED_FLAGS: Final = PUT_EXISTENCE_MASK | WBEM_MASK_UPDATE_MODE
"""UPDATE_ONLY, CREATE_ONLY, SAFE and FORCE: what a class put takes."""


class CoreMofTarget:
    """The namespaces of a core, written with the rights of the connection it was made from.

    Instances of dynamic classes go to their provider, all others to the repository.
    """

    def __init__(self, repository: Repository, root: WbemServices) -> None:
        """Make a target.

        Args:
            repository: Where classes are stored.
            root: The services of the namespace `root`.
        """
        self._repository = repository
        self._root = root

    def has_namespace(self, namespace: str) -> bool:
        """Tell whether a namespace exists."""
        return self._repository.has_namespace(namespace)

    def classes(self, namespace: str) -> ClassSource:
        """Return the classes of a namespace."""
        return self._repository.classes(namespace)

    def put_class(self, namespace: str, declaration: ClassDeclaration, flags: int) -> object:
        """Store a class."""
        return self._repository.put_class(namespace, declaration, flags & _STORED_FLAGS)

    def put_instance(self, namespace: str, instance: Instance, flags: int) -> str:
        """Store an instance and return its full path."""
        return self._services(namespace).put_instance(instance, flags)

    def delete_class(self, namespace: str, name: str) -> object:
        """Delete a class, its subclasses and their instances."""
        return self._repository.delete_class(namespace, name)

    def delete_instance(self, namespace: str, path: str) -> object:
        """Delete an instance."""
        self._services(namespace).delete_instance(str(ObjectPath.parse(path).relative()))
        return None

    def put_qualifier_type(self, namespace: str, qualifier_type: QualifierType) -> object:
        """Store a qualifier declaration."""
        self._repository.put_qualifier_type(namespace, qualifier_type)
        return None

    def _services(self, namespace: str) -> WbemServices:
        full = normalize_namespace(namespace)
        head, _, rest = full.partition("\\")
        return self._root.open_namespace(rest) if rest and head else self._root
