# SPDX-License-Identifier: Apache-2.0
"""Endpoint: the source of an association query, and which references point at it."""

from __future__ import annotations

from collections.abc import Sequence

from openwmi.dispatch.view import NamespaceView
from openwmi.errors import InvalidObjectPathError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.identity import LOCAL_SERVERS, canonical_key
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath


class Endpoint:
    """An instance that associations may point at.

    Attributes:
        path: Its path without the namespace.
        cim_class: Its real class.
        spellings: The texts a reference to it may have: relative and full, of its own class.
    """

    def __init__(self, source: Instance, namespace: str) -> None:
        """Describe an instance.

        Raises:
            InvalidObjectPathError: Its keys are NULL, so nothing can point at it.
        """
        path = source.path
        if path is None:
            raise InvalidObjectPathError(f"an instance of {source.class_name} has no path")
        self.path = path.relative()
        self.cim_class: ClassDefinition = source.cim_class
        self.spellings = (self.path.relpath, str(path))
        self._namespace = namespace.lower()
        self._server = source.cim_class.server.lower()
        self._identity = canonical_key(self.path, self.cim_class)

    def roles_in(self, link: Instance, candidates: Sequence[str], view: NamespaceView) -> tuple[str, ...]:
        """Return those of the named references of an association instance that point here."""
        return tuple(role for role in candidates if self._is_meant_by(link[role], view))

    def _is_meant_by(self, reference: object, view: NamespaceView) -> bool:
        if not isinstance(reference, str):
            return False
        if reference in self.spellings:
            return True
        try:
            path = ObjectPath.parse(reference)
        except InvalidObjectPathError:
            return False
        if path.namespace is not None and path.namespace.lower() != self._namespace:
            return False
        if path.server is not None and path.server.lower() not in LOCAL_SERVERS | {self._server}:
            return False
        named = view.classes.find_class(path.class_name)
        if named is None or named.key_owner is not self.cim_class.key_owner:
            return False
        try:
            return canonical_key(path, named) == self._identity
        except InvalidObjectPathError:
            return False
