# SPDX-License-Identifier: Apache-2.0
"""The command line on a home of the test's own, run inside this process, and everything that is stored there."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import openwmi as package
from openwmi.cli.main import run
from openwmi.mof.render import render_class, render_instance

NS = "root\\acme"


@dataclass(frozen=True)
class Told:
    """What a command left behind."""

    code: int
    out: str
    err: str


Ask = Callable[..., Told]


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys) -> Ask:
    """Run a command line in a folder and on a home of the test's own; the namespace is root/acme."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENWMI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OPENWMI_NAMESPACE", "root/acme")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("openwmi.server.core.ensure_shipped", lambda repository: False)

    def call(*arguments: str | os.PathLike[str]) -> Told:
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Told(code, out, err)

    assert call("new", "-n", "root", "__NAMESPACE", "Name=acme").code == 0
    return call


@pytest.fixture
def stored(ask) -> Callable[[], list[str]]:
    """Tell everything that is stored in root/acme, as MOF."""

    def everything() -> list[str]:
        with package.connect(NS, home=Path(os.environ["OPENWMI_HOME"])) as connection:
            classes = [each for each in connection.classes() if not each.name.startswith("__")]
            static = [each.name for each in classes if not each.is_dynamic] + ["__Provider", "__ProviderRegistration"]
            found = {str(row.path): render_instance(row) for name in static for row in connection.instances(name)}
        return [render_class(each) for each in classes] + [f"{path}\n{text}" for path, text in found.items()]

    return everything
