# SPDX-License-Identifier: Apache-2.0

import logging

import click
import pytest

from openwmi.cli import main
from openwmi.cli.exitcodes import ExitCode
from openwmi.errors import NotFoundError, ProviderFailureError

LIMIT_OF_HELP_COLUMNS = 100


@pytest.fixture(autouse=True)
def _own_log_handlers(monkeypatch):
    monkeypatch.setattr(logging.getLogger("openwmi"), "handlers", [])


def failing_with(failure):
    @click.command()
    def command():
        raise failure

    return command


@pytest.fixture
def fail(monkeypatch, capsys):
    """Run a command that raises what the test says; return exit code and standard error."""

    def call(failure, *options):
        monkeypatch.setattr(main.LateGroup, "get_command", lambda *_: failing_with(failure))
        return main.run([*options, "query"]), capsys.readouterr().err

    return call


@pytest.mark.parametrize("name", main.COMMANDS)
def test_every_command_of_the_table_explains_itself(name, openwmi):
    told = openwmi(name, "--help")
    assert told.code == 0
    assert told.out.startswith(f"Usage: openwmi {name}")
    assert max(map(len, told.out.splitlines())) <= LIMIT_OF_HELP_COLUMNS


def test_the_list_of_commands_imports_none_of_them(openwmi, monkeypatch):
    monkeypatch.setattr(main, "import_module", lambda name: pytest.fail(f"imports {name}"))
    told = openwmi("-h")
    assert all(line in told.out for _, line in main.COMMANDS.values())
    assert "Exit codes: 0 done, 1 not found" in told.out


def test_a_misspelled_command_gets_a_suggestion(openwmi):
    told = openwmi("qury")
    assert (told.code, told.err.splitlines()[-1]) == (2, "Error: there is no command 'qury'; did you mean query?")
    assert openwmi("zebra").err.endswith("`openwmi --help` lists them\n")


@pytest.mark.parametrize(
    ("failure", "code", "err"),
    [
        (NotFoundError("no frog"), 1, "openwmi: WBEM_E_NOT_FOUND 0x80041002: no frog\n"),
        (KeyboardInterrupt(), 130, "\n"),
        (OSError(28, "No space left on device"), 5, "openwmi: [Errno 28] No space left on device\n"),
        (click.ClickException("odd"), 2, "Error: odd\n"),
        (click.exceptions.Exit(3), 3, ""),
    ],
)
def test_failures_become_exit_codes(fail, failure, code, err):
    assert fail(failure) == (code, err)


def test_a_fault_of_ours_is_shown_whole(fail):
    code, err = fail(ZeroDivisionError("half a frog"))
    assert code == ExitCode.FAILED
    assert "ZeroDivisionError: half a frog" in err
    assert "a fault of openwmi itself" in err


def test_a_provider_failure_tells_where_the_traceback_is(fail):
    assert "next: `openwmi --verbose ...` shows the traceback" in fail(ProviderFailureError("x"))[1]


@pytest.mark.parametrize(("options", "told"), [([], False), (["-v"], True)])
def test_the_log_is_shown_when_asked_for(capsys, monkeypatch, options, told):
    @click.command()
    def command():
        logging.getLogger("openwmi.provider").error("croaked")

    monkeypatch.setattr(main.LateGroup, "get_command", lambda *_: command)
    main.run([*options, "query"])
    assert ("openwmi.provider: croaked" in capsys.readouterr().err) is told


def test_main_ends_the_process(openwmi):
    with pytest.raises(SystemExit) as ended:
        main.main(["qury"])
    assert ended.value.code == 2
