# SPDX-License-Identifier: Apache-2.0
"""The syntax tree of WQL: what the text says, before any class is looked at.

Positions are 0-based character offsets; they take no part in comparing two trees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias


class Dialect(Enum):
    """Which operation the text was given to. It decides grammar and error codes.

    DATA is what ExecQuery accepts: data, schema and association queries.
    EVENT is what ExecNotificationQuery, `__EventFilter.Query` and `EventQueryList` accept.
    """

    DATA = "data"
    EVENT = "event"


class Operator(Enum):
    """What stands between two operands; the value is its canonical spelling."""

    EQUAL = "="
    NOT_EQUAL = "<>"
    LESS = "<"
    GREATER = ">"
    LESS_OR_EQUAL = "<="
    GREATER_OR_EQUAL = ">="
    LIKE = "LIKE"
    ISA = "ISA"


MIRRORED: Mapping[Operator, Operator] = MappingProxyType(
    {
        Operator.EQUAL: Operator.EQUAL,
        Operator.NOT_EQUAL: Operator.NOT_EQUAL,
        Operator.LESS: Operator.GREATER,
        Operator.GREATER: Operator.LESS,
        Operator.LESS_OR_EQUAL: Operator.GREATER_OR_EQUAL,
        Operator.GREATER_OR_EQUAL: Operator.LESS_OR_EQUAL,
    }
)
"""`5 < P` says the same as `P > 5`."""


@dataclass(slots=True)
class PropertyPath:
    """A property, or one inside embedded objects: `P`, `P.Q`, `P.Q.R`.

    Attributes:
        parts: The names, outermost first. A last part `*` (select lists only) means all of the object.
        position: Where the first name stands.
    """

    parts: tuple[str, ...]
    position: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """The path as written, without white space."""
        return ".".join(self.parts)


@dataclass(slots=True)
class Constant:
    """A constant.

    Attributes:
        value: None is NULL. A number that denotes an integer is an int, however it is written.
        text: A number as written; empty for the others.
        position: Where it stands.
    """

    value: str | int | float | bool | None
    text: str = ""
    position: int = field(default=0, compare=False)


@dataclass(slots=True)
class Comparison:
    """`left operator right`. The property is always on the left; the parser turns `5 < P` round."""

    left: PropertyPath
    operator: Operator
    right: Constant | PropertyPath
    position: int = field(default=0, compare=False)


@dataclass(slots=True)
class NullCheck:
    """`operand IS NULL`, or `operand IS NOT NULL` when negated."""

    operand: PropertyPath
    negated: bool = False
    position: int = field(default=0, compare=False)


@dataclass(slots=True)
class Negation:
    """`NOT operand`."""

    operand: Expression


@dataclass(slots=True)
class Conjunction:
    """Two or more operands joined by AND."""

    operands: tuple[Expression, ...]


@dataclass(slots=True)
class Disjunction:
    """Two or more operands joined by OR."""

    operands: tuple[Expression, ...]


Expression: TypeAlias = Comparison | NullCheck | Negation | Conjunction | Disjunction


@dataclass(slots=True)
class SelectStatement:
    """`SELECT columns FROM class_name [WHERE where]`.

    Attributes:
        columns: None for `*`.
        class_name: As written.
        where: None without a WHERE.
        class_position: Where the class name stands.
    """

    columns: tuple[PropertyPath, ...] | None
    class_name: str
    where: Expression | None = None
    class_position: int = field(default=0, compare=False)


@dataclass(slots=True)
class SchemaStatement:
    """`SELECT * FROM META_CLASS [WHERE where]`."""

    where: Expression | None = None


class AssociationKind(Enum):
    """Which of the two brace statements."""

    ASSOCIATORS = "ASSOCIATORS"
    REFERENCES = "REFERENCES"


@dataclass(slots=True)
class AssociationOptions:
    """The options of a brace statement; None and False mean that the option is not written.

    Attributes:
        assoc_class: Only through associations of this class or one derived from it.
        class_defs_only: Class definitions instead of instances.
        keys_only: Only key properties are filled in.
        required_assoc_qualifier: The association class must carry this qualifier.
        required_qualifier: The class of the result must carry this qualifier.
        result_class: Only results of this class or one derived from it.
        result_role: Name of the reference that points at the result.
        role: Name of the reference that points at the source.
        schema_only: The path is a class, and so are the results.

    Spec: wql.md §2 (assocopt, refopt).
    """

    assoc_class: str | None = None
    class_defs_only: bool = False
    keys_only: bool = False
    required_assoc_qualifier: str | None = None
    required_qualifier: str | None = None
    result_class: str | None = None
    result_role: str | None = None
    role: str | None = None
    schema_only: bool = False


@dataclass(slots=True)
class AssociationStatement:
    """`ASSOCIATORS OF {path} [WHERE options]` or `REFERENCES OF {path} [WHERE options]`.

    Attributes:
        kind: Which of the two.
        path: Text between the braces, without surrounding blanks; checked when the statement is bound.
        options: What WHERE says.
        position: Where the opening brace stands.
    """

    kind: AssociationKind
    path: str
    options: AssociationOptions
    position: int = field(default=0, compare=False)


@dataclass(slots=True)
class Grouping:
    """`GROUP [WITHIN within_s] [BY by] [HAVING having]`.

    Attributes:
        within_s: Length of the window in seconds, or None when WITHIN is missing (an error once bound).
        by: Properties that split the groups; empty without BY.
        by_everything: Whether `BY *` is written (an error once bound).
        having: Condition on NumberOfEvents, or None.
        position: Where GROUP stands.
    """

    within_s: int | None = None
    by: tuple[PropertyPath, ...] = ()
    by_everything: bool = False
    having: Expression | None = None
    position: int = field(default=0, compare=False)


@dataclass(slots=True)
class EventStatement:
    """`SELECT columns FROM class_name [WITHIN within_s] [WHERE where] [GROUP ...]`.

    Attributes:
        columns: None for `*`.
        class_name: The event class, as written.
        within_s: Polling interval in seconds, or None without WITHIN.
        where: None without a WHERE.
        grouping: None without a GROUP.
        class_position: Where the class name stands.
    """

    columns: tuple[PropertyPath, ...] | None
    class_name: str
    within_s: float | None = None
    where: Expression | None = None
    grouping: Grouping | None = None
    class_position: int = field(default=0, compare=False)


Statement: TypeAlias = SelectStatement | SchemaStatement | AssociationStatement | EventStatement
