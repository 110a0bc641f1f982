# SPDX-License-Identifier: Apache-2.0
"""Associations: ASSOCIATORS OF and REFERENCES OF, answered from the schema and the association instances."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from openwmi.dispatch.endpoint import Endpoint
from openwmi.dispatch.execute import accepted
from openwmi.dispatch.instances import get_instance
from openwmi.dispatch.outcome import Outcome
from openwmi.dispatch.plan import Access, Scan
from openwmi.dispatch.rules.sources import with_source
from openwmi.dispatch.view import NamespaceView
from openwmi.errors import InvalidNamespaceError, InvalidObjectPathError, NotFoundError, WbemError
from openwmi.model.cimclass import ClassDefinition, Property
from openwmi.model.cimobject import CimObject
from openwmi.model.cimtype import CimType
from openwmi.model.identity import LOCAL_SERVERS
from openwmi.model.instance import Instance
from openwmi.model.objectpath import ObjectPath
from openwmi.model.qualifier import is_true
from openwmi.model.system import locate
from openwmi.provider.context import CallContext
from openwmi.wql.bound import BoundAssociation
from openwmi.wql.nodes import AssociationKind, AssociationOptions
from openwmi.wql.render import quote


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An association class and the names of its references that may point at the source."""

    cim_class: ClassDefinition
    roles: tuple[str, ...]


def run_association(
    bound: BoundAssociation, view: NamespaceView, call: CallContext, outcome: Outcome
) -> Iterator[CimObject]:
    """Yield what an association query asks for: instances, or class definitions.

    Raises:
        InvalidClassError: The source's class does not exist.
        NotFoundError: The source does not exist.
        InvalidObjectPathError: A class path where an instance is needed, or the other way round.

    Spec: wql.md §3 (SchemaOnly), §5.
    """
    options = bound.options
    if options.schema_only:
        yield from _schema_only(bound, view)
        return
    if not bound.path.is_instance:
        raise InvalidObjectPathError(
            f"{bound.path} names a class; {bound.kind.value} OF needs an instance",
            next_step="add the keys, or add WHERE SchemaOnly",
        )
    source = get_instance(bound.path, view, call, properties=_key_names(bound.path, view))
    endpoint = Endpoint(source, view.namespace)
    links = _links(endpoint, bound, view, call, outcome)
    if bound.kind is AssociationKind.REFERENCES:
        results: Iterator[Instance] = (link for link, _ in links)
    else:
        results = _far_ends(links, options, view, call, outcome)
    if options.class_defs_only:
        yield from _distinct_classes(results)
    elif options.keys_only:
        yield from map(_keys_only, results)
    else:
        yield from results


def _key_names(path: ObjectPath, view: NamespaceView) -> tuple[str, ...]:
    return view.require_class(path.class_name).key_names


def _candidates(
    source: ClassDefinition, bound: BoundAssociation, view: NamespaceView, *, with_abstract: bool = False
) -> Iterator[_Candidate]:
    """Yield the association classes that may lead away from the source. Spec: wql.md §5 step 1."""
    for name in view.classes.class_names():
        cim_class = view.classes.find_class(name)
        if cim_class is None or not cim_class.is_association or (cim_class.is_abstract and not with_abstract):
            continue
        if not _class_fits(cim_class, bound):
            continue
        roles = tuple(
            reference.name
            for reference in _references(cim_class)
            if _may_point_at(reference, source, view) and _is_named(reference.name, bound.options.role)
        )
        if roles:
            yield _Candidate(cim_class, roles)


def _class_fits(cim_class: ClassDefinition, bound: BoundAssociation) -> bool:
    options = bound.options
    if bound.kind is AssociationKind.REFERENCES:
        wanted, qualifier = options.result_class, options.required_qualifier
    else:
        wanted, qualifier = options.assoc_class, options.required_assoc_qualifier
    return (wanted is None or cim_class.is_a(wanted)) and (qualifier is None or _has_qualifier(cim_class, qualifier))


def _has_qualifier(cim_class: ClassDefinition, name: str) -> bool:
    return cim_class.is_association if name.lower() == "association" else is_true(cim_class.qualifiers, name)


def _references(cim_class: ClassDefinition) -> list[Property]:
    return [p for p in cim_class.properties.values() if p.type.cimtype is CimType.CIM_REFERENCE and not p.type.is_array]


def _may_point_at(reference: Property, source: ClassDefinition, view: NamespaceView) -> bool:
    """Tell whether a reference's type admits the source: its class, an ancestor, a descendant, or any."""
    declared = reference.type.class_name
    if declared is None or source.is_a(declared):
        return True
    found = view.classes.find_class(declared)
    return found is not None and found.is_a(source.name)


def _is_named(name: str, wanted: str | None) -> bool:
    return wanted is None or name.lower() == wanted.lower()


def _links(
    endpoint: Endpoint, bound: BoundAssociation, view: NamespaceView, call: CallContext, outcome: Outcome
) -> Iterator[tuple[Instance, tuple[str, ...]]]:
    """Yield association instances that point at the source, with the references that do.

    Spec: wql.md §5 step 2: static ones through the reference index, dynamic ones from their provider
    with the source's path pushed down; every row is checked again.
    """
    static: dict[str, _Candidate] = {}
    dynamic: list[_Candidate] = []
    for candidate in _candidates(endpoint.cim_class, bound, view):
        if candidate.cim_class.is_dynamic:
            dynamic.append(candidate)
        else:
            static[candidate.cim_class.name.lower()] = candidate
    if static:
        for row in view.repository.references_to(view.namespace, endpoint.path):
            known = static.get(row.class_name.lower())
            roles = endpoint.roles_in(row, known.roles, view) if known else ()
            if roles:
                yield row, roles
    for candidate in dynamic:
        yield from _dynamic_links(candidate, endpoint, view, call, outcome)


def _dynamic_links(
    candidate: _Candidate, endpoint: Endpoint, view: NamespaceView, call: CallContext, outcome: Outcome
) -> Iterator[tuple[Instance, tuple[str, ...]]]:
    scan = with_source(Scan(candidate.cim_class), view)
    seen: set[str] = set()
    for role in candidate.roles:
        try:
            for row in accepted(_narrowed(scan, role, endpoint, view), view, call)[1]:
                roles = endpoint.roles_in(row, candidate.roles, view)
                path = row.relpath
                if not roles or (path is not None and path in seen):
                    continue
                if path is not None and len(candidate.roles) > 1:
                    seen.add(path)
                yield row, roles
        except WbemError as error:
            if call.is_over:
                raise
            outcome.note_failure(candidate.cim_class.name, error)


def _narrowed(scan: Scan, role: str, endpoint: Endpoint, view: NamespaceView) -> Scan:
    """Return the scan for the associations whose reference points at the source.

    A provider that takes queries gets one for both spellings of the path. Spec: wql.md §5 step 2.
    """
    name = scan.cim_class.name
    narrowed = replace(scan, restrictions={role.lower(): endpoint.spellings})
    if scan.record is None or not view.instance_role(scan.record).takes_queries:
        return narrowed
    terms = " OR ".join(f"{role} = {quote(spelling)}" for spelling in endpoint.spellings)
    return replace(narrowed, access=Access.QUERY, query_text=f"SELECT * FROM {name} WHERE {terms}")


def _far_ends(
    links: Iterable[tuple[Instance, tuple[str, ...]]],
    options: AssociationOptions,
    view: NamespaceView,
    call: CallContext,
    outcome: Outcome,
) -> Iterator[Instance]:
    """Yield the instances at the other ends. Spec: wql.md §5 step 3, 4."""
    for link, near_roles in links:
        for reference in _references(link.cim_class):
            is_near = reference.name in near_roles
            if is_near and len(near_roles) < 2:
                continue
            if not _is_named(reference.name, options.result_role):
                continue
            far = _fetch(link[reference.name], view, call, outcome)
            if far is not None and _result_fits(far, options):
                yield far


def _fetch(reference: object, view: NamespaceView, call: CallContext, outcome: Outcome) -> Instance | None:
    """Return the instance a reference points at; None when it cannot be had.

    Spec: wql.md §5 (missing endpoints and those of other machines are left out; other namespaces are followed).
    """
    if not isinstance(reference, str):
        return None
    try:
        path = ObjectPath.parse(reference)
        if path.server is not None and path.server.lower() not in LOCAL_SERVERS | {view.server.lower()}:
            return None
        if path.namespace is not None and path.namespace.lower() != view.namespace.lower():
            view = view.sibling(path.namespace)
        return get_instance(path.relative(), view, call)
    except (NotFoundError, InvalidNamespaceError, InvalidObjectPathError):
        return None
    except WbemError as error:
        if call.is_over:
            raise
        outcome.note_failure(reference, error)
        return None


def _result_fits(far: Instance, options: AssociationOptions) -> bool:
    if options.result_class is not None and not far.is_a(options.result_class):
        return False
    return options.required_qualifier is None or _has_qualifier(far.cim_class, options.required_qualifier)


def _distinct_classes(results: Iterable[Instance]) -> Iterator[ClassDefinition]:
    seen: set[str] = set()
    for result in results:
        name = result.class_name.lower()
        if name not in seen:
            seen.add(name)
            yield result.cim_class


def _keys_only(instance: Instance) -> Instance:
    layout = instance.layout.project(instance.cim_class.key_names)
    values = [instance[name] for name in layout.names]
    result = Instance(layout, values, layout.all_local)
    locate(result, instance)
    return result


def _schema_only(bound: BoundAssociation, view: NamespaceView) -> Iterator[ClassDefinition]:
    """Yield class definitions: the associations, or the classes at their other ends. Spec: wql.md §3."""
    if not bound.path.is_class:
        raise InvalidObjectPathError(
            f"{bound.path} is not a class; SchemaOnly needs one", next_step="leave the keys out"
        )
    source = view.require_class(bound.path.class_name)
    candidates = _candidates(source, bound, view, with_abstract=True)
    if bound.kind is AssociationKind.REFERENCES:
        yield from (candidate.cim_class for candidate in candidates)
        return
    yield from _far_classes(candidates, bound.options, view.classes.find_class)


def _far_classes(
    candidates: Iterable[_Candidate],
    options: AssociationOptions,
    find_class: Callable[[str], ClassDefinition | None],
) -> Iterator[ClassDefinition]:
    seen: set[str] = set()
    for candidate in candidates:
        for reference in _references(candidate.cim_class):
            declared = reference.type.class_name
            if candidate.roles == (reference.name,) or declared is None or declared.lower() in seen:
                continue
            far = find_class(declared)
            if far is None or not _is_named(reference.name, options.result_role):
                continue
            if options.result_class is not None and not far.is_a(options.result_class):
                continue
            if options.required_qualifier is not None and not _has_qualifier(far, options.required_qualifier):
                continue
            seen.add(declared.lower())
            yield far
