# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.rules.propertylist import propertylist
from tests.fakes.plans import planned_until, scan_of, zoo


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * FROM Acme_Cat", None),
        ("SELECT Age FROM Acme_Cat", {"Age", "Name"}),
        ("SELECT age FROM Acme_Cat WHERE LIVES > 1", {"Age", "Lives", "Name"}),
        ("SELECT __CLASS FROM Acme_Cat", {"Name"}),
        ("SELECT __PATH FROM Acme_Cat WHERE __CLASS = 'Acme_Cat'", {"Name"}),
    ],
)
def test_selected_compared_and_key_properties_are_asked_for(site, query, expected):
    assert scan_of(planned_until(propertylist, zoo(site), query), "Acme_Cat").properties == expected
