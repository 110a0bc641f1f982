# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable

import pytest

from openwmi.model.instance import Instance
from openwmi.model.qualifier import QualifierType
from openwmi.repository import Repository
from openwmi.repository.check import check
from tests.unit.repository.declare import NS, declare, key, prop

DAMAGES = [
    ("UPDATE namespace SET folded = 'root\\elsewhere' WHERE folded = 'root\\interop'", "root\\interop", "missing"),
    ("UPDATE namespace SET folded = 'x' WHERE folded = 'root\\a'", "root\\a", "filed as 'x'"),
    ("UPDATE namespace SET parent_id = 2 WHERE folded = 'root\\a'", "root\\a", "filed below root\\default"),
    ("DELETE FROM instance WHERE identity = CAST('name=\"A\"' AS BLOB)", "root", "__NAMESPACE"),
    ("DELETE FROM instance WHERE class = '__systemsecurity'", NS, "__SystemSecurity=@ is missing"),
    ("UPDATE instance SET row = '[' WHERE class = '__thisnamespace'", NS, "cannot be read"),
    ("UPDATE class SET body = 'x' WHERE folded = 't_base'", f"{NS}:T_Base", "cannot be read"),
    ("UPDATE class SET body = body || ' ' WHERE folded = 't_base'", f"{NS}:T_Base", "would write it"),
    ("UPDATE class SET name = 'T_BASE' WHERE folded = 't_base'", f"{NS}:T_BASE", "is filed as T_BASE"),
    ("UPDATE class SET folded = 'x' WHERE folded = 't_one'", f"{NS}:T_One", "is filed as T_One (x)"),
    ("UPDATE class SET parent = NULL WHERE folded = 't_derived'", f"{NS}:T_Derived", "below None"),
    ("UPDATE class SET folded = '__event' WHERE folded = 't_one'", f"{NS}:T_One", "system class"),
    ("DELETE FROM class WHERE folded = 't_base'", f"{NS}:t_derived", "superclass t_base is missing"),
    ("UPDATE qualifier_type SET body = '{}'", "root: qualifier units", "cannot be read"),
    ("UPDATE qualifier_type SET folded = 'x'", "root: qualifier x", "would write it"),
    ("UPDATE embedded_class SET body = body || ' '", "embedded class", "another digest"),
    ("UPDATE embedded_class SET body = '{}'", "embedded class", "cannot be read"),
]


@pytest.mark.parametrize(("damage", "where", "what"), DAMAGES)
def test_damage_is_found(repository: Repository, new: Callable[..., Instance], damage: str, where: str, what: str):
    repository.create_namespace("root\\a")
    repository.put_qualifier_type("root", QualifierType("Units"))
    repository.put_class(NS, declare("T_Holder", None, key(), prop("In", "object")))
    repository.put_instance(NS, new("T_Holder", Id=1, In=new("T_Base")))
    assert check(repository) == []
    with repository._writing() as view:
        assert view.connection.execute(damage).rowcount > 0
        view.cache.namespaces_changed(view.connection)
    findings = check(repository)
    assert any(finding.where.startswith(where) and what in finding.what for finding in findings), findings
    assert all(finding.next_step for finding in findings)
