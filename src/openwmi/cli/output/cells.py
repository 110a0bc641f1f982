# SPDX-License-Identifier: Apache-2.0
"""Cells: a value as people read it, safe to send to a terminal."""

from __future__ import annotations

from typing import Final

from openwmi.cli.output.record import Field
from openwmi.cli.output.units import with_units
from openwmi.errors import TypeMismatchError
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.cimobject import CimObject
from openwmi.model.instance import Instance
from openwmi.model.values import CimValue

NULL: Final = "-"
NOTHING: Final = "{}"
"""An array without elements, which is not NULL."""
ELLIPSIS: Final = "…"
MAX_NESTING: Final = 4


def cell(value: CimValue, field: Field) -> str:
    """Return the text of a value in a column; NULL is a dash."""
    return shown(value, field.units, 0)


def shown(value: CimValue, units: str, depth: int) -> str:
    """Return the text of a value.

    Args:
        value: Any CIM value.
        units: The Units qualifier of its property, or empty.
        depth: How many objects it is embedded in.
    """
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return with_units(value, units)
    if isinstance(value, CimDatetime):
        return readable_time(value)
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return ", ".join(shown(element, units, depth) for element in value) if value else NOTHING
    return embedded(value, depth)


def embedded(value: CimObject, depth: int) -> str:
    """Return an embedded object on one line, without its NULL properties."""
    if not isinstance(value, Instance) or depth >= MAX_NESTING:
        return f"{value.class_name} {{…}}"
    inside = "; ".join(f"{name}={shown(item, '', depth + 1)}" for name, item in value.items() if item is not None)
    return f"{value.class_name} {{{inside}}}"


def readable_time(value: CimDatetime) -> str:
    """Return `2026-11-20 16:30:05`, `3d 04:05:06` for an interval, or the text where it has open fields.

    The offset is added when it is not the one of this machine at that time.
    """
    try:
        if value.is_interval:
            days, clock = int(value[:8]), f"{value[8:10]}:{value[10:12]}:{value[12:14]}"
            return f"{days}d {clock}" if days else clock
        moment = value.to_datetime()
        text = moment.replace(tzinfo=None).isoformat(" ", "seconds")
        offset = moment.utcoffset()
        here = moment.astimezone().utcoffset() if offset is not None else None
        return text if offset == here else f"{text} {moment:%z}"
    except (TypeMismatchError, ValueError, OverflowError):
        return str(value)


def printable(text: str) -> str:
    r"""Return a text on one line and without anything a terminal would obey.

    Control characters and invisible marks are written as `\n`, `\x1b`, `\u202e`.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() and ord(c) > 127 else escape(c) for c in text)


def escape(character: str) -> str:
    """Return the escape sequence of one character."""
    return character.encode("unicode_escape").decode("ascii")


def width_of(text: str) -> int:
    """Return how many terminal columns a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # slow to import, and most tables are ASCII

    return cell_len(text)


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Return a text cut and padded to exactly `width` columns.

    Args:
        text: One line.
        width: At least 1.
        right: Whether it stands at the right edge.
    """
    taken = width_of(text)
    if taken > width:
        text = cut(text, width)
        taken = width_of(text)
    padding = " " * (width - taken)
    return padding + text if right else text + padding


def cut(text: str, width: int) -> str:
    """Return the beginning of a text with an ellipsis, at most `width` columns wide."""
    if text.isascii():
        return text[: width - 1] + ELLIPSIS
    from rich.cells import set_cell_size

    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS
