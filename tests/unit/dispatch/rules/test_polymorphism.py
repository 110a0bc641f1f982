# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.rules.polymorphism import polymorphism
from tests.fakes.plans import classes_of, planned_until, zoo


@pytest.mark.parametrize(
    ("class_name", "direct_read", "expected"),
    [
        ("Acme_Animal", False, ["Cat", "Lion", "Dog", "Stuffed", "Lost"]),
        ("Acme_Cat", False, ["Cat", "Lion"]),
        ("Acme_Cat", True, ["Cat"]),
        ("Acme_Animal", True, []),
    ],
)
def test_a_class_and_its_subclasses_without_the_abstract_ones(site, class_name, direct_read, expected):
    plan = planned_until(polymorphism, zoo(site), f"SELECT * FROM {class_name}", direct_read=direct_read)
    assert sorted(classes_of(plan)) == sorted(expected)
    assert classes_of(plan)[:1] == expected[:1]
