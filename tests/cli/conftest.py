# SPDX-License-Identifier: Apache-2.0
"""The installed command, run as a process of its own on a home of the test session's."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("openwmi")
PATIENCE_S = 60

SLOW_PROVIDER = '''
import threading
from openwmi.provider import *


class Acme_Drop(CimClass, namespace="root/acme"):
    """A drop."""
    Number: uint32 = key()


class Drops(InstanceProvider[Acme_Drop]):
    def enumerate(self, request):
        for number in range(1000):
            yield Acme_Drop(Number=number)
            request.call.wait_cancelled(0.05)
'''

Execute = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def environment(tmp_path_factory) -> dict[str, str]:
    """The environment of the processes: a home of their own, and nothing else that changes what they do."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENWMI_")}
    home = tmp_path_factory.mktemp("cli") / "home"
    return kept | {"OPENWMI_HOME": str(home), "NO_COLOR": "1", "PYTHONUTF8": "1"}


@pytest.fixture(scope="session")
def openwmi(environment) -> Execute:
    """Run the command; its output is text."""

    def call(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [COMMAND, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
            **options,
        )

    return call


@pytest.fixture(scope="session")
def drops(openwmi, tmp_path_factory) -> None:
    """Install a provider that yields a row every 50 ms."""
    file = tmp_path_factory.mktemp("drops") / "drops.py"
    file.write_text(SLOW_PROVIDER, encoding="utf-8")
    installed = openwmi("provider", "install", str(file))
    assert installed.returncode == 0, installed.stderr
