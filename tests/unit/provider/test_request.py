# SPDX-License-Identifier: Apache-2.0
"""Request: one call to one provider."""

import pytest

from openwmi.errors import CallCancelledError, InvalidOperationError, NotSupportedError
from openwmi.provider.request import CURRENT_REQUEST, current_request
from tests.fakes.ponds import CALLER, Clock, new_call, new_request


@pytest.mark.parametrize(
    ("properties", "name", "wanted"),
    [
        (None, "Weight", True),
        (frozenset({"Weight"}), "Weight", True),
        (frozenset({"Weight"}), "weight", True),
        (frozenset({"Weight"}), "Colour", False),
        (frozenset(), "Weight", False),
    ],
)
def test_wants_knows_the_property_list_in_any_case(properties, name, wanted):
    assert new_request(properties=properties).wants(name) is wanted


def test_values_for_tells_none_for_unrestricted_and_empty_for_impossible():
    request = new_request(restrictions={"name": ("Kermit", "Tiana"), "age": ()})
    assert request.values_for("NAME") == ("Kermit", "Tiana")
    assert request.values_for("Age") == ()
    assert request.values_for("Weight") is None


def test_the_call_is_reachable_through_the_request():
    call = new_call({"a": 1}, deadline=103.0, clock=Clock(), locale="MS_409")
    request = new_request(call, class_name="Acme_Frog", flags=2, query_text="SELECT * FROM Acme_Frog")
    assert (request.caller, request.locale, dict(request.context)) == (CALLER, "MS_409", {"a": 1})
    assert (request.class_name, request.flags, request.query_text) == ("Acme_Frog", 2, "SELECT * FROM Acme_Frog")
    assert request.remaining_s() == 3.0
    request.check()
    call.cancel()
    assert request.cancelled
    with pytest.raises(CallCancelledError):
        request.check()


def test_services_are_refused_where_there_are_none():
    with pytest.raises(NotSupportedError):
        _ = new_request().services


def test_a_request_for_the_whole_object_forgets_what_was_selected():
    request = new_request(properties=frozenset({"Name"}), keys_only=True, flags=1, restrictions={"name": ()})
    whole = request.for_whole_object()
    assert whole.call is request.call
    assert (whole.properties, whole.keys_only, whole.flags, whole.values_for("Name")) == (None, False, 0, None)


def test_current_request_is_known_only_while_one_is_served():
    with pytest.raises(InvalidOperationError):
        current_request()
    request = new_request()
    token = CURRENT_REQUEST.set(request)
    try:
        assert current_request() is request
    finally:
        CURRENT_REQUEST.reset(token)
