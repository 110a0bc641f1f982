# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from openwmi.dispatch.rules.sources import sources
from openwmi.errors import ProviderNotFoundError
from tests.fakes.plans import planned_until, scan_of, zoo


def test_each_class_is_read_where_its_instances_are(site):
    plan = planned_until(sources, zoo(site), "SELECT * FROM Acme_Animal")
    found = {scan.cim_class.name: scan.record and scan.record.name for scan in plan.scans}
    assert found == {
        "Acme_Cat": "acme|Cats",
        "Acme_Lion": "acme|Lions",
        "Acme_Dog": "acme|Dogs",
        "Acme_Stuffed": None,
        "Acme_Lost": None,
    }
    assert isinstance(scan_of(plan, "Acme_Lost").unavailable, ProviderNotFoundError)
    assert scan_of(plan, "Acme_Stuffed").unavailable is None
