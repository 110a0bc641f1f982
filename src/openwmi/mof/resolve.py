# SPDX-License-Identifier: Apache-2.0
"""Turn parsed instances and deferred defaults into model objects, with the namespace at hand.

Spec: mof.md §2 (forward references, aliases); object-model.md §3.3, §5.
"""

from __future__ import annotations

from dataclasses import replace

from openwmi.errors import MofError, WbemStatus
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimobject import CimObject
from openwmi.model.declaration import (
    ClassDeclaration,
    MethodDeclaration,
    ParameterDeclaration,
    PropertyDeclaration,
)
from openwmi.model.derive import derive
from openwmi.model.instance import Instance
from openwmi.model.names import NameMap
from openwmi.model.objectpath import ObjectPath
from openwmi.mof.coercion import Coercion
from openwmi.mof.nodes import AliasUse, Assignment, ClassItem, ClassNode, InstanceItem, InstanceNode, MofUnit
from openwmi.mof.source import SourceText
from openwmi.mof.target import MofTarget

MAX_ALIAS_CHAIN = 64
LOCAL_SERVER = "."


class AliasPaths:
    """The object paths of a unit's aliases.

    The path of an instance already stored is what the store returned; of a later one it is computed from the
    keys as written.

    Attributes:
        unit: Whose aliases.
        target: Where classes are looked up.
        default_namespace: For objects before any `#pragma namespace`.
    """

    def __init__(self, unit: MofUnit, target: MofTarget, default_namespace: str) -> None:
        self.unit = unit
        self.target = target
        self.default_namespace = default_namespace
        self._known: dict[int, ObjectPath] = {}
        self._depth = 0

    def namespace_of(self, item: ClassItem | InstanceItem) -> str:
        """Return the namespace an object goes to."""
        return item.namespace or self.default_namespace

    def remember(self, item: ClassItem | InstanceItem, path: str | ObjectPath) -> None:
        """Note the path that the store gave an object."""
        parsed = ObjectPath.parse(path) if isinstance(path, str) else path
        self._known[item.number] = parsed.relative()

    def path(self, use: AliasUse, source: SourceText, namespace: str) -> str:
        """Return the path to write for an alias.

        Args:
            use: The alias.
            source: The file it is used in.
            namespace: Where it is used; an object elsewhere gets its full path.

        Raises:
            MofError: WBEM_E_NOT_FOUND when the object's class does not exist yet, WBEM_E_ILLEGAL_NULL when its
                key is not written, WBEM_E_QUOTA_VIOLATION for a very long chain of aliases.
        """
        item = self.unit.aliases[use.name]
        found = self._known.get(item.number)
        if found is None:
            found = self._computed(item, use, source)
            self._known[item.number] = found
        place = self.namespace_of(item)
        if place.lower() == namespace.lower():
            return str(found)
        return str(found.within(place, LOCAL_SERVER))

    def _computed(self, item: ClassItem | InstanceItem, use: AliasUse, source: SourceText) -> ObjectPath:
        if isinstance(item, ClassItem):
            return ObjectPath(item.declaration.name)
        if self._depth >= MAX_ALIAS_CHAIN:
            raise source.error(
                WbemStatus.WBEM_E_QUOTA_VIOLATION,
                f"${use.name} is reached through more than {MAX_ALIAS_CHAIN} aliases in keys",
                use.token,
                next_step="define the instances before they are used",
            )
        self._depth += 1
        try:
            instance = ObjectBuilder(self, item.source, self.namespace_of(item)).keys_of(item.node)
        finally:
            self._depth -= 1
        path = instance.path
        if path is None:
            raise source.error(
                WbemStatus.WBEM_E_ILLEGAL_NULL,
                f"${use.name} has no path yet: a key of {instance.class_name} is not written",
                use.token,
                next_step="define the instance before it is used",
            )
        return path.relative()


class ObjectBuilder:
    """Builds the objects of one file in one namespace.

    Attributes:
        aliases: The paths of the unit's aliases.
        source: The file, for errors.
        namespace: Where the objects go.
    """

    def __init__(self, aliases: AliasPaths, source: SourceText, namespace: str) -> None:
        self.aliases = aliases
        self.source = source
        self.namespace = namespace
        self._coercion = Coercion(source, self)

    def instance(self, node: InstanceNode) -> Instance:
        """Return the instance that a body describes.

        Raises:
            MofError: WBEM_E_NOT_FOUND for an unknown class or property, WBEM_E_CANNOT_BE_KEY, or the codes of
                values that do not fit.
        """
        result = _blank(self._class_of(node))
        for assignment in node.assignments.values():
            self._assign(result, assignment)
        if node.qualifiers:
            result.extras.qualifiers = node.qualifiers.copy()
        return result

    def keys_of(self, node: InstanceNode) -> Instance:
        """Return an instance with only the keys of a body set."""
        cim_class = self._class_of(node)
        result = _blank(cim_class)
        for name in cim_class.key_names:
            assignment = node.assignments.get(name)
            if assignment is not None:
                self._assign(result, assignment)
        return result

    def declaration(self, node: ClassNode) -> ClassDeclaration:
        """Return a class's declaration with its deferred defaults read."""
        if not node.deferred:
            return node.declaration
        properties: dict[int, PropertyDeclaration] = {}
        parameters: dict[int, ParameterDeclaration] = {}
        for default in node.deferred:
            owner = default.owner
            value = self._coercion.read(default.value, default.type, owner.name)
            if isinstance(owner, PropertyDeclaration):
                properties[id(owner)] = replace(owner, default=value)
            else:
                parameters[id(owner)] = replace(owner, default=value)
        written = node.declaration
        return replace(
            written,
            properties=NameMap((name, properties.get(id(p), p)) for name, p in written.properties.items()),
            methods=NameMap((name, _with_parameters(m, parameters)) for name, m in written.methods.items()),
        )

    def reference(self, use: AliasUse) -> str:
        """Return the object path that an alias stands for."""
        return self.aliases.path(use, self.source, self.namespace)

    def embedded(self, node: InstanceNode | ClassNode) -> CimObject:
        """Return the object that an embedded body describes."""
        if isinstance(node, InstanceNode):
            return self.instance(node)
        declaration = self.declaration(node)
        parent = None
        if declaration.superclass:
            parent = self._find(declaration.superclass, node.token)
        return derive(declaration, parent, namespace=self.namespace)

    def _class_of(self, node: InstanceNode) -> ClassDefinition:
        return self._find(node.class_name, node.token)

    def _find(self, name: str, token: int) -> ClassDefinition:
        found = self.aliases.target.classes(self.namespace).find_class(name)
        if found is None:
            raise self.source.error(
                WbemStatus.WBEM_E_NOT_FOUND,
                f"class {name} does not exist in {self.namespace}",
                token,
                next_step="define the class first, or set the namespace with #pragma namespace",
            )
        return found

    def _assign(self, instance: Instance, assignment: Assignment) -> None:
        layout, name = instance.layout, assignment.name
        slot = layout.slots.get(name.lower())
        if slot is None:
            raise self._misplaced(
                assignment, WbemStatus.WBEM_E_NOT_FOUND, f"class {instance.class_name} has no property {name}"
            )
        if "key" in assignment.qualifiers:
            raise self._misplaced(
                assignment, WbemStatus.WBEM_E_CANNOT_BE_KEY, f"{name} cannot become a key on an instance"
            )
        what = f"{instance.class_name}.{layout.names[slot]}"
        if assignment.value is not None:
            instance.values[slot] = self._coercion.read(assignment.value, layout.types[slot], what)
            instance.local |= 1 << slot
        if assignment.qualifiers:
            instance.extras.property_qualifiers[layout.names[slot]] = assignment.qualifiers.copy()

    def _misplaced(self, assignment: Assignment, code: WbemStatus, message: str) -> MofError:
        return self.source.error(code, message, assignment.token)


def _blank(cim_class: ClassDefinition) -> Instance:
    layout = cim_class.layout
    return Instance(layout, [list(value) if isinstance(value, list) else value for value in layout.defaults])


def _with_parameters(method: MethodDeclaration, changed: dict[int, ParameterDeclaration]) -> MethodDeclaration:
    if not any(id(parameter) in changed for parameter in method.parameters):
        return method
    return replace(method, parameters=[changed.get(id(parameter), parameter) for parameter in method.parameters])
