# SPDX-License-Identifier: Apache-2.0
from openwmi.wql.nodes import MIRRORED, Comparison, Constant, Operator, PropertyPath


def test_positions_take_no_part_in_equality():
    there = Comparison(PropertyPath(("A",), 30), Operator.EQUAL, Constant(1, "1", 34), 32)
    here = Comparison(PropertyPath(("A",), 0), Operator.EQUAL, Constant(1, "1", 4), 2)
    assert there == here


def test_mirroring_twice_changes_nothing():
    assert all(MIRRORED[MIRRORED[operator]] is operator for operator in MIRRORED)


def test_a_path_is_written_with_dots():
    assert PropertyPath(("TargetInstance", "Name")).text == "TargetInstance.Name"
