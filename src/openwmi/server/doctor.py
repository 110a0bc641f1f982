# SPDX-License-Identifier: Apache-2.0
"""Doctor: why a registered provider cannot work, and the mend; one check for each way to be wrong.

The checks go from the registration to the code: each group runs only when the one before it left something to look at.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from openwmi.dispatch.registrations import provider_path, read_record
from openwmi.dispatch.view import NamespaceView
from openwmi.errors import NotFoundError, ProviderNotFoundError, WbemError
from openwmi.host.loader import load
from openwmi.host.records import ProviderRecord, check_hosting_model
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.instance import Instance
from openwmi.model.names import fold
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import is_true, text_of
from openwmi.provider.context import CallContext
from openwmi.provider.contract import Capabilities, ProviderContract
from openwmi.provider.property import PropertyContract
from openwmi.repository.repository import Repository
from openwmi.security.identity import current_identity

START_LIMIT_S: Final = 30.0
"""How long the doctor lets a provider load and initialise."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong.

    Attributes:
        where: The instance, class or line it is about.
        problem: One sentence: what is wrong and what comes of it.
        mend: What to do about it.
    """

    where: str
    problem: str
    mend: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What the doctor found.

    Attributes:
        name: `__Win32Provider.Name`.
        namespace: Where it was looked for.
        troubles: What is wrong; empty for a healthy provider.
        clsid: Where the code is; empty when nothing tells.
        classes: Names of the classes that name the provider.
        started_s: Seconds that loading and initialising took; None when it was not tried or failed.
    """

    name: str
    namespace: str
    troubles: tuple[Trouble, ...]
    clsid: str = ""
    classes: tuple[str, ...] = ()
    started_s: float | None = None


@dataclass(frozen=True, slots=True)
class _Patient:
    """A registered provider and what belongs to it."""

    view: NamespaceView
    path: ObjectPath
    provider: Instance
    registrations: tuple[Instance, ...]
    classes: tuple[ClassDefinition, ...]

    @property
    def name(self) -> str:
        return str(self.provider["Name"])

    @property
    def where(self) -> str:
        return f"{self.view.namespace}:{self.path.relpath}"

    def registration(self, class_name: str) -> Instance | None:
        """Return the registration of a role, or None."""
        return next((found for found in self.registrations if found.is_a(class_name)), None)


Check: TypeAlias = Callable[[_Patient], Iterator[Trouble]]


def examine(view: NamespaceView, name: str) -> Diagnosis:
    """Return what is wrong with the registration of a provider; it is loaded and initialised to find out.

    Args:
        view: The namespace it is registered in.
        name: `__Win32Provider.Name`.

    Raises:
        ProviderNotFoundError: Neither a registration nor a class of the namespace knows the name.

    Spec: provider-model.md §2, §3, §4.4.
    """
    classes = tuple(_classes_naming(view, name))
    names = tuple(found.name for found in classes)
    strays = list(_dead_references(view))
    path = provider_path(name)
    try:
        provider = view.repository.get_instance(view.namespace, path)
    except NotFoundError:
        return Diagnosis(name, view.namespace, tuple(_absent(view, name, names, strays)), classes=names)
    registrations = tuple(
        found for found in view.repository.references_to(view.namespace, path) if found.is_a("__ProviderRegistration")
    )
    patient = _Patient(view, path, provider, registrations, classes)
    clsid = provider["CLSID"] if isinstance(provider["CLSID"], str) else ""
    troubles = [*strays, *(trouble for check in _REGISTRATION_CHECKS for trouble in check(patient))]
    started_s: float | None = None
    if clsid:
        found, started_s = _examine_code(patient, is_usable=not troubles)
        troubles += found
    return Diagnosis(patient.name, view.namespace, tuple(troubles), clsid, names, started_s)


def places_of(repository: Repository, name: str) -> list[str]:
    """Return the namespaces in which a provider is registered."""
    return [
        namespace
        for namespace in repository.namespaces()
        for batch in repository.enumerate_instances(namespace, "__Win32Provider")
        for found in batch
        if fold(str(found["Name"])) == fold(name)
    ]


def _classes_naming(view: NamespaceView, name: str) -> Iterator[ClassDefinition]:
    for class_name in view.classes.class_names():
        found = view.classes.find_class(class_name)
        if found is not None and fold(name) in _provider_names(found):
            yield found


def _provider_names(found: ClassDefinition) -> set[str]:
    """Return the folded names of the providers that a class and its properties name."""
    named = (text_of(declared.qualifiers, "provider") for declared in found.properties.values())
    return {fold(name) for name in (found.provider_name, *named) if name}


def _dead_references(view: NamespaceView) -> Iterator[Trouble]:
    """Yield the registrations of the namespace whose provider does not exist."""
    for class_name in view.classes.subclasses("__ProviderRegistration"):
        for batch in view.repository.enumerate_instances(view.namespace, class_name):
            for registration in batch:
                target = registration["provider"]
                if not _resolves(view, target):
                    yield Trouble(
                        f"{view.namespace}:{registration.class_name}",
                        f"it registers {target or 'no provider (NULL)'}, which does not exist",
                        "delete this registration, or put the __Win32Provider instance it refers to",
                    )


def _resolves(view: NamespaceView, target: object) -> bool:
    try:
        view.repository.get_instance(view.namespace, ObjectPath.parse(str(target)).relative())
    except WbemError:
        return False
    return True


def _absent(view: NamespaceView, name: str, classes: tuple[str, ...], strays: list[Trouble]) -> Iterator[Trouble]:
    """Yield why nothing can be had from a provider nobody registered."""
    elsewhere = places_of(view.repository, name)
    about_it = [trouble for trouble in strays if f'"{fold(name)}"' in fold(trouble.problem)]
    if not (classes or about_it or elsewhere):
        raise ProviderNotFoundError(
            f"no provider {name!r} is registered in {view.namespace}", next_step="see `openwmi provider list`"
        )
    place = f"; it is registered in {', '.join(elsewhere)}" if elsewhere else ""
    what = f"{', '.join(classes)} in {view.namespace} cannot be read" if classes else "nothing is served"
    yield Trouble(
        f"{view.namespace}:{provider_path(name).relpath}",
        f"there is no such __Win32Provider, so {what}{place}",
        "install the provider in this namespace: openwmi provider install SOURCE -n "
        + view.namespace.replace("\\", "/"),
    )
    yield from about_it


def _no_clsid(patient: _Patient) -> Iterator[Trouble]:
    clsid = patient.provider["CLSID"]
    if not isinstance(clsid, str) or not clsid:
        yield Trouble(patient.where, "CLSID is NULL, so there is no code to load", "set CLSID to module:Class")
    elif clsid.startswith("{"):
        yield Trouble(
            patient.where,
            f"CLSID {clsid} is a COM class; no such class can be loaded here",
            "set CLSID to module:Class or /path/to/file.py:Class",
        )


def _switched_off(patient: _Patient) -> Iterator[Trouble]:
    if patient.provider["Enabled"] is False:
        yield Trouble(patient.where, "Enabled is FALSE, so the provider is not asked", "set Enabled to TRUE")


def _hosting_model(patient: _Patient) -> Iterator[Trouble]:
    text = patient.provider["HostingModel"]
    if not isinstance(text, str):
        return
    try:
        check_hosting_model(ProviderRecord(patient.name, patient.view.namespace, "", hosting_model=text))
    except WbemError as error:
        yield Trouble(patient.where, error.message, error.next_step)


def _no_registration(patient: _Patient) -> Iterator[Trouble]:
    if not patient.registrations:
        yield Trouble(
            patient.where,
            "no __InstanceProviderRegistration, __MethodProviderRegistration or other registration names this provider",
            "put one with Provider set to this instance, or install the provider again",
        )


def _no_class(patient: _Patient) -> Iterator[Trouble]:
    if not patient.classes:
        yield Trouble(
            patient.where,
            f"no class in {patient.view.namespace} names this provider, so nobody can ask for it",
            f'give the class the qualifiers dynamic and provider("{patient.name}")',
        )


def _not_dynamic(patient: _Patient) -> Iterator[Trouble]:
    """Yield classes that name the provider and have no instances of it. Spec: provider-model.md §6 (dynamic)."""
    for found in patient.classes:
        if not found.is_dynamic and not found.methods and not _has_dynamic_properties(found):
            yield Trouble(
                f"{patient.view.namespace}:{found.name}",
                "the class names the provider without being dynamic, so its instances come from the repository",
                "add the qualifier dynamic to the class",
            )


def _has_dynamic_properties(found: ClassDefinition) -> bool:
    own = found.qualifiers
    return is_true(own, "dynprops") or any(is_true(p.qualifiers, "dynamic") for p in found.properties.values())


def _missing_role(patient: _Patient) -> Iterator[Trouble]:
    """Yield roles that a class needs and nobody registered. Spec: provider-model.md §1, §4.4."""
    if not patient.registrations:
        return
    for found in patient.classes:
        where = f"{patient.view.namespace}:{found.name}"
        if found.is_dynamic and patient.registration("__InstanceProviderRegistration") is None:
            yield Trouble(
                where,
                "the class is dynamic and its provider has no __InstanceProviderRegistration",
                "put one with Provider set to the provider",
            )
        if _has_dynamic_properties(found) and patient.registration("__PropertyProviderRegistration") is None:
            yield Trouble(
                where,
                "the class has dynamic properties and their provider has no __PropertyProviderRegistration",
                "put one with Provider set to the provider",
            )
        implemented = [m.name for m in found.methods.values() if is_true(m.qualifiers, "implemented")]
        if implemented and patient.registration("__MethodProviderRegistration") is None:
            yield Trouble(
                where,
                f"{', '.join(implemented)} cannot be called: its provider has no __MethodProviderRegistration",
                "put one with Provider set to the provider",
            )


_REGISTRATION_CHECKS: Final[tuple[Check, ...]] = (
    _no_clsid,
    _switched_off,
    _hosting_model,
    _no_registration,
    _no_class,
    _not_dynamic,
    _missing_role,
)


def _examine_code(patient: _Patient, *, is_usable: bool) -> tuple[list[Trouble], float | None]:
    """Load the code, compare it with what is declared, and start it when nothing stands against that.

    Args:
        patient: The provider.
        is_usable: Whether its registration is free of troubles.

    Returns:
        What is wrong, and the seconds that starting took.
    """
    if str(patient.provider["CLSID"]).startswith("{"):
        return [], None
    try:
        record = read_record(patient.view.repository, patient.view.namespace, patient.name)
        contract = load(record)
    except WbemError as error:
        return [_trouble_of(error, patient)], None
    troubles = [*_differences(patient, contract.capabilities), *_property_differences(patient, contract)]
    if not is_usable:
        return troubles, None
    begin_s = time.perf_counter()
    call = CallContext(current_identity(), deadline=time.monotonic() + START_LIMIT_S)
    try:
        patient.view.provider(record, call)
    except WbemError as error:
        return [*troubles, _trouble_of(error, patient)], None
    return troubles, time.perf_counter() - begin_s


def _trouble_of(error: WbemError, patient: _Patient) -> Trouble:
    return Trouble(
        error.where or patient.where, f"{error.symbol}: {error.message}", error.next_step or "correct the code"
    )


_OFFERS: Final[Mapping[str, Callable[[Capabilities], bool]]] = MappingProxyType(
    {
        "SupportsGet": lambda can: can.get,
        "SupportsEnumeration": lambda can: can.enumerate,
        "SupportsPut": lambda can: can.put,
        "SupportsDelete": lambda can: can.delete,
    }
)
"""Property of `__InstanceProviderRegistration` -> whether the code can do it."""


def _differences(patient: _Patient, can: Capabilities) -> Iterator[Trouble]:
    """Yield what the registration declares and the code has not, and the other way round."""
    instances = patient.registration("__InstanceProviderRegistration")
    if instances is not None:
        offers = {name: (instances[name] is True, offered(can)) for name, offered in _OFFERS.items()}
        offers["QuerySupportLevels"] = (bool(instances["QuerySupportLevels"]), bool(can.query_levels))
        yield from _differing(patient, "__InstanceProviderRegistration", offers)
    elif patient.registrations and can.serves_instances:
        yield _undeclared(patient, "instances", "__InstanceProviderRegistration")
    methods = patient.registration("__MethodProviderRegistration")
    if methods is not None and not can.methods:
        yield Trouble(
            f"{patient.view.namespace}:__MethodProviderRegistration",
            "it declares methods, and the code has none",
            "delete the registration, or write the methods with @method",
        )
    elif methods is None and can.methods and patient.registrations:
        yield _undeclared(patient, "methods", "__MethodProviderRegistration")


def _property_differences(patient: _Patient, contract: ProviderContract) -> Iterator[Trouble]:
    if patient.registration("__PropertyProviderRegistration") and not isinstance(contract, PropertyContract):
        yield Trouble(
            f"{patient.view.namespace}:__PropertyProviderRegistration",
            "it declares properties, and the code serves none",
            "delete the registration, or derive the code from PropertyProvider",
        )


def _differing(patient: _Patient, class_name: str, offers: Mapping[str, tuple[bool, bool]]) -> Iterator[Trouble]:
    where = f"{patient.view.namespace}:{class_name}"
    for name, (declared, offered) in offers.items():
        if declared and not offered:
            mend = "install the provider again, or write the operation"
            yield Trouble(where, f"{name} is declared, and the code does not implement it", mend)
        elif offered and not declared:
            mend = "install the provider again, or set it in the registration"
            yield Trouble(where, f"the code implements what {name} stands for, and it is not declared", mend)


def _undeclared(patient: _Patient, what: str, class_name: str) -> Trouble:
    return Trouble(
        patient.where, f"the code offers {what}, and there is no {class_name}", "install the provider again, or put one"
    )
