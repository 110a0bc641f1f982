# SPDX-License-Identifier: Apache-2.0
"""Single instances: get, put and delete, in the repository or through a provider."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from openwmi.dispatch.conform import Conformance
from openwmi.dispatch.execute import DECLINED, scan_rows
from openwmi.dispatch.flags import PUT_EXISTENCE_MASK, WBEM_FLAG_DIRECT_READ
from openwmi.dispatch.plan import Access, Scan
from openwmi.dispatch.view import NamespaceView
from openwmi.errors import (
    IllegalNullError,
    IllegalOperationError,
    InvalidObjectPathError,
    NotFoundError,
    ProviderNotCapableError,
)
from openwmi.host.records import ProviderRecord
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.identity import canonical_key, resolve_keys
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import is_true
from openwmi.provider.context import CallContext
from openwmi.provider.request import Request


def local_path(path: ObjectPath, view: NamespaceView) -> ObjectPath:
    """Return the relative form of a path that must point into this namespace.

    Raises:
        InvalidObjectPathError: It names another namespace.

    Spec: iwbemservices.md §3 (only the connected namespace is searched).
    """
    if path.namespace is not None and path.namespace.lower() != view.namespace.lower():
        raise InvalidObjectPathError(
            f"path {path} leads out of {view.namespace}", next_step=f"connect to {path.namespace} and ask there"
        )
    return path.relative()


def get_instance(
    path: ObjectPath,
    view: NamespaceView,
    call: CallContext,
    *,
    flags: int = 0,
    properties: Collection[str] | None = None,
) -> Instance:
    """Return the instance at a path; of a subclass, when the instance is one.

    Args:
        path: Class and keys.
        view: The namespace.
        call: On whose behalf.
        flags: WBEM_FLAG_DIRECT_READ asks the named class alone.
        properties: The only properties wanted, or None for all.

    Raises:
        InvalidClassError: No such class.
        InvalidObjectPathError: The keys do not fit the class.
        NotFoundError: No such instance.
        WbemError: What the provider failed with.

    Spec: object-model.md §12.3; provider-model.md §4.3.
    """
    named = view.require_class(local_path(path, view).class_name)
    wanted = resolve_keys(path.relative(), named)
    asked_error: Exception | None = None
    for cim_class in _candidates(named, view, flags):
        try:
            return _get_of_class(cim_class, wanted.with_class(cim_class.name), view, call, properties)
        except NotFoundError:
            continue
        except ProviderNotCapableError as error:
            asked_error = error if cim_class is named else asked_error
    if asked_error is not None:
        raise asked_error
    raise NotFoundError(
        f"there is no {wanted.relpath} in {view.namespace}",
        next_step=f'list what there is: openwmi query "SELECT * FROM {named.name}"',
    )


def _candidates(named: ClassDefinition, view: NamespaceView, flags: int) -> Iterator[ClassDefinition]:
    """Yield the classes that may hold the instance, most derived first."""
    if not flags & WBEM_FLAG_DIRECT_READ:
        descendants = [c for c in view.descendants(named.name) if not c.is_abstract]
        yield from sorted(descendants, key=lambda c: -len(c.derivation))
    if not named.is_abstract:
        yield named


def _get_of_class(
    cim_class: ClassDefinition,
    path: ObjectPath,
    view: NamespaceView,
    call: CallContext,
    properties: Collection[str] | None,
) -> Instance:
    if not cim_class.is_dynamic:
        found = view.repository.get_instance(view.namespace, path)
        if found.class_name.lower() != cim_class.name.lower():
            raise NotFoundError(f"there is no {path.relpath}")
        return found
    record = view.record_of(cim_class)
    wanted = None if properties is None else frozenset(properties) | frozenset(cim_class.key_names)
    request = Request(
        call.child(),
        class_name=cim_class.name,
        properties=wanted,
        services=view.services(call),
    )
    if view.instance_role(record).supports_get:
        try:
            found = view.provider(record, call).get(path, request)
            return Conformance(view, cim_class, record)(found)
        except DECLINED:
            pass
    return _find_among(cim_class, path, record, view, call)


def _find_among(
    cim_class: ClassDefinition, path: ObjectPath, record: ProviderRecord, view: NamespaceView, call: CallContext
) -> Instance:
    """Return the instance with these keys among all that a provider enumerates.

    Spec: provider-model.md §4.3 (get falls back on enumeration).
    """
    if not view.instance_role(record).supports_enumeration:
        raise ProviderNotCapableError(f"provider {record.name} neither gets nor enumerates {cim_class.name}")
    restrictions = {name.lower(): (value,) for name, value in path.keys or ()}
    scan = Scan(cim_class, record, Access.ENUMERATE, restrictions=restrictions)
    identity = canonical_key(path, cim_class)
    for row in scan_rows(scan, view, call):
        found = row.path
        if found is not None and canonical_key(found, row.cim_class) == identity:
            return row
    raise NotFoundError(f"provider {record.name} has no {path.relpath}")


def put_instance(instance: Instance, view: NamespaceView, call: CallContext, flags: int = 0) -> ObjectPath:
    """Create or update an instance and return its path, without the namespace.

    Args:
        instance: Of a class of this namespace; rows of another layout are matched by name.
        view: The namespace.
        call: On whose behalf.
        flags: WBEM_FLAG_UPDATE_ONLY or …_CREATE_ONLY, or neither.

    Raises:
        InvalidClassError: No such class.
        IllegalOperationError: The class is abstract.
        IllegalNullError: A not_null property is NULL.
        ProviderNotCapableError: The provider does not write.
        WbemError: What the repository or the provider refused.

    Spec: iwbemservices.md §4.
    """
    cim_class = view.require_class(instance.class_name)
    if cim_class.is_abstract:
        raise IllegalOperationError(
            f"class {cim_class.name} is abstract and has no instances of its own",
            next_step="put an instance of one of its subclasses",
        )
    check_not_null(instance, cim_class)
    if not cim_class.is_dynamic:
        return view.repository.put_instance(view.namespace, instance, flags).relative()
    stored: ObjectPath | None = None
    for link in _dynamic_chain(cim_class):
        stored = _put_through(link, instance, view, call, flags)
    path = stored or instance.path
    return path.relative() if path is not None else ObjectPath(cim_class.name)


def check_not_null(instance: Instance, cim_class: ClassDefinition) -> None:
    """Refuse NULL in a property marked `not_null`.

    Raises:
        IllegalNullError: Names the property.

    Spec: iwbemservices.md §4; keys may be NULL, whoever stores the instance names it then.
    """
    for declared in cim_class.properties.values():
        if is_true(declared.qualifiers, "not_null") and not declared.is_key and instance.get(declared.name) is None:
            raise IllegalNullError(f"{cim_class.name}.{declared.name} is NULL and may not be (not_null)")


def _dynamic_chain(cim_class: ClassDefinition) -> list[ClassDefinition]:
    """Return the dynamic concrete classes from the top of the branch down to this one.

    Spec: iwbemservices.md §4 (hierarchy propagation: every provider of the chain, topmost first).
    """
    chain: list[ClassDefinition] = []
    link: ClassDefinition | None = cim_class
    while link is not None:
        if link.is_dynamic and not link.is_abstract:
            chain.insert(0, link)
        link = link.parent
    return chain


def _put_through(
    cim_class: ClassDefinition, instance: Instance, view: NamespaceView, call: CallContext, flags: int
) -> ObjectPath | None:
    record = view.record_of(cim_class)
    if not view.instance_role(record).supports_put:
        raise _not_capable(record, "write instances of", cim_class)
    request = Request(
        call.child(), class_name=cim_class.name, flags=flags & PUT_EXISTENCE_MASK, services=view.services(call)
    )
    return view.provider(record, call).put(_as_class(instance, cim_class), request)


def _as_class(instance: Instance, cim_class: ClassDefinition) -> Instance:
    """Return the instance as an ancestor's provider sees it: only what that class knows."""
    layout = cim_class.layout
    view = Instance(layout, layout.defaults.copy())
    for name, slot in layout.slots.items():
        if name in instance.layout.slots and instance.is_local(name):
            view.values[slot] = instance[name]
            view.local |= 1 << slot
    return view


def delete_instance(path: ObjectPath, view: NamespaceView, call: CallContext) -> None:
    """Delete the instance at a path.

    Raises:
        InvalidClassError: No such class.
        InvalidObjectPathError: Not an instance path, or the keys do not fit.
        NotFoundError: No such instance.
        ProviderNotCapableError: The provider does not delete.

    Spec: iwbemservices.md §5.
    """
    named = view.require_class(local_path(path, view).class_name)
    wanted = resolve_keys(path.relative(), named)
    real = _real_class(named, wanted, view, call)
    if not real.is_dynamic:
        view.repository.delete_instance(view.namespace, wanted.with_class(real.name))
        return
    record = view.record_of(real)
    if not view.instance_role(record).supports_delete:
        raise _not_capable(record, "delete instances of", real)
    request = Request(call.child(), class_name=real.name, services=view.services(call))
    view.provider(record, call).delete(wanted.with_class(real.name), request)


def _real_class(named: ClassDefinition, path: ObjectPath, view: NamespaceView, call: CallContext) -> ClassDefinition:
    """Return the class of the instance at a path; only asks when it may be another than the named one."""
    if named.is_dynamic and not named.is_abstract and not view.classes.subclasses(named.name):
        return named
    return get_instance(path, view, call, properties=named.key_names).cim_class


def _not_capable(record: ProviderRecord, what: str, cim_class: ClassDefinition) -> ProviderNotCapableError:
    return ProviderNotCapableError(
        f"provider {record.name} does not {what} {cim_class.name}", where=f"provider {record.name}"
    )
