# SPDX-License-Identifier: Apache-2.0
"""The formats of -o; the module of one is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final, Protocol, cast

from openwmi.cli.output.record import Writer
from openwmi.cli.output.stream import Stream

FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "table": "openwmi.cli.output.table",
        "list": "openwmi.cli.output.listing",
        "json": "openwmi.cli.output.jsontext",
        "jsonl": "openwmi.cli.output.jsonlines",
        "csv": "openwmi.cli.output.csvtext",
        "mof": "openwmi.cli.output.moftext",
    }
)
"""Name of a format -> its module, which has a function `writer`."""

SINGLE: Final[Mapping[str, str]] = MappingProxyType({"json": "openwmi.cli.output.jsonobject"})
"""Formats that print differently when the answer is one object."""

FOR_PEOPLE: Final = frozenset({"table", "list"})
"""Formats that humanise values and may be followed by a line of summary."""


class FormatModule(Protocol):
    """What a module of FORMATS looks like from outside."""

    def writer(self, stream: Stream) -> Writer:
        """Return a writer of this format."""


def make_writer(name: str, stream: Stream, *, single: bool = False) -> Writer:
    """Return a writer of a format.

    Args:
        name: A name of FORMATS.
        stream: Where it prints.
        single: Whether the answer is one object by its nature, not a collection of one.
    """
    module = SINGLE.get(name, FORMATS[name]) if single else FORMATS[name]
    return cast("FormatModule", import_module(module)).writer(stream)
