# SPDX-License-Identifier: Apache-2.0

import subprocess
import sys

import pytest

import openwmi
from openwmi.errors import NotFoundError

IMPORTED = 'import sys, openwmi; print(*(name for name in sys.modules if name.startswith("openwmi")))'


def test_importing_costs_nothing():
    done = subprocess.run([sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["openwmi"]


def test_the_public_names():
    assert all(getattr(openwmi, name) for name in openwmi.__all__)
    assert issubclass(NotFoundError, openwmi.WbemError)


def test_a_name_that_is_not_there():
    with pytest.raises(AttributeError, match="no attribute 'conect'"):
        getattr(openwmi, "conect")  # noqa: B009 - type checkers know that it is not there
