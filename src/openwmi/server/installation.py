# SPDX-License-Identifier: Apache-2.0
"""Installation: write a provider's registration into a namespace, and take it out again.

What an installation created is noted in an instance of `OpenWMI_Installation` in `root`, so
that removing a provider leaves nothing behind and takes nothing that was there before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Final

from openwmi.dispatch.registrations import provider_path
from openwmi.errors import NotFoundError, ProviderNotFoundError, WbemError, WbemStatus
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.classsource import ClassSource
from openwmi.model.declaration import ClassDeclaration, PropertyDeclaration
from openwmi.model.flags import WBEM_FLAG_UPDATE_FORCE_MODE, WBEM_FLAG_UPDATE_SAFE_MODE
from openwmi.model.instance import Instance
from openwmi.model.names import NameMap, fold, normalize_namespace
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import Qualifier
from openwmi.model.values import CimValue
from openwmi.provider.registration import Registration
from openwmi.repository.repository import Repository

ROOT: Final = "root"
INSTALLATION_CLASS: Final = "OpenWMI_Installation"

_PROVIDED: Final = frozenset({"dynamic", "provider"})

_STRING: Final = TypeSpec(CimType.CIM_STRING)
_STRINGS: Final = TypeSpec(CimType.CIM_STRING, is_array=True)


def installation_class() -> ClassDeclaration:
    """Return the class that notes what an installation created."""
    description = Qualifier("Description", "What installing a provider created in its namespace.")
    key = NameMap([("key", Qualifier("key"))])
    properties = [
        PropertyDeclaration("Namespace", _STRING, key.copy()),
        PropertyDeclaration("Provider", _STRING, key.copy()),
        PropertyDeclaration("Source", _STRING),
        PropertyDeclaration("Classes", _STRINGS),
        PropertyDeclaration("Namespaces", _STRINGS),
    ]
    return ClassDeclaration(
        INSTALLATION_CLASS,
        qualifiers=NameMap([("Description", description)]),
        properties=NameMap((p.name, p) for p in properties),
    )


@dataclass(frozen=True, slots=True)
class Installed:
    """One installed provider.

    Attributes:
        name: `__Win32Provider.Name`.
        namespace: Where it is registered.
        classes: Names of the classes it serves or brought along.
    """

    name: str
    namespace: str
    classes: tuple[str, ...]


def install(
    repository: Repository,
    registrations: Iterable[Registration],
    *,
    namespace: str | None = None,
    source: str = "",
    update_bases: bool = False,
) -> list[Installed]:
    """Register providers; all of them, or none when one cannot be.

    Args:
        repository: Where to.
        registrations: What they say about themselves.
        namespace: Overrides the namespace they ask for.
        source: Where they come from, for people.
        update_bases: Whether superclasses that exist already are brought up to date, too.

    Raises:
        WbemError: A class contradicts one that is there; nothing was written.
    """
    todo = sorted(registrations, key=lambda registration: len(registration.classes))
    served = {registration.classes[-1].name.lower() for registration in todo}
    with repository.transaction():
        if repository.classes(ROOT).find_class(INSTALLATION_CLASS) is None:
            repository.put_class(ROOT, installation_class())
        return [
            _install_one(
                repository,
                registration,
                normalize_namespace(namespace or registration.namespace),
                source,
                served if update_bases else None,
            )
            for registration in todo
        ]


def _install_one(
    repository: Repository, registration: Registration, namespace: str, source: str, served: set[str] | None
) -> Installed:
    """Write one registration; `served` names the classes to leave to their own one, None all that exist.

    A class that another installation created and this one needs is noted with both: the last one to go takes it.
    """
    created_namespaces = _create_namespaces(repository, namespace)
    classes = repository.classes(namespace)
    own = registration.classes[-1]
    installed = noted_classes(repository, namespace)
    created: list[str] = []
    for declaration in registration.classes:
        exists = classes.find_class(declaration.name) is not None
        is_others = served is None or declaration.name.lower() in served
        if not exists or fold(declaration.name) in installed:
            created.append(declaration.name)
        if declaration is not own and exists and is_others:
            _check_fits(declaration, classes, registration.provider_name)
            continue
        _put_class(repository, namespace, declaration, registration.provider_name)
    for record in registration.records:
        _put_record(repository, namespace, record.class_name, record.values)
    _note(repository, registration, namespace, source, created, created_namespaces)
    return Installed(registration.provider_name, namespace, tuple(d.name for d in registration.classes))


def _check_fits(declaration: ClassDeclaration, classes: ClassSource, provider: str) -> None:
    """Refuse a class that is there with properties of other types than the provider was written for.

    Raises:
        WbemError: WBEM_E_UPDATE_TYPE_MISMATCH; names the property and both types.
    """
    there = classes.find_class(declaration.name)
    for declared in declaration.properties.values():
        known = there.properties.get(declared.name) if there is not None else None
        if known is not None and (known.type.code, known.type.is_array) != (declared.type.code, declared.type.is_array):
            raise WbemError(
                f"{declaration.name}.{declared.name} is {known.type}; provider {provider} has it as {declared.type}",
                hresult=WbemStatus.WBEM_E_UPDATE_TYPE_MISMATCH,
                where=f"class {declaration.name} of provider {provider}",
                next_step="give the provider's class another name, or the same types",
            )


def _put_class(repository: Repository, namespace: str, declaration: ClassDeclaration, provider: str) -> None:
    try:
        repository.put_class(namespace, declaration, WBEM_FLAG_UPDATE_SAFE_MODE)
    except WbemError as error:
        error.where = error.where or f"class {declaration.name} of provider {provider}"
        raise


def _create_namespaces(repository: Repository, namespace: str) -> list[str]:
    """Create a namespace with its ancestors; return those that this or another installation created."""
    noted = {fold(name) for note in _notes(repository) for name in _texts(note, "Namespaces")}
    created: list[str] = []
    parts = namespace.split("\\")
    for length in range(1, len(parts) + 1):
        name = "\\".join(parts[:length])
        if not repository.has_namespace(name):
            repository.create_namespace(name)
            created.append(name)
        elif fold(name) in noted:
            created.append(name)
    return created


def _put_record(repository: Repository, namespace: str, class_name: str, values: Mapping[str, CimValue]) -> None:
    cim_class = repository.classes(namespace).find_class(class_name)
    if cim_class is None:
        raise NotFoundError(f"system class {class_name} is missing in {namespace}")
    instance = cim_class.spawn_instance()
    for name, value in values.items():
        instance[name] = value
    repository.put_instance(namespace, instance)


def _note(
    repository: Repository,
    registration: Registration,
    namespace: str,
    source: str,
    classes: list[str],
    namespaces: list[str],
) -> None:
    known = find_note(repository, namespace, registration.provider_name)
    earlier, earlier_namespaces = _texts(known, "Classes"), _texts(known, "Namespaces")
    _put_record(
        repository,
        ROOT,
        INSTALLATION_CLASS,
        {
            "Namespace": namespace,
            "Provider": registration.provider_name,
            "Source": source,
            "Classes": [*earlier, *(name for name in classes if name not in earlier)],
            "Namespaces": [*earlier_namespaces, *(name for name in namespaces if name not in earlier_namespaces)],
        },
    )


def find_note(repository: Repository, namespace: str, provider: str) -> Instance | None:
    """Return what an installation noted, or None when the provider was registered by hand."""
    if repository.classes(ROOT).find_class(INSTALLATION_CLASS) is None:
        return None
    try:
        return repository.get_instance(
            ROOT, ObjectPath(INSTALLATION_CLASS, (("Namespace", namespace), ("Provider", provider)))
        )
    except NotFoundError:
        return None


def _notes(repository: Repository) -> list[Instance]:
    if repository.classes(ROOT).find_class(INSTALLATION_CLASS) is None:
        return []
    return [note for batch in repository.enumerate_instances(ROOT, INSTALLATION_CLASS) for note in batch]


def noted_classes(repository: Repository, namespace: str) -> set[str]:
    """Return the folded names of the classes that installations brought into a namespace and still need."""
    notes = (note for note in _notes(repository) if fold(str(note["Namespace"])) == fold(namespace))
    return {fold(name) for note in notes for name in _texts(note, "Classes")}


def _texts(note: Instance | None, name: str) -> list[str]:
    found = note.get(name) if note is not None else None
    return [str(text) for text in found] if isinstance(found, list) else []


def remove(repository: Repository, namespace: str, name: str) -> list[str]:
    """Take a provider out of a namespace with all that its installation created.

    Args:
        repository: Where from.
        namespace: Where it is registered.
        name: `__Win32Provider.Name`.

    Returns:
        Names of the classes that went with it.

    Raises:
        ProviderNotFoundError: No such provider in this namespace.
    """
    place = repository.spelling(namespace)
    path = provider_path(name)
    with repository.transaction():
        try:
            repository.get_instance(place, path)
        except NotFoundError:
            raise ProviderNotFoundError(
                f"no provider {name!r} is registered in {place}", next_step="see `openwmi provider list`"
            ) from None
        for registration in list(repository.references_to(place, path)):
            if registration.path is not None and registration.is_a("__ProviderRegistration"):
                repository.delete_instance(place, registration.path.relative())
        repository.delete_instance(place, path)
        note = find_note(repository, place, name)
        if note is not None and note.path is not None:
            repository.delete_instance(ROOT, note.path.relative())
        gone = _remove_classes(repository, place, _texts(note, "Classes"), name)
        _remove_namespaces(repository, _texts(note, "Namespaces"))
        return gone


def _remove_classes(repository: Repository, namespace: str, names: list[str], provider: str) -> list[str]:
    """Delete the classes that an installation created and nobody else needs or derives from.

    Those that others need become what they are without the provider.
    """
    classes = repository.classes(namespace)
    needed = noted_classes(repository, namespace)
    gone: list[str] = []
    for name in reversed(names):
        if fold(name) in needed:
            _detach(repository, namespace, classes.find_class(name), provider)
            continue
        if classes.find_class(name) is not None and not classes.subclasses(name):
            repository.delete_class(namespace, name)
            gone.append(name)
    return gone


def _detach(repository: Repository, namespace: str, cim_class: ClassDefinition | None, provider: str) -> None:
    """Make a class one without instances of its own provider, if it has this one."""
    if cim_class is None or fold(cim_class.provider_name or "") != fold(provider):
        return
    declaration = copy(cim_class.declaration)
    kept = ((name, q) for name, q in declaration.qualifiers.items() if fold(name) not in _PROVIDED)
    declaration.qualifiers = NameMap(kept)
    declaration.methods = NameMap()
    repository.put_class(namespace, declaration, WBEM_FLAG_UPDATE_FORCE_MODE)


def _remove_namespaces(repository: Repository, names: list[str]) -> None:
    """Delete the namespaces that an installation created, as far as they are empty again."""
    noted = {fold(name) for note in _notes(repository) for name in _texts(note, "Namespaces")}
    for name in reversed(names):
        if fold(name) in noted or not repository.has_namespace(name):
            continue
        has_children = any(other.lower().startswith(f"{name.lower()}\\") for other in repository.namespaces())
        classes = repository.classes(name).class_names()
        if not has_children and all(class_name.startswith("__") for class_name in classes):
            repository.delete_namespace(name)
