# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from openwmi.repository.finding import Finding


def test_a_finding_is_one_line():
    assert str(Finding("it is wrong", "root:X", "put it again")) == "root:X: it is wrong; put it again"
