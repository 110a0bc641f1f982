# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.planner import RULES, plan_select
from openwmi.model.flags import WBEM_FLAG_DIRECT_READ, WBEM_FLAG_ENSURE_LOCATABLE, WBEM_FLAG_PROTOTYPE
from tests.fakes.plans import bound, zoo


def test_the_rules_are_known_by_name():
    names = [rule.__name__ for rule in RULES]
    assert len(names) == len(set(names))
    assert names.index("polymorphism") < names.index("sources") < names.index("keyget") < names.index("pushquery")


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (0, (False, False, False, 2)),
        (WBEM_FLAG_ENSURE_LOCATABLE, (True, False, False, 2)),
        (WBEM_FLAG_DIRECT_READ, (False, True, False, 1)),
        (WBEM_FLAG_PROTOTYPE, (False, False, True, 0)),
    ],
)
def test_flags_are_part_of_the_plan(site, flags, expected):
    view = zoo(site)
    plan = plan_select(bound(view, "SELECT * FROM Acme_Cat"), view, flags)
    assert (plan.ensure_locatable, plan.direct_read, plan.prototype, len(plan.scans)) == expected
