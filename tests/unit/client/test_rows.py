# SPDX-License-Identifier: Apache-2.0

from typing import Any, cast

import pytest

from openwmi.client.rows import Rows
from openwmi.errors import NotFoundError, ProviderFailureError, WbemStatus
from openwmi.services.enumerators import EnumWbemClassObject


class ScriptedSource:
    """A source of rows that says what the test wrote down: lists of objects, then an end or a failure."""

    def __init__(self, script, error=None, warnings=()):
        self.script = list(script)
        self.error = error
        self.is_exhausted = False
        self.can_go_back = False
        self.closed = False
        self.waits = []
        self.outcome = type("Outcome", (), {"status": WbemStatus.WBEM_S_PARTIAL_RESULTS, "warnings": list(warnings)})()

    def read(self, position, count, wait_s):
        self.waits.append(wait_s)
        found = self.script.pop(0) if self.script else []
        self.is_exhausted = not self.script
        return found

    def close(self):
        self.closed = True


def rows_of(script, **options):
    source = ScriptedSource(script, **options)
    return source, Rows(EnumWbemClassObject(cast("Any", source), ("Name",)), lambda each: cast("Any", f"<{each}>"))


def test_iterating_wraps_each_object():
    _, rows = rows_of([["a", "b"], ["c"]])
    assert list(rows) == ["<a>", "<b>", "<c>"]
    assert rows.columns == ("Name",)


def test_batches_are_given_as_they_come():
    source, rows = rows_of([["a"], [], ["b", "c"]])
    assert list(rows.batches(most=5, within_s=0.125)) == [["<a>"], ["<b>", "<c>"]]
    assert source.waits[0] == 0.125


def test_batches_before_a_failure_are_given():
    _, rows = rows_of([["a"], ["b"]], error=ProviderFailureError("gone"))
    batches = rows.batches()
    assert [next(batches), next(batches)] == [["<a>"], ["<b>"]]
    with pytest.raises(ProviderFailureError):
        next(batches)


def test_status_and_warnings_are_those_of_the_enumerator():
    _, rows = rows_of([["a"]], warnings=["provider X did not answer"])
    assert rows.status == WbemStatus.WBEM_S_PARTIAL_RESULTS
    assert rows.warnings == ("provider X did not answer",)


def test_leaving_the_block_stops_the_work():
    source, rows = rows_of([["a"], ["b"]])
    with rows as inside:
        assert next(inside) == "<a>"
    assert source.closed
    assert list(rows) == []


def test_leaving_the_block_lets_a_failure_pass():
    source, rows = rows_of([["a"]])
    with pytest.raises(NotFoundError), rows:
        raise NotFoundError("mine")
    assert source.closed
