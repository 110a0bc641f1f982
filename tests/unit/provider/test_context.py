# SPDX-License-Identifier: Apache-2.0
"""CallContext: what travels with one client call."""

import threading

import pytest

from openwmi.errors import CallCancelledError, TimedOutError
from openwmi.provider.context import CallContext
from tests.fakes.ponds import CALLER, Clock, new_call


def test_a_call_without_deadline_goes_on_for_ever():
    call = new_call()
    assert call.remaining_s() is None
    call.check()


def test_remaining_time_ends_at_zero_and_check_raises_at_the_deadline():
    clock = Clock(100.0)
    call = new_call(deadline=101.5, clock=clock)
    assert call.remaining_s() == 1.5
    call.check()
    clock.now = 101.5
    assert call.remaining_s() == 0.0
    with pytest.raises(TimedOutError, match=call.call_id):
        call.check()
    clock.now = 200.0
    assert call.remaining_s() == 0.0


def test_cancelling_is_seen_by_check_and_wins_over_the_deadline():
    call = new_call(deadline=0.0, clock=Clock())
    states = [call.cancelled]
    for _ in range(2):
        call.cancel()
        states.append(call.cancelled)
    assert states == [False, True, True]
    with pytest.raises(CallCancelledError, match=call.call_id):
        call.check()


def test_a_child_has_a_name_of_its_own_and_shares_deadline_and_cancellation():
    parent = new_call({"a": 1}, deadline=105.0, clock=Clock(), locale="MS_409", flags=0x30)
    child = parent.child()
    assert child.call_id != parent.call_id
    assert (child.caller, child.deadline, child.locale, dict(child.values)) == (CALLER, 105.0, "MS_409", {"a": 1})
    assert child.flags == 0
    assert child.remaining_s() == 5.0
    child.cancel()
    assert parent.cancelled


def test_a_child_may_have_values_flags_and_a_locale_of_its_own():
    child = new_call({"a": 1}, locale="MS_409").child(values={"b": 2}, flags=3, locale="MS_407")
    assert (dict(child.values), child.flags, child.locale) == ({"b": 2}, 3, "MS_407")


def test_causality_reaches_over_generations_and_not_backwards():
    first = new_call()
    third = first.child().child()
    assert third.is_child_of(first)
    assert third.is_child_of(first.call_id)
    assert not first.is_child_of(third)
    assert not first.is_child_of(first)
    assert not third.is_child_of(new_call())
    assert [first.depth, third.depth] == [0, 2]


def test_the_provider_chain_grows_only_when_a_provider_is_entered():
    link = ("frogs|Frogs", "GetObject", 'Acme_Frog.Name="Kermit"')
    first = new_call()
    entered = first.child(entering=link)
    assert first.provider_chain == ()
    assert entered.provider_chain == (link,)
    assert entered.child().provider_chain == (link,)
    assert entered.child(entering=link).provider_chain == (link, link)


def test_values_are_a_copy_that_cannot_be_changed():
    given = {"a": 1}
    call = new_call(given)
    given["a"] = 2
    assert call.values["a"] == 1
    with pytest.raises(TypeError):
        call.values["a"] = 3  # type: ignore[index]


def test_waiting_ends_when_another_thread_cancels():
    call = new_call()
    threading.Timer(0.01, call.cancel).start()
    assert call.wait_cancelled(30.0)


def test_waiting_ends_at_the_deadline():
    assert not new_call(deadline=100.0, clock=Clock(100.0)).wait_cancelled(30.0)


def test_call_ids_are_short_hexadecimal_and_differ():
    ids = {CallContext(CALLER).call_id for _ in range(100)}
    assert len(ids) == 100
    assert all(len(name) == 12 and int(name, 16) >= 0 for name in ids)
