# SPDX-License-Identifier: Apache-2.0
"""What every test may use."""

from pathlib import Path

import pytest
from hypothesis import settings

# The time limit is pytest's, per test: a busy machine must not fail one slow example.
settings.register_profile("openwmi", deadline=None, print_blob=True)
settings.load_profile("openwmi")


@pytest.fixture
def openwmi_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own, named by OPENWMI_HOME and not yet made."""
    home = tmp_path / "openwmi"
    monkeypatch.setenv("OPENWMI_HOME", str(home))
    return home
