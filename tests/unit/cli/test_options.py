# SPDX-License-Identifier: Apache-2.0

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from openwmi.cli.options import Target, output_option, read_deadline, target_options


@click.command()
@output_option("list", "list", "json")
@target_options
def probe(target: Target, output: str) -> None:
    click.echo(repr((target, output)))


def told(*arguments, **environment):
    result = CliRunner().invoke(
        probe, list(arguments), env={"OPENWMI_HOME": None, "OPENWMI_NAMESPACE": None} | environment
    )
    return result.exit_code, result.output.strip()


@pytest.mark.parametrize(
    ("arguments", "environment", "target", "output"),
    [
        ((), {}, Target("root\\cimv2", None, 60.0), "list"),
        (
            ("-n", "root/x", "--home", "/h", "--deadline", "2s", "-o", "JSON"),
            {},
            Target("root/x", Path("/h"), 2.0),
            "json",
        ),
        (
            ("--deadline", "none"),
            {"OPENWMI_NAMESPACE": "root/e", "OPENWMI_HOME": "/e"},
            Target("root/e", Path("/e"), None),
            "list",
        ),
    ],
)
def test_options_and_environment(arguments, environment, target, output):
    assert told(*arguments, **environment) == (0, repr((target, output)))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("2s", 2.0), ("500ms", 0.5), ("1.5m", 90.0), ("1H", 3600.0), ("7", 7.0), (" 3 s ", 3.0), ("NONE", None)],
)
def test_deadlines(text, seconds):
    assert read_deadline(click.Context(probe), probe.params[0], text) == seconds


@pytest.mark.parametrize("text", ["", "5x", "-1s", "0s", "0", "s", "1e3", "٣s"])
def test_what_is_no_deadline(text):
    code, output = told("--deadline", text)
    assert code == 2
    assert "no length of time" in output


def test_an_unknown_format_is_refused():
    assert told("-o", "xml")[0] == 2
