# SPDX-License-Identifier: Apache-2.0
"""The page of a provider: what it serves, what it can do, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from openwmi.model.cimclass import ClassDefinition
from openwmi.model.qualifier import is_true, text_of
from openwmi.mof.render import render_declaration
from openwmi.provider.contract import Capabilities
from openwmi.provider.declare import CimClass
from openwmi.provider.instance import InstanceProvider, ProviderDeclaration, declaration_of
from openwmi.provider.registration import registration_of

Problem = Callable[[ProviderDeclaration], Iterator[str]]


def page_lines(provider_class: type[InstanceProvider[CimClass]]) -> Iterator[str]:
    """Yield the page of a provider, its MOF at the end."""
    declaration = declaration_of(provider_class)
    registration = registration_of(provider_class)
    cim_class = declaration.definition
    yield f"provider    {registration.provider_name}"
    yield f"namespace   {registration.namespace}"
    yield f"class       {' : '.join((cim_class.name, *cim_class.derivation))}"
    yield f"key         {key_text(cim_class)}"
    yield f"can         {', '.join(abilities(declaration.capabilities)) or 'nothing'}"
    if cim_class.methods:
        yield f"methods     {', '.join(cim_class.methods)}"
    for problem in problems_of(declaration):
        yield f"problem     {problem}"
    for each in registration.classes:
        yield ""
        yield render_declaration(each).rstrip("\n")


def key_text(cim_class: ClassDefinition) -> str:
    """Return the names of the key properties, or what stands in for a key."""
    if cim_class.key_names:
        return ", ".join(cim_class.key_names)
    return "none: a singleton" if cim_class.is_singleton else "none"


def abilities(capabilities: Capabilities) -> Iterator[str]:
    """Yield what a provider does itself, one word each."""
    words = {
        "get": capabilities.get,
        "enumerate": capabilities.enumerate,
        "query": bool(capabilities.query_levels),
        "put": capabilities.put,
        "partial put": capabilities.partial_put,
        "delete": capabilities.delete,
        "methods": bool(capabilities.methods),
    }
    yield from (word for word, holds in words.items() if holds)


def problems_of(declaration: ProviderDeclaration) -> Iterator[str]:
    """Yield what is wrong with a provider although it loads, one sentence each."""
    for find in _PROBLEMS:
        yield from find(declaration)


def _no_key(declaration: ProviderDeclaration) -> Iterator[str]:
    cim_class = declaration.definition
    if not cim_class.key_names and not cim_class.is_singleton:
        yield "the class has no key: mark a property with key(), or pass singleton=True"


def _nothing_to_read(declaration: ProviderDeclaration) -> Iterator[str]:
    can = declaration.capabilities
    if not (can.get or can.enumerate or can.query_levels or can.methods):
        yield "nothing can be read: write enumerate, which is enough for queries and single objects"
    elif can.get and not (can.enumerate or can.query_levels):
        yield "queries find nothing: write enumerate too"


def _write_without_put(declaration: ProviderDeclaration) -> Iterator[str]:
    writable = [p.name for p in declaration.definition.properties.values() if is_true(p.qualifiers, "write")]
    if writable and not declaration.capabilities.put:
        yield f"{', '.join(writable)} cannot be written: write update, or take write=True away"


def _no_description(declaration: ProviderDeclaration) -> Iterator[str]:
    if not text_of(declaration.definition.qualifiers, "description"):
        yield "the class has no docstring, so clients see no description"


_PROBLEMS: Final[tuple[Problem, ...]] = (_no_key, _nothing_to_read, _write_without_put, _no_description)
