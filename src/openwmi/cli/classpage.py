# SPDX-License-Identifier: Apache-2.0
"""The page of a class: heading, properties, methods and, when asked for, qualifiers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openwmi.cli.grid import grid_lines
from openwmi.cli.output.cells import printable
from openwmi.cli.output.stream import Stream
from openwmi.model.cimclass import ClassDefinition, Method, Property
from openwmi.model.cimtype import TypeSpec
from openwmi.model.declaration import ParameterDeclaration
from openwmi.model.qualifier import Qualifiers, is_true, text_of
from openwmi.mof.render import type_text

PROPERTY_COLUMNS: Final = ("Property", "Type", "Notes", "Description")
QUALIFIER_COLUMNS: Final = ("Element", "Qualifier", "Value")


def print_page(cim_class: ClassDefinition, stream: Stream, *, verbose: bool = False) -> None:
    """Print the page of a class.

    Args:
        cim_class: The class.
        stream: Where to.
        verbose: Whether to list every qualifier.
    """
    for line in page_lines(cim_class, stream, verbose):
        stream.line(line)


def page_lines(cim_class: ClassDefinition, stream: Stream, verbose: bool) -> Iterator[str]:
    """Yield the lines of the page of a class; the arguments are those of `print_page`."""
    yield from heading_lines(cim_class, stream)
    properties = list(map(property_row, properties_in_order(cim_class)))
    if properties:
        yield ""
        yield from grid_lines(PROPERTY_COLUMNS, properties, stream)
    for method in cim_class.methods.values():
        yield from method_lines(method, stream)
    if verbose:
        yield ""
        yield from grid_lines(QUALIFIER_COLUMNS, list(qualifier_rows(cim_class)), stream)


def heading_lines(cim_class: ClassDefinition, stream: Stream) -> Iterator[str]:
    """Yield name, ancestry, place, source and description of a class."""
    name = stream.style(cim_class.name, "head")
    yield " : ".join((name, *cim_class.derivation))
    yield " · ".join((cim_class.namespace or "no namespace", *kinds_of(cim_class), source_of(cim_class)))
    description = description_of(cim_class.qualifiers)
    if description:
        yield printable(description)


def kinds_of(cim_class: ClassDefinition) -> Iterator[str]:
    """Yield what kind of class it is, one word each."""
    kinds = {
        "abstract": cim_class.is_abstract,
        "association": cim_class.is_association,
        "singleton": cim_class.is_singleton,
        "event": cim_class.is_event,
    }
    yield from (kind for kind, holds in kinds.items() if holds)


def source_of(cim_class: ClassDefinition) -> str:
    """Return where the objects of a class come from."""
    if cim_class.provider_name:
        return f"objects from provider {cim_class.provider_name}"
    return "no objects of its own" if cim_class.is_abstract else "objects stored in the repository"


def properties_in_order(cim_class: ClassDefinition) -> list[Property]:
    """Return the properties, keys first, then as declared."""
    return sorted(cim_class.properties.values(), key=lambda declared: not declared.is_key)


def property_row(declared: Property) -> list[str]:
    """Return the line of a property."""
    notes = ["key"] if declared.is_key else []
    if is_true(declared.qualifiers, "write"):
        notes.append("writable")
    notes += notes_of(declared.qualifiers)
    if declared.default is not None:
        notes.append(f"default {declared.default}")
    return [declared.name, type_of(declared.type), ", ".join(notes), description_of(declared.qualifiers)]


def type_of(spec: TypeSpec) -> str:
    """Return the type as in MOF: `uint32`, `string[]`, `Win32_Process ref`, `Acme_Water`."""
    return f"{type_text(spec)}[]" if spec.is_array else type_text(spec)


def notes_of(qualifiers: Qualifiers) -> Iterator[str]:
    """Yield what the qualifiers of a property say about its values, in short."""
    units = text_of(qualifiers, "units")
    if units:
        yield units
    values = qualifiers.get("values")
    if values is not None and isinstance(values.value, list):
        mapped = qualifiers.get("valuemap")
        codes = mapped.value if mapped is not None and isinstance(mapped.value, list) else range(len(values.value))
        yield "; ".join(f"{code} {value}" for code, value in zip(codes, values.value, strict=False))


def method_lines(method: Method, stream: Stream) -> Iterator[str]:
    """Yield an empty line, the signature of a method and what it does; a signature is never cut."""
    static = "static " if method.is_static else ""
    parameters = ", ".join(map(parameter_text, method.parameters))
    yield ""
    yield f"{static}{type_text(method.return_type)} {stream.style(method.name, 'head')}({parameters})"
    description = description_of(method.qualifiers)
    if description:
        yield f"    {printable(description)}"


def parameter_text(parameter: ParameterDeclaration) -> str:
    """Return `in string CommandLine`."""
    directions = [word for word in ("in", "out") if is_true(parameter.qualifiers, word)]
    return " ".join((*directions, type_of(parameter.type), parameter.name))


def description_of(qualifiers: Qualifiers) -> str:
    """Return the Description qualifier on one line, or empty."""
    return " ".join((text_of(qualifiers, "description") or "").split())


def qualifier_rows(cim_class: ClassDefinition) -> Iterator[list[str]]:
    """Yield a line for each qualifier of the class, its properties and its methods."""
    groups = [(cim_class.name, cim_class.qualifiers)]
    groups += [(declared.name, declared.qualifiers) for declared in cim_class.properties.values()]
    groups += [(method.name, method.qualifiers) for method in cim_class.methods.values()]
    for name, qualifiers in groups:
        for qualifier in qualifiers.values():
            yield [name, qualifier.name, str(qualifier.value)]
