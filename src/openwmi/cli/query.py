# SPDX-License-Identifier: Apache-2.0
"""openwmi query: a WQL question and its rows."""

from __future__ import annotations

from typing import Final

import click

from openwmi.cli.faults import Failed
from openwmi.cli.options import Target, output_option, target_options
from openwmi.cli.printing import print_rows
from openwmi.cli.session import connected
from openwmi.cli.suggestions import suggest_class
from openwmi.errors import WbemError
from openwmi.wql.nodes import Dialect, SelectStatement
from openwmi.wql.parser import parse

EPILOG: Final = """\b
Examples:
  openwmi query "SELECT Name, State FROM Win32_Service WHERE State = 'Running'"
  openwmi query "SELECT * FROM Win32_LogicalDisk" -o json
  openwmi query "ASSOCIATORS OF {Win32_Service.Name='ssh'}"
  openwmi query "SELECT * FROM meta_class WHERE __CLASS LIKE 'Win32_Net%'"
  openwmi query --explain "SELECT Name FROM Win32_Process WHERE Handle = '1'"
"""


@click.command(epilog=EPILOG)
@click.argument("wql")
@output_option()
@click.option("--explain", is_flag=True, help="Show how the query would be answered; ask nobody.")
@click.option("--system", is_flag=True, help="Show the system properties (__PATH and others) too.")
@target_options
@click.pass_context
def command(ctx: click.Context, wql: str, target: Target, output: str, explain: bool, system: bool) -> None:
    """Ask a WQL question and print the rows as they arrive.

    WQL is a data query (SELECT), a schema query (SELECT * FROM meta_class) or an association query
    (ASSOCIATORS OF, REFERENCES OF).
    """
    with connected(target) as connection:
        try:
            if explain:
                click.echo(connection.explain(wql))
                return
            with connection.objects(wql, locatable=system) as rows:
                ctx.exit(print_rows(rows, output, system=system, query=wql))
        except Failed as failed:
            suggest_class(failed.error, class_in(wql), connection)
            raise
        except WbemError as error:
            suggest_class(error, class_in(wql), connection)
            raise Failed(error, query=wql) from error


def class_in(wql: str) -> str:
    """Return the class a data query reads, or empty where the text has none."""
    try:
        statement = parse(wql, Dialect.DATA)
    except WbemError:
        return ""
    return statement.class_name if isinstance(statement, SelectStatement) else ""
