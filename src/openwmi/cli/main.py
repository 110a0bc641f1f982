# SPDX-License-Identifier: Apache-2.0
"""main: the command `openwmi`; a command's module is imported when it runs."""

from __future__ import annotations

import gc
import logging
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Final, NoReturn

import click

from openwmi.cli.exitcodes import ExitCode, exit_code_of
from openwmi.cli.faults import Failed, fault_lines
from openwmi.cli.likeness import did_you_mean
from openwmi.cli.output.stream import make_standard_streams_safe, stream_of
from openwmi.errors import ProviderFailureError, WbemError

COMMANDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "query": ("openwmi.cli.query", "Ask a WQL question."),
        "get": ("openwmi.cli.get", "Show one object by its path."),
        "new": ("openwmi.cli.new", "Create an object."),
        "set": ("openwmi.cli.set", "Change properties of an object."),
        "delete": ("openwmi.cli.delete", "Delete objects."),
        "call": ("openwmi.cli.call", "Call a method of an object or a class."),
        "describe": ("openwmi.cli.describe", "Tell what a class offers."),
        "classes": ("openwmi.cli.classes", "List the classes of a namespace."),
        "namespaces": ("openwmi.cli.namespaces", "List the namespaces."),
        "mofcomp": ("openwmi.cli.mofcomp", "Compile MOF files."),
        "provider": ("openwmi.cli.provider", "Write, check, install and remove providers."),
        "repository": ("openwmi.cli.repository", "Check, back up and restore the repository."),
        "version": ("openwmi.cli.version", "Tell which version this is."),
    }
)
"""Command -> its module, which has an object `command`, and its line of help."""

EPILOG: Final = """\b
Examples:
  openwmi query "SELECT Name, ProcessId FROM Win32_Process WHERE ThreadCount > 10"
  openwmi get 'Win32_Service.Name="ssh"' -o json
  openwmi describe Win32_Process
  openwmi call Win32_Process Create CommandLine="sleep 5"

\b
Exit codes: 0 done, 1 not found, 2 wrong usage, 3 access denied,
4 deadline or partial answer, 5 any other failure.
"""


COLLECTION_THRESHOLD_OBJECTS: Final = 50_000
"""New objects after which Python looks for garbage; more than importing a command makes."""


class ReaderGoneError(Exception):
    """The reader of standard output has closed the pipe."""


class LateGroup(click.Group):
    """A group whose commands are imported by name, when one of them is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None when there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        found: object = import_module(COMMANDS[cmd_name][0]).command
        if not isinstance(found, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name][0]}.command is not a command")
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command a command line begins with; a misspelled one gets a suggestion."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            guess = did_you_mean(args[0], COMMANDS) or "`openwmi --help` lists them"
            raise click.UsageError(f"there is no command {args[0]!r}; {guess}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command.

        Raises:
            ReaderGoneError: Nobody reads standard output any more; click would end the process itself.
        """
        try:
            result: object = super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGoneError from None
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LateGroup,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("-v", "--verbose", is_flag=True, help="Show the log too: tracebacks of providers and the like.")
def openwmi(verbose: bool) -> None:
    """Ask and change what this machine tells about itself, the WMI way."""
    logger = logging.getLogger("openwmi")
    if not verbose:
        logger.addHandler(logging.NullHandler())
        return
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line and end the process with its exit code.

    Args:
        arguments: What stands after `openwmi`; None takes it from the process.
    """
    # What is imported lives until the end: looking through it for garbage, while the command's own modules
    # come in and once more at the exit, took a tenth of the time of a query.
    gc.freeze()
    gc.set_threshold(COLLECTION_THRESHOLD_OBJECTS)
    code = run(arguments)
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; failures are told on standard error."""
    make_standard_streams_safe()
    try:
        code: object = openwmi.main(arguments, prog_name="openwmi", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else ExitCode.OK
    except (click.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except (BrokenPipeError, ReaderGoneError):
        # Python flushes standard output once more at exit; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.BROKEN_PIPE
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except WbemError as error:
        return tell(Failed(error))
    except Failed as failed:
        return tell(failed)
    except OSError as error:
        click.echo(f"openwmi: {error}", err=True)
        return ExitCode.FAILED
    except Exception:
        traceback.print_exc()
        click.echo("openwmi: this is a fault of openwmi itself; please report the lines above", err=True)
        return ExitCode.FAILED


def tell(failed: Failed) -> ExitCode:
    """Print a failure on standard error and return its exit code."""
    if isinstance(failed.error, ProviderFailureError):
        failed.error.next_step = "`openwmi --verbose ...` shows the traceback"
    errors = stream_of(sys.stderr, environment_says_no_colour="NO_COLOR" in os.environ)
    for line in fault_lines(failed.error, errors, query=failed.query, rows=failed.rows):
        errors.line(line)
    return exit_code_of(failed.error)
