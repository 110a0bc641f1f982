# SPDX-License-Identifier: Apache-2.0
"""Bound queries: checked against the classes, ready to plan and to run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from openwmi.model.cimclass import ClassDefinition
from openwmi.model.objectpath import ObjectPath
from openwmi.model.values import CimScalar
from openwmi.wql.class_test import ClassTest, class_test
from openwmi.wql.evaluate import BatchFilter, Filter, Predicate
from openwmi.wql.nodes import (
    AssociationKind,
    AssociationOptions,
    AssociationStatement,
    Comparison,
    Conjunction,
    Constant,
    Expression,
    NullCheck,
    Operator,
    SchemaStatement,
    SelectStatement,
)
from openwmi.wql.normalize import equalities, restrictions
from openwmi.wql.render import render
from openwmi.wql.terms import Condition, Truth, names_of

_NAMES_THAT_NEED_KEYS = frozenset({"__PATH", "__RELPATH"})


@dataclass(slots=True)
class BoundSelect:
    """A data query.

    Attributes:
        cim_class: The FROM class.
        columns: Selected properties in the class's spelling and system properties in upper case, each
            once, in the order of the query; None for `*`. An inner property selects its whole object.
        where: The condition, or None when every instance qualifies.
        statement: What was parsed.
    """

    cim_class: ClassDefinition
    columns: tuple[str, ...] | None
    where: Condition | None
    statement: SelectStatement
    _filter: Filter = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._filter = Filter(self.where or Truth(True))

    @property
    def text(self) -> str:
        """The query in canonical spelling."""
        return render(self.statement)

    @property
    def never(self) -> bool:
        """Whether no instance of any class can qualify."""
        return self.where == Truth(False) or not all(self.restrictions().values())

    def never_in(self, cim_class: ClassDefinition) -> bool:
        """Tell whether no instance of exactly this class can qualify, so that nobody need be asked."""
        return self.never or self._filter.for_class(cim_class).condition == Truth(False)

    def predicate(self, cim_class: ClassDefinition) -> Predicate | None:
        """Return a test for instances of exactly this class, or None when all of them qualify.

        Args:
            cim_class: The FROM class or one derived from it.

        Raises:
            NotFoundError: It is another class, and lacks a property of the condition.
        """
        return self._filter.for_class(cim_class).predicate

    def batch_filter(self, cim_class: ClassDefinition) -> BatchFilter | None:
        """Return a function that keeps the qualifying instances of a batch, or None when all qualify.

        Faster than `predicate` one by one. Arguments and errors as there.
        """
        return self._filter.for_class(cim_class).batch_filter

    def needed_properties(self, cim_class: ClassDefinition) -> frozenset[str] | None:
        """Return the properties that columns and condition read, in the class's spelling; None for all.

        Keys are among them only where they are read themselves, or through `__PATH` and `__RELPATH`.

        Args:
            cim_class: The FROM class or one derived from it.
        """
        if self.columns is None:
            return None
        names = {*self.columns, *names_of(self._filter.for_class(cim_class).condition)}
        if names & _NAMES_THAT_NEED_KEYS:
            names.update(cim_class.key_names)
        properties = cim_class.properties
        return frozenset(properties.spelling(name) for name in names if name in properties)

    def key_equalities(self) -> Mapping[str, CimScalar]:
        """Return what AND-ed `property = constant` terms ask for, by name in the class's spelling.

        All properties, not only keys; datetime and char16 are left out, where one value has several
        forms. Texts match in any case.
        """
        return equalities(self._filter.condition)

    def restrictions(self) -> Mapping[str, tuple[CimScalar, ...]]:
        """Return the values that properties must have one of, by folded name.

        From AND-ed `=` terms and ORs of `=` terms, system properties included. Texts match in any case.
        """
        return restrictions(self._filter.condition)

    def text_for(self, class_name: str) -> str:
        """Return the query with another class after FROM. Spec: wql.md §7.2."""
        return render(replace(self.statement, class_name=class_name))

    def simplified_text_for(self, class_name: str) -> str:
        """Return the query with another class, and of the condition only AND-ed `property = constant`.

        Spec: wql.md §7.3: for a provider that found the whole query too complex.
        """
        kept = tuple(filter(_is_plain_equality, _conjuncts(self.statement.where)))
        where = Conjunction(kept) if len(kept) > 1 else next(iter(kept), None)
        return render(replace(self.statement, class_name=class_name, where=where))


def _conjuncts(where: Expression | None) -> tuple[Expression, ...]:
    if where is None:
        return ()
    return where.operands if isinstance(where, Conjunction) else (where,)


def _is_plain_equality(node: Expression) -> bool:
    if isinstance(node, NullCheck) or not isinstance(node, Comparison):
        return False
    return (
        node.operator is Operator.EQUAL
        and len(node.left.parts) == 1
        and not node.left.parts[0].startswith("__")
        and isinstance(node.right, Constant)
        and node.right.value is not None
    )


@dataclass(slots=True)
class BoundSchema:
    """A schema query.

    Attributes:
        where: The condition, or None when every class qualifies.
        statement: What was parsed.
    """

    where: Condition | None
    statement: SchemaStatement
    _matches: ClassTest = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._matches = class_test(self.where or Truth(True))

    @property
    def text(self) -> str:
        """The query in canonical spelling."""
        return render(self.statement)

    def matches(self, cim_class: ClassDefinition) -> bool:
        """Tell whether a class qualifies."""
        return self._matches(cim_class)

    def class_names(self) -> tuple[str, ...] | None:
        """Return the names that the condition restricts classes to, or None when it restricts none."""
        found = restrictions(self.where).get("__class") if self.where else None
        return None if found is None else tuple(map(str, found))


@dataclass(slots=True)
class BoundAssociation:
    """An ASSOCIATORS OF or REFERENCES OF query.

    Attributes:
        kind: Which of the two.
        path: The source: a class with `options.schema_only`, else an instance.
        options: What its WHERE says.
        statement: What was parsed.
    """

    kind: AssociationKind
    path: ObjectPath
    options: AssociationOptions
    statement: AssociationStatement

    @property
    def text(self) -> str:
        """The query in canonical spelling."""
        return render(self.statement)
