# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from openwmi.repository.ddl import TABLES, VERSION_1


def test_statements_make_exactly_the_listed_tables():
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in VERSION_1:
            connection.execute(statement)
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        assert {name for (name,) in rows} == set(TABLES)


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT id FROM instance WHERE namespace_id = 1 AND class = 'x' AND id > 5 ORDER BY id", "instance_by_class"),
        ("SELECT folded FROM class WHERE namespace_id = 1 AND parent = 'x'", "class_by_parent"),
        (
            "SELECT instance_id FROM reference WHERE target_namespace = 'x' AND target_keys = x'00'"
            " AND instance_id > 5 ORDER BY instance_id",
            "reference_by_target",
        ),
        ("DELETE FROM namespace WHERE parent_id = 1", "namespace_by_parent"),
    ],
)
def test_searches_use_their_index_and_need_no_sorting(query: str, index: str):
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in VERSION_1:
            connection.execute(statement)
        plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))
    assert index in plan
    assert "TEMP B-TREE" not in plan
