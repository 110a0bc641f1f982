# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from openwmi.dispatch.plan import Access
from openwmi.dispatch.rules.pushquery import pushquery
from tests.fakes.plans import planned_until, scan_of, zoo


def test_the_text_goes_to_those_who_take_it_re_targeted(site):
    plan = planned_until(pushquery, zoo(site), "SELECT Name FROM Acme_Animal WHERE Age > 3 AND Name = 'Rex'")
    lions, dogs, cats = (scan_of(plan, f"Acme_{name}") for name in ("Lion", "Dog", "Cat"))
    assert lions.access is dogs.access is Access.QUERY
    assert lions.query_text == 'SELECT Name FROM Acme_Lion WHERE Age > 3 AND Name = "Rex"'
    assert lions.simpler_text == 'SELECT Name FROM Acme_Lion WHERE Name = "Rex"'
    assert (lions.post_filter, dogs.post_filter) == (True, False)
    assert cats.access is Access.GET


def test_nothing_simpler_is_kept_when_it_would_be_the_same(site):
    view = zoo(site)
    for where in ("", " WHERE Name = 'Rex'", " WHERE Age > 3"):
        lions = scan_of(planned_until(pushquery, view, f"SELECT * FROM Acme_Lion{where}"), "Acme_Lion")
        assert lions.simpler_text == ""
