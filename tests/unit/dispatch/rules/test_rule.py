# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import inspect

import pytest

from openwmi.dispatch.plan import SelectPlan
from openwmi.dispatch.planner import RULES
from openwmi.dispatch.rules.rule import Rule
from tests.fakes.plans import bound, zoo


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_takes_a_plan_and_gives_one(site, rule: Rule):
    plan = rule(SelectPlan(bound(zoo(site), "SELECT * FROM Acme_Cat")), site.services()._view)
    assert isinstance(plan, SelectPlan)
    assert inspect.getdoc(rule)
