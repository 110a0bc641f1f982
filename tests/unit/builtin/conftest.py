# SPDX-License-Identifier: Apache-2.0
"""The copied system trees."""

from __future__ import annotations

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[2] / "golden" / "procfs"


@pytest.fixture
def workstation() -> Path:
    return GOLDEN / "workstation"
