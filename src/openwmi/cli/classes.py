# SPDX-License-Identifier: Apache-2.0
"""openwmi classes: the classes of a namespace, as list or tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Final

import click

from openwmi.cli.exitcodes import ExitCode
from openwmi.cli.options import Target, output_option, target_options
from openwmi.cli.output.record import Field, Record
from openwmi.cli.printing import print_records, standard_error
from openwmi.cli.session import connected
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.names import fold
from openwmi.model.qualifier import text_of

EPILOG: Final = """\b
Examples:
  openwmi classes
  openwmi classes disk
  openwmi classes 'Win32_*Service*' -o json
  openwmi classes CIM_LogicalElement --tree
"""

FIELDS: Final = (Field("Class"), Field("Superclass"), Field("Description"))
WILDCARDS: Final = frozenset("*?[")


@click.command(epilog=EPILOG)
@click.argument("pattern", required=False)
@click.option("--tree", is_flag=True, help="Show who derives from whom.")
@click.option("--system", is_flag=True, help="List system classes (__...) too.")
@output_option("table", "table", "list", "json", "jsonl", "csv", "mof")
@target_options
@click.pass_context
def command(ctx: click.Context, pattern: str | None, tree: bool, system: bool, output: str, target: Target) -> None:
    """List the classes of a namespace.

    PATTERN keeps the classes whose name contains it, in any case; with * or ? it must match the whole name.
    With --tree, the classes that derive from one of those are kept too.
    """
    with connected(target) as connection:
        every = sorted(connection.classes(), key=lambda cim_class: fold(cim_class.name))
    shown = [cim_class for cim_class in every if system or pattern or not cim_class.is_system]
    wanted = [cim_class for cim_class in shown if pattern is None or matches(cim_class.name, pattern)]
    if tree:
        for line in tree_lines(with_descendants(wanted, shown)):
            click.echo(line)
    else:
        if output == "mof":
            # A compiler needs the superclass first.
            wanted.sort(key=lambda cim_class: len(cim_class.derivation))
        print_records(map(record_of, wanted), output)
    if not wanted and pattern is not None:
        standard_error().line(f"openwmi: no class in {connection.namespace} matches {pattern}")
        ctx.exit(ExitCode.NOT_FOUND)


def matches(name: str, pattern: str) -> bool:
    """Tell whether a class name contains a text, or matches a pattern with wildcards, in any case."""
    if WILDCARDS.isdisjoint(pattern):
        return fold(pattern) in fold(name)
    return fnmatchcase(fold(name), fold(pattern))


def record_of(cim_class: ClassDefinition) -> Record:
    """Return the line of a class in the list."""
    return Record(FIELDS, [cim_class.name, cim_class.superclass, summary_of(cim_class)], cim_class)


def summary_of(cim_class: ClassDefinition) -> str | None:
    """Return the first sentence of the class's description, or None."""
    text = text_of(cim_class.qualifiers, "description")
    return None if text is None else first_sentence(text)


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, on one line."""
    words = " ".join(text.split())
    end = words.find(". ")
    return words if end < 0 else words[: end + 1]


def with_descendants(wanted: Iterable[ClassDefinition], every: Iterable[ClassDefinition]) -> list[ClassDefinition]:
    """Return the classes that are wanted or derive from one that is."""
    names = {fold(cim_class.name) for cim_class in wanted}
    return [cim_class for cim_class in every if not names.isdisjoint(cim_class.ancestry)]


def tree_lines(classes: Iterable[ClassDefinition]) -> Iterator[str]:
    """Yield the tree of some classes; one whose superclass is not among them stands at the top."""
    found = list(classes)
    names = {fold(cim_class.name) for cim_class in found}
    children: dict[str, list[str]] = {}
    for cim_class in found:
        above = fold(cim_class.superclass or "")
        children.setdefault(above if above in names else "", []).append(cim_class.name)
    for name in children.get("", []):
        yield name
        yield from branch_lines(name, children, "")


def branch_lines(name: str, children: Mapping[str, list[str]], indent: str) -> Iterator[str]:
    """Yield the lines below a class.

    Args:
        name: The class.
        children: Folded name -> names of the subclasses.
        indent: What stands in front of each line.
    """
    below = children.get(fold(name), [])
    for child in below:
        is_last = child is below[-1]
        yield f"{indent}{'└── ' if is_last else '├── '}{child}"
        yield from branch_lines(child, children, indent + ("    " if is_last else "│   "))
