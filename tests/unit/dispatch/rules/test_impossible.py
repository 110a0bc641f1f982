# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.rules.impossible import impossible
from tests.fakes.plans import classes_of, planned_until, zoo


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("__CLASS = 'Acme_Dog'", ["Dog"]),
        ("__CLASS = 'Acme_Dog' OR __CLASS = 'Acme_Cat'", ["Cat", "Dog"]),
        ("NOT __CLASS = 'Acme_Dog' AND Age > 1", ["Cat", "Lion", "Lost", "Stuffed"]),
        ("Age > 300", []),
        ("Name = 'a' AND Name = 'b'", []),
        ("Age > 3", ["Cat", "Dog", "Lion", "Lost", "Stuffed"]),
    ],
)
def test_classes_on_which_nothing_can_match_are_not_read(site, where, expected):
    plan = planned_until(impossible, zoo(site), f"SELECT * FROM Acme_Animal WHERE {where}")
    assert sorted(classes_of(plan)) == expected
