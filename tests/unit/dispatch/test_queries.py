# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.outcome import Outcome
from openwmi.dispatch.plan import SelectPlan
from openwmi.dispatch.queries import (
    AssociationPlan,
    SchemaPlan,
    columns_of,
    plan_enumeration,
    plan_query,
    run_query,
)
from tests.fakes.plans import classes_of, zoo
from tests.fakes.ponds import new_call
from tests.fakes.sites import code_of


@pytest.mark.parametrize(
    ("text", "kind", "columns", "part"),
    [
        ("SELECT age, Name FROM Acme_Cat", SelectPlan, ("Age", "Name"), "Acme_Cat: enumerate"),
        ("SELECT * FROM Acme_Cat", SelectPlan, None, "Acme_Cat: enumerate"),
        ("SELECT * FROM meta_class", SchemaPlan, None, "class definitions"),
        ("REFERENCES OF {Acme_Cat.Name='x'}", AssociationPlan, None, "reference index"),
    ],
)
def test_each_kind_has_its_plan(site, text, kind, columns, part):
    plan = plan_query("WQL", text, zoo(site))
    assert isinstance(plan, kind)
    assert columns_of(plan) == columns
    assert part in str(plan)


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        (None, "SELECT * FROM Acme_Cat", "WBEM_E_INVALID_PARAMETER"),
        ("WQL", None, "WBEM_E_INVALID_PARAMETER"),
        ("CQL", "SELECT * FROM Acme_Cat", "WBEM_E_INVALID_QUERY_TYPE"),
        ("WQL", "SELECT * FROM Acme_Nothing", "WBEM_E_INVALID_CLASS"),
        ("WQL", "SELECT * FROM Acme_Cat WITHIN 2", "WBEM_E_INVALID_QUERY"),
        ("WQL", "SELECT * FROM Acme_Cat WHERE Name = 'x" + "x" * 0x4000 + "'", "WBEM_E_QUOTA_VIOLATION"),
    ],
)
def test_codes(site, language, text, code):
    view = site.services()._view if text is None else zoo(site)
    assert code_of(lambda: plan_query(language, text, view)) == code


@pytest.mark.parametrize(
    ("class_name", "flags", "properties", "classes", "asked"),
    [
        ("acme_cat", 0, None, ["Lion", "Cat"], None),
        ("Acme_Cat", 1, None, ["Cat"], None),
        ("Acme_Cat", 0x200, ["Lives"], ["Cat"], {"Lives", "Name"}),
        ("Acme_Cat", 1, [], ["Cat"], {"Name"}),
    ],
)
def test_enumerations(site, class_name, flags, properties, classes, asked):
    plan = plan_enumeration(class_name, zoo(site), new_call(), flags, properties)
    assert classes_of(plan) == classes
    assert plan.scans[-1].properties == asked


def test_an_unknown_class_and_a_run(site):
    view = zoo(site)
    assert code_of(lambda: plan_enumeration("Acme_Nothing", view, new_call())) == "WBEM_E_INVALID_CLASS"
    found = run_query(
        plan_query("WQL", "SELECT * FROM meta_class WHERE __CLASS = 'Acme_Cat'", view), view, new_call(), Outcome()
    )
    assert [cim_class.class_name for cim_class in found] == ["Acme_Cat"]
