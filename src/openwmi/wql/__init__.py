# SPDX-License-Identifier: Apache-2.0
"""wql: query text to syntax tree, to bound query, to Python functions over instances.

parse(text, dialect)      -> Statement    nothing but the text
bind(statement, classes)  -> BoundQuery   checked against the classes of a namespace
bound.batch_filter(cls)   -> function     compiled for the instances of one class
"""

from __future__ import annotations

from openwmi.wql.bind import BoundQuery, bind
from openwmi.wql.bind_event import Covered, needs_no_polling
from openwmi.wql.bound import BoundAssociation, BoundSchema, BoundSelect
from openwmi.wql.bound_event import BoundEvent, BoundGrouping, TargetClass
from openwmi.wql.language import LANGUAGE, check_language
from openwmi.wql.like import compile_like
from openwmi.wql.nodes import (
    AssociationKind,
    AssociationOptions,
    AssociationStatement,
    Dialect,
    EventStatement,
    SchemaStatement,
    SelectStatement,
    Statement,
)
from openwmi.wql.parser import parse
from openwmi.wql.render import quote, render

__all__ = [
    "LANGUAGE",
    "AssociationKind",
    "AssociationOptions",
    "AssociationStatement",
    "BoundAssociation",
    "BoundEvent",
    "BoundGrouping",
    "BoundQuery",
    "BoundSchema",
    "BoundSelect",
    "Covered",
    "Dialect",
    "EventStatement",
    "SchemaStatement",
    "SelectStatement",
    "Statement",
    "TargetClass",
    "bind",
    "check_language",
    "compile_like",
    "needs_no_polling",
    "parse",
    "quote",
    "render",
]
