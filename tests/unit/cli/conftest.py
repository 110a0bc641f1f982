# SPDX-License-Identifier: Apache-2.0
"""A home with classes, objects and providers of the tests, and the command run on it inside this process."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from openwmi.cli.main import run
from openwmi.client import Connection
from openwmi.mof.compiler import compile_mof
from openwmi.repository import Repository
from openwmi.server import Core
from tests.fakes.packages import packages
from tests.unit.cli.printed import NS, POND_MOF

__all__ = ["packages"]

TOOL_MOF = """
class Acme_Tool {
    [key] uint32 Id;
    string Name;
    sint8 Small;
    boolean Sharp;
    datetime Bought;
    string Tags[];
    Acme_Water Water;
    [Write, Units("g"), Values{"light", "heavy"}, ValueMap{"0", "9"}] uint16 Weight = 9;
};
"""

PROVIDERS = '''
import threading

from openwmi.errors import ProviderNotCapableError
from openwmi.provider import *

WEIGHTS = {"first": 10, "second": 20}


class Acme_Toad(CimClass, namespace="root/acme"):
    """A toad. It sits."""

    Name: str = key()
    Weight: uint32 | None = prop(units="bytes", write=True)


class Toads(InstanceProvider[Acme_Toad]):
    def enumerate(self, request):
        for name, weight in WEIGHTS.items():
            yield Acme_Toad(Name=name, Weight=weight * 1024)

    def put(self, toad, flags, request):
        WEIGHTS[toad.Name] = toad.Weight // 1024

    @method(static=True)
    def Add(self, Left: uint32, Right: uint32, request: Request) -> uint32:
        return Left + Right


class Acme_Snail(CimClass, namespace="root/acme"):
    """Slow."""

    Name: str = key()


class Snails(InstanceProvider[Acme_Snail]):
    def enumerate(self, request):
        yield Acme_Snail(Name="quick")
        request.call.wait_cancelled(20)
        yield Acme_Snail(Name="slow")


class Acme_Wreck(CimClass, namespace="root/acme"):
    """Breaks."""

    Name: str = key()


class Wrecks(InstanceProvider[Acme_Wreck]):
    def enumerate(self, request):
        yield Acme_Wreck(Name="afloat")
        raise RuntimeError("sunk")
'''


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


def furnish(folder: Path) -> Path:
    """Make a home with everything the tests of the commands need; return it."""
    home = folder / "home"
    with Core(home, Repository.open(home / "repository")) as core:
        core.repository.create_namespace(NS)
        result = compile_mof(POND_MOF + TOOL_MOF, core.mof_target(), namespace=NS)
        assert result.error is None, result
        file = folder / "swamp.py"
        file.write_text(PROVIDERS, encoding="utf-8")
        core.install_provider(file)
    return home


@pytest.fixture(scope="session")
def furnished(tmp_path_factory) -> Path:
    return furnish(tmp_path_factory.mktemp("furnished"))


@pytest.fixture
def openwmi(furnished, monkeypatch, capsys) -> Run:
    """Run a command line on the furnished home, in namespace root/acme, as if in a pipe."""
    monkeypatch.setenv("OPENWMI_HOME", str(furnished))
    monkeypatch.setenv("OPENWMI_NAMESPACE", "root/acme")
    monkeypatch.setattr("openwmi.server.core.ensure_shipped", lambda repository: False)
    monkeypatch.delenv("NO_COLOR", raising=False)

    def call(*arguments: str | os.PathLike[str]) -> Outcome:
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return call


@pytest.fixture
def connection(furnished):
    """A connection to the furnished namespace."""
    with Core(furnished, Repository.open(furnished / "repository")) as core:
        yield Connection(core.connect(NS))


@pytest.fixture
def terminal(capsys, monkeypatch):
    """Let standard output and error pass for a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda file: True)
