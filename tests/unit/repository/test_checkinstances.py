# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

import pytest

from openwmi.model.instance import Instance
from openwmi.repository import Repository
from openwmi.repository.check import check
from tests.unit.repository.declare import NS, declare, prop

HERE = "WHERE class = 't_derived'"
DAMAGES = [
    (f"UPDATE instance SET class = 't_none' {HERE}", "does not exist"),
    (f"UPDATE instance SET class = '__event' {HERE}", "abstract"),
    (f"UPDATE instance SET class = 't_base' {HERE}", None),
    (f"UPDATE instance SET owner = 't_derived' {HERE}", "another identity"),
    (f"UPDATE instance SET identity = CAST('id=2' AS BLOB) {HERE}", "another identity"),
    (f"UPDATE instance SET row = '[1,null,null,null]' {HERE}", "cannot be read"),
    (f"UPDATE instance SET row = '[1,null,\"when\",null,5]' {HERE}", "is not a CIM datetime"),
    (f"UPDATE instance SET row = '[\"1\",null,null,null,1]' {HERE}", "form of its type"),
    (f"UPDATE instance SET row = '[1,null,null,null,0]' {HERE}", "is NULL"),
    (f"UPDATE instance SET extra = '7' {HERE}", "cannot be read"),
    ("UPDATE shape SET names = '7' WHERE names LIKE '%many%'", "no list of folded names"),
    ("UPDATE shape SET names = upper(names) WHERE names LIKE '%many%'", "no list of folded names"),
    ("DELETE FROM reference", "reference index"),
    ("UPDATE reference SET target_keys = x'00'", "reference index"),
    (
        "INSERT INTO reference SELECT id, 'x', 0, 'root', x'', 't' FROM instance WHERE class = 't_one'",
        "reference index",
    ),
    ("DELETE FROM namespace WHERE folded = 'root\\a'", "stands for namespace root\\a"),
]


@pytest.mark.parametrize(("damage", "what"), DAMAGES)
def test_damage_is_found(repository: Repository, new: Callable[..., Instance], damage: str, what: str | None):
    repository.create_namespace("root\\a")
    repository.put_class(NS, declare("T_Link", None, prop("To", "ref", "key")))
    repository.put_instance(NS, new("T_Derived", Id=1))
    repository.put_instance(NS, new("T_Link", To="T_Base.Id=1"))
    repository.put_instance(NS, new("T_One"))
    assert check(repository) == []
    with repository._writing() as view:
        assert view.connection.execute(damage).rowcount > 0
        view.cache.namespaces_changed(view.connection)
    findings = check(repository)
    assert all(finding.where and finding.next_step for finding in findings)
    if what is None:
        # A row names the positions of its values, so it reads well as an instance of the parent.
        assert findings == []
    else:
        assert any(what in finding.what for finding in findings), findings
