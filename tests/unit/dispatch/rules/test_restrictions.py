# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.rules.restrictions import restrictions
from tests.fakes.plans import planned_until, scan_of, zoo


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("Name = 'Tom'", {"name": ("Tom",)}),
        ("Name = 'Tom' OR Name = 'Tim'", {"name": ("Tom", "Tim")}),
        ("Name = 'Tom' AND Age = 3", {"name": ("Tom",), "age": (3,)}),
        ("Name = 'Tom' OR Age = 3", {}),
        ("Age > 3", {}),
    ],
)
def test_providers_learn_which_values_count(site, where, expected):
    plan = planned_until(restrictions, zoo(site), f"SELECT * FROM Acme_Animal WHERE {where}")
    assert dict(scan_of(plan, "Acme_Cat").restrictions) == expected
    assert dict(scan_of(plan, "Acme_Stuffed").restrictions) == {}
