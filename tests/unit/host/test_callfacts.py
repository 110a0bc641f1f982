# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Any

import pytest

from openwmi.errors import ExtendedStatus, NotFoundError, WbemError
from openwmi.host.callfacts import (
    call_from,
    error_from,
    facts_of_call,
    facts_of_request,
    failure_of,
    request_from,
)
from tests.fakes.ponds import new_call, new_request

SERVICES: Any = None


def test_a_call_tells_the_same_on_the_other_side():
    call = new_call({"a": 1}, deadline=None, locale="MS_409", flags=3).child()
    twin = call_from(facts_of_call(call))
    for name in ("call_id", "caller", "locale", "flags", "depth", "deadline"):
        assert getattr(twin, name) == getattr(call, name)
    assert dict(twin.values) == dict(call.values)


def test_a_deadline_is_told_as_the_time_that_is_left():
    call = new_call(deadline=105.0, clock=lambda: 100.0)
    assert facts_of_call(call).remaining_s == 5.0
    assert 4.0 < (call_from(facts_of_call(call)).remaining_s() or 0) <= 5.0


def test_a_request_tells_the_same_on_the_other_side():
    request = new_request(
        class_name="Acme_Frog", properties=frozenset({"Name"}), keys_only=True,
        restrictions={"name": ("a", "b")}, flags=2, query_text="SELECT",
    )  # fmt: skip
    twin = request_from(facts_of_request(request), request.call, services=SERVICES)
    for name in ("class_name", "properties", "keys_only", "restrictions", "flags", "query_text"):
        assert getattr(twin, name) == getattr(request, name)
    assert request_from(facts_of_request(new_request()), request.call, services=SERVICES).properties is None


@pytest.mark.parametrize(
    "error",
    [
        NotFoundError("gone", where="here", next_step="look"),
        WbemError("odd", hresult=0x8007000E, extended=ExtendedStatus("a", "b", "c", "d")),
    ],
)
def test_an_error_is_the_same_on_the_other_side(error):
    twin = error_from(failure_of(error))
    assert type(twin) is type(error)
    for name in ("hresult", "message", "where", "next_step", "extended"):
        assert getattr(twin, name) == getattr(error, name)
