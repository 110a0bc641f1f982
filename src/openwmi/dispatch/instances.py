# SPDX-License-Identifier: Apache-2.0
"""Single instances: get, put and delete, in the repository or through a provider."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from openwmi.dispatch.conform import Conformance
from openwmi.dispatch.entering import enter
from openwmi.dispatch.execute import DECLINED, accepted
from openwmi.dispatch.extensions import check_partial_put, read_get_extensions, trimmed, written_properties
from openwmi.dispatch.plan import Access, Scan
from openwmi.dispatch.properties import DynamicProperties
from openwmi.dispatch.view import NamespaceView
from openwmi.errors import (
    IllegalOperationError,
    InvalidObjectError,
    InvalidObjectPathError,
    InvalidParameterError,
    NotFoundError,
    ProviderNotCapableError,
    WbemError,
)
from openwmi.host.records import ProviderRecord
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.declaration import ClassDeclaration
from openwmi.model.flags import PUT_EXISTENCE_MASK, WBEM_FLAG_DIRECT_READ
from openwmi.model.identity import canonical_key, resolve_keys
from openwmi.model.instance import Instance
from openwmi.model.names import NameMap
from openwmi.model.objectpath import KeyValue, ObjectPath
from openwmi.model.storable import check_not_null
from openwmi.provider.changes import read_extensions
from openwmi.provider.context import CallContext
from openwmi.wql.render import quote


def blank_class(view: NamespaceView) -> ClassDefinition:
    """Return a class without name and properties; its declaration can be filled in and put.

    Spec: iwbemservices.md §3 (GetObject of nothing); object-model.md §12.3.
    """
    return ClassDefinition(
        ClassDeclaration(""),
        None,
        qualifiers=NameMap(),
        properties=NameMap(),
        methods=NameMap(),
        namespace=view.namespace,
        server=view.server,
    )


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
        WbemError: What the provider failed with; of several, the first to fail when no other has the instance.

    Spec: object-model.md §12.3; provider-model.md §4.3.
    """
    named = view.require_class(local_path(path, view).class_name)
    wanted = resolve_keys(path.relative(), named)
    if properties is None:
        properties = read_get_extensions(call.values).wanted(named.key_names)
    failure: WbemError | None = None
    for cim_class in _candidates(named, view, flags):
        try:
            found = _get_of_class(cim_class, wanted.with_class(cim_class.name), view, call, properties)
        except NotFoundError:
            continue
        except WbemError as error:
            if call.is_over:
                raise
            if cim_class is named or not isinstance(error, ProviderNotCapableError):
                failure = failure or error
        else:
            return found if properties is None else trimmed(found, properties)
    if failure is not None:
        raise failure
    place = view.namespace.replace("\\", "/")  # a shell would take a backslash away
    raise NotFoundError(
        f"there is no {wanted.relpath} in {view.namespace}",
        next_step=f'list what there is: openwmi query -n {place} "SELECT * FROM {named.name}"',
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
        return DynamicProperties(view, call).read(found, properties)
    record = view.record_of(cim_class)
    wanted = None if properties is None else frozenset(properties) | frozenset(cim_class.key_names)
    if view.instance_role(record).supports_get:
        try:
            request = enter(view, record, call, "GetObject", path.relpath, class_name=cim_class.name, properties=wanted)
            found = view.provider(record, call).get(path, request)
            return Conformance(view, cim_class, record)(found)
        except DECLINED:
            pass
    return _find_among(cim_class, path, record, view, call)


def _find_among(
    cim_class: ClassDefinition, path: ObjectPath, record: ProviderRecord, view: NamespaceView, call: CallContext
) -> Instance:
    """Return the instance with these keys among those a provider finds by a query, or enumerates.

    Spec: provider-model.md §4.3 (get falls back on a query by key, then on enumeration).
    """
    role = view.instance_role(record)
    if not (role.supports_enumeration or role.takes_queries):
        raise ProviderNotCapableError(f"provider {record.name} neither gets nor enumerates {cim_class.name}")
    keys = path.keys or ()
    scan = Scan(cim_class, record, restrictions={name.lower(): (value,) for name, value in keys})
    if role.takes_queries and keys:
        terms = " AND ".join(f"{name} = {_constant(value)}" for name, value in keys)
        scan = replace(scan, access=Access.QUERY, query_text=f"SELECT * FROM {cim_class.name} WHERE {terms}")
    identity = canonical_key(path, cim_class)
    _, rows = accepted(scan, view, call)
    for row in rows:
        found = row.path
        if found is not None and canonical_key(found, row.cim_class) == identity:
            return row
    raise NotFoundError(f"provider {record.name} has no {path.relpath}")


def _constant(value: KeyValue) -> str:
    if isinstance(value, str):
        return quote(value)
    return str(value).upper() if isinstance(value, bool) else str(value)


def check_puttable(instance: object) -> None:
    """Refuse what is no instance.

    Raises:
        InvalidParameterError: None.
        InvalidObjectError: A class, or anything else.

    Spec: iwbemservices.md §4.
    """
    if instance is None:
        raise InvalidParameterError("PutInstance needs an instance", next_step="spawn one from the class")
    if not isinstance(instance, Instance):
        raise InvalidObjectError("PutInstance takes an instance", next_step="spawn one from the class")


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
        IllegalNullError: A not_null or indexed property is NULL.
        InvalidContextError: A partial put without WBEM_FLAG_UPDATE_ONLY.
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
    check_not_null(_as_class(instance, cim_class), with_keys=False)
    check_partial_put(call.values, flags)
    if not cim_class.is_dynamic:
        return _put_stored(instance, view, call, flags)
    stored: ObjectPath | None = None
    for link in _dynamic_chain(cim_class):
        stored = _put_through(link, instance, view, call, flags)
    path = stored or instance.path
    return path.relative() if path is not None else ObjectPath(cim_class.name)


def _put_stored(instance: Instance, view: NamespaceView, call: CallContext, flags: int) -> ObjectPath:
    """Store an instance, then hand the values of its dynamic properties to their providers.

    Choice: the repository comes first, so that flags and rules refuse before a provider changes something.
    """
    only = written_properties(instance, read_extensions(call.values))
    dynamic = DynamicProperties(view, call)
    stored, names = dynamic.split(instance)
    path = view.repository.put_instance(view.namespace, stored, flags, only=only).relative()
    wanted = names if only is None else [name for name in names if name.lower() in {each.lower() for each in only}]
    dynamic.write(instance, wanted)
    return path


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
    seen = _as_class(instance, cim_class)
    about = seen.relpath or cim_class.name
    kept = flags & PUT_EXISTENCE_MASK
    request = enter(view, record, call, "PutInstance", about, class_name=cim_class.name, flags=kept)
    return view.provider(record, call).put(seen, request)


def _as_class(instance: Instance, cim_class: ClassDefinition) -> Instance:
    """Return the instance as an ancestor's provider sees it: only what that class knows."""
    layout = cim_class.layout
    view = Instance(layout, layout.new_row())
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
    if not named.is_dynamic:
        named = get_instance(path, view, call, properties=named.key_names).cim_class
    if named.is_dynamic:
        _delete_through(named, wanted, view, call)
    else:
        view.repository.delete_instance(view.namespace, wanted.with_class(named.name))


def _delete_through(cim_class: ClassDefinition, path: ObjectPath, view: NamespaceView, call: CallContext) -> None:
    """Delete an instance with the providers of its class, of the ancestors and of the descendants.

    The topmost concrete class decides; of an abstract class the topmost concrete descendants do, and one
    of them is enough.

    Spec: iwbemservices.md §5.
    Choice: the others are told after a success only, so that a refused delete changes nothing; they may not
    know the instance, and what they answer does not count.
    """
    above = _dynamic_chain(cim_class)
    below = [c for c in view.descendants(cim_class.name) if c.is_dynamic and not c.is_abstract]
    deciding = above[:1] or [c for c in below if c.parent is None or c.parent.is_abstract or not c.parent.is_dynamic]
    failures = [error for link in deciding if (error := _try_delete(link, path, view, call)) is not None]
    if len(failures) == len(deciding):
        raise failures[0] if failures else ProviderNotCapableError(f"nobody deletes instances of {cim_class.name}")
    for link in (*above, *below):
        if link not in deciding:
            _try_delete(link, path, view, call)


def _try_delete(
    cim_class: ClassDefinition, path: ObjectPath, view: NamespaceView, call: CallContext
) -> WbemError | None:
    """Delete through one class's provider; return why it did not work."""
    try:
        record = view.record_of(cim_class)
        if not view.instance_role(record).supports_delete:
            return _not_capable(record, "delete instances of", cim_class)
        target = path.with_class(cim_class.name)
        request = enter(view, record, call, "DeleteInstance", target.relpath, class_name=cim_class.name)
        view.provider(record, call).delete(target, request)
    except WbemError as error:
        if call.is_over:
            raise
        return error
    return None


def _not_capable(record: ProviderRecord, what: str, cim_class: ClassDefinition) -> ProviderNotCapableError:
    return ProviderNotCapableError(
        f"provider {record.name} does not {what} {cim_class.name}", where=f"provider {record.name}"
    )
