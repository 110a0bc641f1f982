# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.rules.derivedfirst import derivedfirst
from tests.fakes.plans import classes_of, planned_until, zoo


@pytest.mark.parametrize(
    ("class_name", "first"), [("Acme_Animal", "Lion"), ("Acme_Cat", "Lion"), ("Acme_Dog", "Dog"), ("Acme_Lion", "Lion")]
)
def test_a_derived_provider_is_read_before_its_base(site, class_name, first):
    plan = planned_until(derivedfirst, zoo(site), f"SELECT * FROM {class_name}")
    assert classes_of(plan)[0] == first


def test_nothing_moves_where_nobody_overlaps(site):
    site.mof("class T_A { [key] uint32 Id; }; class T_B : T_A { }; class T_C : T_B { };")
    plan = planned_until(derivedfirst, site.services()._view, "SELECT * FROM T_A")
    assert classes_of(plan) == ["T_A", "T_B", "T_C"]
