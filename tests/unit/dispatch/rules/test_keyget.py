# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.plan import Access
from openwmi.dispatch.rules.keyget import keyget
from tests.fakes.plans import planned_until, scan_of, zoo


@pytest.mark.parametrize(
    ("where", "path"),
    [
        ("Name = 'Tom'", 'Acme_Cat.Name="Tom"'),
        ("NAME = 'Tom' AND Age > 3", 'Acme_Cat.Name="Tom"'),
        ("Name = 'Tom' OR Age > 3", None),
        ("Name LIKE 'Tom'", None),
        ("Age = 3", None),
    ],
)
def test_equal_keys_are_a_get_where_the_source_can(site, where, path):
    plan = planned_until(keyget, zoo(site), f"SELECT * FROM Acme_Animal WHERE {where}")
    cats, lions, stuffed = (scan_of(plan, f"Acme_{name}") for name in ("Cat", "Lion", "Stuffed"))
    assert (cats.key_path and cats.key_path.relpath) == path
    assert cats.access is (Access.GET if path else Access.ENUMERATE)
    assert stuffed.access is cats.access
    assert lions.access is Access.ENUMERATE
    assert cats.post_filter
