# SPDX-License-Identifier: Apache-2.0
"""openwmi mofcomp: compile MOF files, with our own options or those of the original compiler.

Spec: mof.md §4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import reduce
from operator import or_
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypedDict, Unpack

import click

from openwmi.cli.autorecover import add_to_autorecover
from openwmi.cli.options import Body, home_option
from openwmi.cli.output.cells import printable
from openwmi.errors import WbemError
from openwmi.mof.compiler import DEFAULT_NAMESPACE, compile_unit
from openwmi.mof.diagnostics import MofErrors, format_errors
from openwmi.mof.nodes import MofUnit
from openwmi.mof.parser import parse_mof
from openwmi.mof.pragma import CHANGE_FLAGS
from openwmi.mof.result import CompileResult, Phase
from openwmi.mof.source import MAX_SOURCE_OCTETS
from openwmi.server import Core

EPILOG: Final = """\b
Examples:
  openwmi mofcomp acme.mof
  openwmi mofcomp --check acme.mof
  openwmi mofcomp -n root/acme --class-force-update acme.mof
  openwmi mofcomp -N:root\\acme -class:forceupdate acme.mof      (as for the original compiler)

\b
Exit codes: 0 done; 1 no connection, or an object was refused (its code is printed);
2 wrong options; 3 error in the text, nothing was stored.
"""

_CLASSIC: Final = re.compile(r"[-/]([a-z]+|\?)(?::(.*))?", re.IGNORECASE | re.DOTALL)
_SPELLINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "createonly": "create-only",
        "updateonly": "update-only",
        "safeupdate": "safe-update",
        "forceupdate": "force-update",
    }
)
_BARE: Final = MappingProxyType({"check": "--check", "autorecover": "--autorecover", "?": "--help"})
_CLASS_WORDS: Final = tuple(_SPELLINGS)
_INSTANCE_WORDS: Final = ("createonly", "updateonly")
_UNSUPPORTED: Final = frozenset({"u", "p", "a", "b", "wmi", "amendment", "mof", "mfl", "er", "l"})

_MEANINGS: Final = MappingProxyType(
    {
        "createonly": "Stop at the first {} that exists.",
        "updateonly": "Stop at the first {} that does not exist.",
        "safeupdate": "Change a {} with subclasses when none of them conflicts.",
        "forceupdate": "Change a {} even when subclasses conflict.",
    }
)


class MofExit(IntEnum):
    """Exit codes of the original compiler.

    Deviation: where the original ends with the HRESULT itself, this ends with REFUSED and prints the
    HRESULT: most systems keep eight bits of an exit code. Spec: mof.md §4.
    """

    DONE = 0
    REFUSED = 1
    USAGE = 2
    SYNTAX = 3


class MofcompCommand(click.Command):
    """Understands `-N:path`, `/check`, `-class:forceupdate` beside the options it declares."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Translate the classic spellings, then parse."""
        return super().parse_args(ctx, [word for text in args for word in translated(text)])


def translated(text: str) -> Iterator[str]:
    """Yield the words of our own that say the same as a classic switch; other words as they are.

    Raises:
        click.UsageError: A switch of the original compiler that does nothing here, or has no such value.
    """
    match = _CLASSIC.fullmatch(text)
    word, value = (match[1].lower(), match[2]) if match else ("", None)
    if word == "n" and value is not None:
        yield from ("--namespace", value)
    elif word in {"class", "instance"} and value is not None:
        if value.lower() not in _SPELLINGS:
            raise click.UsageError(f"the switch {text} has no such value; write one of {', '.join(_SPELLINGS)}")
        yield f"--{word}-{_SPELLINGS[value.lower()]}"
    elif word in _BARE and value is None:
        yield _BARE[word]
    elif word in _UNSUPPORTED and value is not None:
        raise click.UsageError(f"the switch {text} of the original compiler is not supported")
    else:
        yield text


def change_flags(kind: str, words: Sequence[str]) -> Callable[[Body], Body]:
    """Return what adds one option for each change flag; the words given become the parameter `<kind>_flags`."""

    def decorate(body: Body) -> Body:
        for word in reversed(words):
            also = [f"--{kind}-update"] if word == "updateonly" else []
            body = click.option(
                f"--{kind}-{_SPELLINGS[word]}",
                *also,
                f"{kind}_flags",
                flag_value=word,
                multiple=True,
                help=_MEANINGS[word].format("class" if kind == "class" else "object"),
            )(body)
        return body

    return decorate


class Switches(TypedDict):
    """How objects are stored."""

    namespace: str | None
    class_flags: tuple[str, ...]
    instance_flags: tuple[str, ...]
    autorecover: bool


@click.command(cls=MofcompCommand, epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False))
@click.option("--check", is_flag=True, help="Look for errors in the text only; store nothing.")
@click.option(
    "-n", "--namespace", help=f"Where to store what no #pragma namespace places.  [default: {DEFAULT_NAMESPACE}]"
)
@change_flags("class", _CLASS_WORDS)
@change_flags("instance", _INSTANCE_WORDS)
@click.option("--autorecover", is_flag=True, help="Compile the file again whenever the repository is rebuilt.")
@home_option
def command(*, files: tuple[str, ...], check: bool, home: Path | None, **switches: Unpack[Switches]) -> None:
    """Compile MOF files: store the classes and instances they declare.

    A file is parsed as a whole first; with an error in its text nothing of it is stored. Then its objects are
    stored in order, and the first one that is refused stops. The switches of the original compiler are
    understood too, with - or / in front.
    """
    if check and any(switches.values()):
        raise click.UsageError("--check takes no other option")
    units = [unit for file in files if (unit := parsed(file)) is not None]
    if len(units) < len(files):
        raise click.exceptions.Exit(MofExit.SYNTAX)
    if check:
        return
    try:
        with Core.open(home) as core:
            for unit in units:
                store(unit, core, switches)
    except WbemError as error:
        click.echo("\n".join(refusal_lines(CompileResult(error=error))), err=True)
        raise click.exceptions.Exit(MofExit.REFUSED) from None


def flag_bits(words: Sequence[str]) -> int:
    """Return the change flags that some words stand for, as bits; the compiler refuses contradictions."""
    return reduce(or_, (CHANGE_FLAGS[word] for word in words), 0)


def parsed(file: str) -> MofUnit | None:
    """Parse a file and say so; print its errors and return None when it has any."""
    click.echo(f"Parsing MOF file: {file}")
    try:
        unit = parse_mof(read_source(Path(file)), file=file, read_include=read_include)
    except MofErrors as errors:
        click.echo(format_errors(errors.errors), err=True)
        click.echo(f"Compiler returned error 0x{errors.hresult:08x}", err=True)
        return None
    click.echo("MOF file has been successfully parsed")
    return unit


def store(unit: MofUnit, core: Core, switches: Switches) -> None:
    """Store what a unit declares and say so.

    Raises:
        click.exceptions.Exit: An object was refused; those before it are stored.
    """
    click.echo("Storing data in the repository...")
    result = compile_unit(
        unit,
        core.mof_target(),
        namespace=switches["namespace"] or DEFAULT_NAMESPACE,
        class_flags=flag_bits(switches["class_flags"]),
        instance_flags=flag_bits(switches["instance_flags"]),
    )
    for warning in result.warnings:
        click.echo(f"WARNING: {warning}", err=True)
    if result.error is not None:
        click.echo("\n".join(refusal_lines(result)), err=True)
        raise click.exceptions.Exit(MofExit.USAGE if result.phase is Phase.ARGUMENTS else MofExit.REFUSED)
    keep_for_recovery(core.home, unit, wanted=switches["autorecover"] or unit.autorecover)
    click.echo(f"Done! {result.stored_objects} object{'' if result.stored_objects == 1 else 's'} stored.")


def refusal_lines(result: CompileResult) -> Iterator[str]:
    """Yield what is told about an object that was refused. Spec: mof.md §3 (console text shape)."""
    error = result.error
    if error is None:
        return
    if result.object_number:
        lines = f"lines {result.first_line} - {result.last_line} in file {result.file}"
        yield f"An error occurred while processing item {result.object_number} defined on {lines}:"
    yield f"Error Number: 0x{error.hresult:08x}, Facility: WMI ({error.symbol})"
    yield f"Description: {printable(error.message)}"
    if error.next_step:
        yield f"Next: {printable(error.next_step)}"


def keep_for_recovery(home: Path, unit: MofUnit, *, wanted: bool) -> None:
    """Add a file to the autorecover list, or warn that it is not in it."""
    if wanted:
        add_to_autorecover(home, Path(unit.file))
    else:
        click.echo(
            f"WARNING: {unit.file} has no #pragma autorecover: it is not compiled again when the repository is rebuilt",
            err=True,
        )


def read_source(path: Path) -> bytes:
    """Return the octets of a file, at most one more than a MOF text may have."""
    with path.open("rb") as file:
        return file.read(MAX_SOURCE_OCTETS + 1)


def read_include(including: str, name: str) -> tuple[str, bytes]:
    """Return name and octets of an included file; its path is relative to the including one.

    Raises:
        OSError: It cannot be read.
    """
    path = Path(including).parent / name.replace("\\", "/")
    return str(path), read_source(path)
