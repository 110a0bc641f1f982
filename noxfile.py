# SPDX-License-Identifier: Apache-2.0
"""The checks of the house. `make test` runs them in .venv; plain `nox` gives each its own environment."""

import nox

nox.needs_version = ">=2025.5"
nox.options.sessions = ["lint", "types", "floors", "size", "docs", "tests"]
nox.options.error_on_missing_interpreters = False

PYTHONS = ["3.11", "3.12", "3.13"]
# Fixed, because an automatic number takes every core from whoever shares the machine.
TEST_PROCESSES = "2"


def install(session: nox.Session) -> None:
    """Install the tree, unless the session runs in an environment that has it."""
    if session.virtualenv.is_sandboxed:
        session.install("--constraint", "constraints.txt", "--editable", ".[dev]")


@nox.session
def lint(session: nox.Session) -> None:
    """Rules and form of the source."""
    install(session)
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Strict types."""
    install(session)
    session.run("mypy")


@nox.session
def floors(session: nox.Session) -> None:
    """Who may import whom."""
    install(session)
    session.run("lint-imports", "--no-logo")


@nox.session
def size(session: nox.Session) -> None:
    """Length of modules and functions, names, places of imports; a test file for every module."""
    install(session)
    session.run("python", "-m", "tools.check_size")
    session.run("python", "-m", "tools.check_mirror")


@nox.session
def docs(session: nox.Session) -> None:
    """Links between the pages of the manual."""
    install(session)
    session.run("python", "-m", "tools.check_links")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The tests; arguments after -- go to pytest."""
    install(session)
    session.run("pytest", "--numprocesses", TEST_PROCESSES, *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """The tests, and which branches of the source they took."""
    install(session)
    session.run("coverage", "run", "-m", "pytest", *session.posargs)
    session.run("coverage", "combine")
    session.run("coverage", "report")


@nox.session
def soak(session: nox.Session) -> None:
    """Ten thousand deaths of host processes; the memory of the core stays flat."""
    install(session)
    tests = ("tests/robustness/test_host_processes.py", "-k", "memory_of_the_core", "--timeout", "1800")
    session.run("pytest", *tests, env={"OPENWMI_SOAK_FAILURES": "10000"})
