# SPDX-License-Identifier: Apache-2.0
"""split_amended: one master text becomes a neutral text and the texts of one language.

Spec: mof.md §5.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from openwmi.errors import InvalidParameterError, WbemStatus
from openwmi.model.declaration import (
    ClassDeclaration,
    MethodDeclaration,
    ParameterDeclaration,
    PropertyDeclaration,
)
from openwmi.model.names import NameMap
from openwmi.model.qualifier import WBEM_FLAVOR_AMENDED, Qualifier, Qualifiers
from openwmi.mof.compiler import DEFAULT_NAMESPACE
from openwmi.mof.nodes import ClassItem, DirectiveItem, Item, MofUnit
from openwmi.mof.render import render_declaration
from openwmi.mof.text import quote

_KEPT_ON_PARAMETERS = frozenset({"in", "out", "id"})


@dataclass(frozen=True, slots=True)
class SplitText:
    """What a split makes. Both texts are compiled afterwards, the neutral one first.

    Attributes:
        neutral: Everything, without the amended qualifiers.
        localized: The classes of the language's child namespaces, with nothing but keys and amended qualifiers.
    """

    neutral: str
    localized: str


def split_amended(unit: MofUnit, *, locale: str | None = None, namespace: str = DEFAULT_NAMESPACE) -> SplitText:
    """Split a unit by `#pragma amendment`.

    Args:
        unit: A parsed master text.
        locale: `MS_409` and the like, for a text without the pragma.
        namespace: For everything before the first `#pragma namespace`.

    Returns:
        Both texts.

    Raises:
        InvalidParameterError: The locale is not known.
        MofError: WBEMMOF_E_INVALID_AMENDMENT_SYNTAX for an amended class that cannot be written again.

    Choice: an amended class with an alias, or with an embedded object as a default, is refused.
    """
    spelled = unit.amendment or locale
    if spelled is None:
        raise InvalidParameterError(
            f"{unit.file} names no locale to split for", next_step='write #pragma amendment("MS_409")'
        )
    number = int(spelled.removeprefix(spelled[:3]), 16)
    neutral = [_neutral(item, number) for item in unit.items]
    return SplitText("".join(neutral), _localized(unit, number, namespace))


def _neutral(item: Item, locale: int) -> str:
    if isinstance(item, DirectiveItem) and item.word == "amendment":
        return ""
    if not isinstance(item, ClassItem) or not item.is_amended:
        return f"{item.text}\n"
    if item.alias is not None or item.node.deferred:
        raise item.source.error(
            WbemStatus.WBEMMOF_E_INVALID_AMENDMENT_SYNTAX,
            f"class {item.declaration.name} has an alias or an embedded default and cannot be split",
            item.first_token,
            next_step="write aliases as paths, and set such defaults in instances",
        )
    declaration = _filtered(item.declaration, _is_neutral)
    declaration.qualifiers["Locale"] = Qualifier("Locale", locale)
    return f"\n{render_declaration(declaration)}"


def _localized(unit: MofUnit, locale: int, default_namespace: str) -> str:
    parts: list[str] = []
    place = ""
    for item in _localized_items(unit):
        namespace = item.namespace or default_namespace
        if namespace.lower() != place.lower():
            parts.append(_header(namespace, locale))
            place = namespace
        parts.append(f"\n{render_declaration(_localized_class(item.declaration, locale))}")
    return "".join(parts)


def _localized_items(unit: MofUnit) -> list[ClassItem]:
    """Return the amended classes and those of their ancestors that the unit declares, in order."""
    classes = {
        (item.namespace, item.declaration.name.lower()): item for item in unit.items if isinstance(item, ClassItem)
    }
    wanted: set[int] = set()
    for item in classes.values():
        current: ClassItem | None = item if item.is_amended else None
        while current is not None and current.number not in wanted:
            wanted.add(current.number)
            current = classes.get((current.namespace, (current.declaration.superclass or "").lower()))
    return [item for item in classes.values() if item.number in wanted]


def _header(namespace: str, locale: int) -> str:
    child = f"ms_{locale:x}"
    return (
        f"\n#pragma namespace({quote(namespace)})\n"
        f"instance of __Namespace\n{{\n\tName = {quote(child)};\n}};\n"
        f"#pragma namespace({quote(f'{namespace}{chr(92)}{child}')})\n"
    )


def _localized_class(declaration: ClassDeclaration, locale: int) -> ClassDeclaration:
    kept = _filtered(declaration, _is_localized)
    kept.qualifiers["AMENDMENT"] = Qualifier("AMENDMENT")
    kept.qualifiers["LOCALE"] = Qualifier("LOCALE", locale)
    return replace(
        kept,
        properties=NameMap((name, p) for name, p in kept.properties.items() if p.qualifiers),
        methods=NameMap((name, m) for name, m in kept.methods.items() if _is_amended_method(m)),
    )


def _is_amended_method(method: MethodDeclaration) -> bool:
    on_parameters = (q for parameter in method.parameters for q in parameter.qualifiers.values())
    return bool(method.qualifiers) or any(q.flavor & WBEM_FLAVOR_AMENDED for q in on_parameters)


def _is_neutral(qualifier: Qualifier, owner: object) -> bool:
    del owner
    return not qualifier.flavor & WBEM_FLAVOR_AMENDED


def _is_localized(qualifier: Qualifier, owner: object) -> bool:
    if qualifier.flavor & WBEM_FLAVOR_AMENDED:
        return True
    name = qualifier.name.lower()
    if isinstance(owner, ParameterDeclaration):
        return name in _KEPT_ON_PARAMETERS
    return isinstance(owner, PropertyDeclaration) and name == "key"


def _filtered(declaration: ClassDeclaration, keep: Callable[[Qualifier, object], bool]) -> ClassDeclaration:
    """Return a copy with only some of the qualifiers."""

    def kept(qualifiers: Qualifiers, owner: object) -> Qualifiers:
        return NameMap((name, q) for name, q in qualifiers.items() if keep(q, owner))

    return replace(
        declaration,
        qualifiers=kept(declaration.qualifiers, declaration),
        properties=NameMap(
            (name, replace(p, qualifiers=kept(p.qualifiers, p))) for name, p in declaration.properties.items()
        ),
        methods=NameMap(
            (
                name,
                replace(
                    m,
                    qualifiers=kept(m.qualifiers, m),
                    parameters=[replace(p, qualifiers=kept(p.qualifiers, p)) for p in m.parameters],
                ),
            )
            for name, m in declaration.methods.items()
        ),
    )
