# SPDX-License-Identifier: Apache-2.0
"""A store of namespaces in dictionaries: a `MofTarget` and the classes behind queries, for tests and benchmarks.

It keeps the rules that callers depend on (parents first, keys, change flags, namespaces as instances) and none
of the rest: no update rules, no references, no persistence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openwmi.errors import (
    AlreadyExistsError,
    InvalidClassError,
    InvalidNamespaceError,
    NoKeyError,
    NotFoundError,
    WbemError,
    WbemStatus,
)
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimtype import TypeSpec
from openwmi.model.declaration import ClassDeclaration, PropertyDeclaration
from openwmi.model.derive import derive
from openwmi.model.identity import canonical_key
from openwmi.model.instance import Instance
from openwmi.model.names import NameMap, normalize_namespace
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import Qualifier, QualifierType

UPDATE_ONLY = 0x01
CREATE_ONLY = 0x02

# Class, parent, and properties as "name:type", a key with `*` in front.
SYSTEM_CLASSES: tuple[tuple[str, str | None, str], ...] = (
    ("__SystemClass", None, ""),
    ("__NAMESPACE", "__SystemClass", "*Name:string"),
    ("__Provider", "__SystemClass", "*Name:string"),
    (
        "__Win32Provider",
        "__Provider",
        "ClientLoadableCLSID:string CLSID:string DefaultMachineName:string HostingModel:string"
        " ImpersonationLevel:sint32 InitializationReentrancy:sint32 PerUserInitialization:boolean"
        " Pure:boolean UnloadTimeout:datetime",
    ),
    ("__ProviderRegistration", "__SystemClass", "*provider:ref:__Provider"),
    (
        "__ObjectProviderRegistration",
        "__ProviderRegistration",
        "InteractionType:sint32 QuerySupportLevels[]:string SupportsBatching:boolean SupportsDelete:boolean"
        " SupportsEnumeration:boolean SupportsGet:boolean SupportsPut:boolean",
    ),
    ("__InstanceProviderRegistration", "__ObjectProviderRegistration", ""),
    (
        "__ClassProviderRegistration",
        "__ObjectProviderRegistration",
        "CacheRefreshInterval:datetime ReferencedSetQueries[]:string ResultSetQueries[]:string",
    ),
    ("__MethodProviderRegistration", "__ProviderRegistration", ""),
    ("__PropertyProviderRegistration", "__ProviderRegistration", "SupportsGet:boolean SupportsPut:boolean"),
    ("__EventProviderRegistration", "__ProviderRegistration", "EventQueryList[]:string"),
    ("__EventConsumerProviderRegistration", "__ProviderRegistration", "ConsumerClassNames[]:string"),
    ("__Event", "__SystemClass", "SECURITY_DESCRIPTOR[]:uint8 TIME_CREATED:uint64"),
    ("__ExtrinsicEvent", "__Event", ""),
    ("__EventFilter", "__SystemClass", "*Name:string EventNamespace:string Query:string QueryLanguage:string"),
    (
        "__FilterToConsumerBinding",
        "__SystemClass",
        "*Consumer:ref:__EventConsumer *Filter:ref:__EventFilter DeliveryQoS:uint32",
    ),
    ("__EventConsumer", "__SystemClass", "CreatorSID[]:uint8 MachineName:string MaximumQueueSize:uint32"),
)


class MemoryNamespace:
    """One namespace: a ClassSource with instances."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.instances: dict[tuple[str, str], Instance] = {}
        self.qualifier_types: NameMap[QualifierType] = NameMap()
        self._classes: NameMap[ClassDefinition] = NameMap()
        for declaration in map(_system_declaration, SYSTEM_CLASSES):
            self.define(declaration, allow_system=True)

    def define(self, declaration: ClassDeclaration, *, allow_system: bool = False) -> ClassDefinition:
        """Derive a class and keep it."""
        parent = self._classes.get(declaration.superclass) if declaration.superclass else None
        made = derive(declaration, parent, namespace=self.name, allow_system=allow_system)
        self._classes[declaration.name] = made
        return made

    def remove(self, name: str) -> None:
        """Drop a class, its subclasses and their instances."""
        for gone in [name, *self.subclasses(name)]:
            del self._classes[gone]
            self.instances = {k: i for k, i in self.instances.items() if i.class_name.lower() != gone.lower()}

    def find_class(self, name: str) -> ClassDefinition | None:
        """Return the class of that name in any case, or None."""
        return self._classes.get(name)

    def subclasses(self, name: str) -> Sequence[str]:
        """Return the names of all descendants in order of definition."""
        return [c.name for c in self._classes.values() if c.is_a(name) and c.name.lower() != name.lower()]

    def class_names(self) -> Iterator[str]:
        """Yield the names of all classes in order of definition."""
        return iter(self._classes)


class MemoryStore:
    """Namespaces with system classes in them; root, root\\default and root\\cimv2 exist from the start."""

    def __init__(self, *namespaces: str) -> None:
        self.namespaces: NameMap[MemoryNamespace] = NameMap()
        for name in namespaces or ("root", "root\\default", "root\\cimv2"):
            self.create_namespace(name)

    def create_namespace(self, name: str) -> MemoryNamespace:
        """Return a namespace, making it when it is new."""
        spelled = normalize_namespace(name)
        if spelled not in self.namespaces:
            self.namespaces[spelled] = MemoryNamespace(spelled)
        return self.namespaces[spelled]

    def has_namespace(self, namespace: str) -> bool:
        """Tell whether a namespace exists."""
        return namespace in self.namespaces

    def classes(self, namespace: str) -> MemoryNamespace:
        """Return a namespace.

        Raises:
            InvalidNamespaceError: It does not exist.
        """
        found = self.namespaces.get(namespace)
        if found is None:
            raise InvalidNamespaceError(f"no namespace {namespace}")
        return found

    def put_class(self, namespace: str, declaration: ClassDeclaration, flags: int) -> ClassDefinition:
        """Create or replace a class."""
        place = self.classes(namespace)
        _check_change(flags, declaration.name, exists=place.find_class(declaration.name) is not None)
        return place.define(declaration)

    def put_instance(self, namespace: str, instance: Instance, flags: int) -> str:
        """Create or replace an instance and return its path; an instance of __NAMESPACE makes one."""
        place, cim_class = self.classes(namespace), instance.cim_class
        if cim_class.is_abstract:
            raise WbemError(f"class {cim_class.name} is abstract", hresult=WbemStatus.WBEM_E_ILLEGAL_OPERATION)
        if not cim_class.key_names and not cim_class.is_singleton:
            raise NoKeyError(f"class {cim_class.name} has no key")
        path = instance.path
        if path is None:
            raise WbemError(f"a key of {cim_class.name} is NULL", hresult=WbemStatus.WBEM_E_ILLEGAL_NULL)
        if cim_class.is_a("__NAMESPACE"):
            self.create_namespace(f"{place.name}\\{instance['Name']}")
        identity = (cim_class.key_owner.name.lower(), canonical_key(path, cim_class))
        _check_change(flags, str(path), exists=identity in place.instances)
        place.instances[identity] = instance
        return str(path)

    def get_instance(self, namespace: str, path: str) -> Instance:
        """Return an instance.

        Raises:
            NotFoundError: No such instance.
        """
        place = self.classes(namespace)
        found = place.instances.get(self._identity(place, path))
        if found is None:
            raise NotFoundError(f"no instance {path}")
        return found

    def delete_class(self, namespace: str, name: str) -> None:
        """Delete a class with its subclasses.

        Raises:
            NotFoundError: No such class.
        """
        place = self.classes(namespace)
        if place.find_class(name) is None:
            raise NotFoundError(f"no class {name}")
        place.remove(name)

    def delete_instance(self, namespace: str, path: str) -> None:
        """Delete an instance.

        Raises:
            NotFoundError: No such instance.
        """
        place = self.classes(namespace)
        if place.instances.pop(self._identity(place, path), None) is None:
            raise NotFoundError(f"no instance {path}")

    def put_qualifier_type(self, namespace: str, qualifier_type: QualifierType) -> None:
        """Keep a qualifier declaration."""
        self.classes(namespace).qualifier_types[qualifier_type.name] = qualifier_type

    @staticmethod
    def _identity(place: MemoryNamespace, text: str) -> tuple[str, str]:
        path = ObjectPath.parse(text)
        cim_class = place.find_class(path.class_name)
        if cim_class is None:
            raise InvalidClassError(f"no class {path.class_name}")
        return cim_class.key_owner.name.lower(), canonical_key(path, cim_class)


def _check_change(flags: int, what: str, *, exists: bool) -> None:
    if exists and flags & CREATE_ONLY:
        raise AlreadyExistsError(f"{what} exists")
    if not exists and flags & UPDATE_ONLY:
        raise NotFoundError(f"{what} does not exist")


def _system_declaration(row: tuple[str, str | None, str]) -> ClassDeclaration:
    name, parent, columns = row
    declaration = ClassDeclaration(name, parent)
    for column in columns.split():
        spelled, _, text = column.partition(":")
        plain = spelled.lstrip("*").removesuffix("[]")
        spec = TypeSpec.from_text(text, is_array=spelled.endswith("[]"))
        qualifiers = NameMap([("key", Qualifier("key"))] if spelled.startswith("*") else [])
        declaration.properties[plain] = PropertyDeclaration(plain, spec, qualifiers)
    return declaration
