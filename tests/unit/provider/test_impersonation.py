# SPDX-License-Identifier: Apache-2.0

import asyncio
import threading
from typing import Any

import pytest

from openwmi.errors import AccessDeniedError, InvalidOperationError
from openwmi.provider import impersonation
from openwmi.provider.impersonation import (
    MAX_ROLES,
    as_self,
    impersonating,
    is_impersonating,
    kept_apart,
    self_between,
)
from openwmi.security.identity import Identity, ImpersonationLevel, current_identity
from openwmi.security.threadcredentials import ThreadCredentials

FROG = Identity("frog", 70001, 70002, frozenset({70002}))
TOAD = Identity("toad", 70005, 70006, frozenset({70006}))


THREAD = threading.local()


def who() -> object:
    """Whom this thread became, None for itself."""
    return getattr(THREAD, "uid", None)


@pytest.fixture(autouse=True)
def _played(monkeypatch):
    """Threads that only note whom they become, so that the rules can be seen under any account."""

    def take(credentials):
        assert who() is None
        if credentials.uid == 70099:
            raise AccessDeniedError("refused")
        THREAD.uid = credentials.uid

    def give_back():
        THREAD.uid = None

    monkeypatch.setattr(impersonation, "take_credentials", take)
    monkeypatch.setattr(impersonation, "give_credentials_back", give_back)
    monkeypatch.setattr(impersonation, "can_switch", lambda: True)
    monkeypatch.setattr(impersonation, "own_credentials", lambda: ThreadCredentials(5, 5, ()))
    yield
    assert who() is None
    assert not impersonation._ROLES.stack


def test_inside_and_outside():
    with impersonating(FROG):
        assert (who(), is_impersonating()) == (70001, True)
    assert (who(), is_impersonating()) == (None, False)


def test_an_exception_brings_back():
    with pytest.raises(ZeroDivisionError), impersonating(FROG):
        1 / 0  # noqa: B018
    assert who() is None


def test_one_in_the_other():
    with impersonating(FROG):
        with impersonating(TOAD):
            assert who() == 70005
            with as_self():
                assert who() is None
                with impersonating(FROG):
                    assert who() == 70001
            assert who() == 70005
        with impersonating(FROG):
            assert who() == 70001
        assert who() == 70001


def test_a_refusal_keeps_the_role_before():
    with impersonating(FROG):
        with pytest.raises(AccessDeniedError), impersonating(Identity("x", 70099, 1)):
            pass
        assert who() == 70001


def test_the_own_account_needs_nothing(monkeypatch):
    monkeypatch.setattr(impersonation, "can_switch", lambda: False)
    with impersonating(Identity("me", 5, 5)):
        assert (who(), is_impersonating()) == (None, False)


@pytest.mark.parametrize(
    ("caller", "reason"),
    [
        (Identity("frog", 7, 7, level=ImpersonationLevel.RPC_C_IMP_LEVEL_IDENTIFY), "identified only"),
        (Identity("frog", 7, 7, level=ImpersonationLevel.RPC_C_IMP_LEVEL_ANONYMOUS), "identified only"),
        (Identity("frog"), "no account"),
        (FROG, "runs as user 5 and cannot act as frog"),
    ],
)
def test_who_is_refused(caller, reason, monkeypatch):
    monkeypatch.setattr(impersonation, "can_switch", lambda: False)
    with pytest.raises(AccessDeniedError, match=reason) as raised, impersonating(caller):
        pass
    assert raised.value.next_step


def test_a_coroutine_is_refused():
    async def serve():
        with impersonating(FROG):
            pass

    with pytest.raises(InvalidOperationError, match="coroutine"):
        asyncio.run(serve())


def test_nesting_is_bounded():
    def deeper():
        with impersonating(FROG):
            deeper()

    with pytest.raises(InvalidOperationError, match=str(MAX_ROLES)):
        deeper()


def made(seen, caller=FROG):
    with impersonating(caller):
        for number in range(3):
            seen.append(who())
            yield number
        seen.append(who())


def test_between_two_rows_the_thread_is_its_own():
    seen: list = []
    for _ in kept_apart(made(seen)):
        assert who() is None
    assert seen == [70001] * 4


def test_rows_may_be_taken_by_several_threads():
    seen: list = []
    rows = kept_apart(made(seen))
    assert next(rows) == 0
    taken: list = []
    thread = threading.Thread(target=lambda: taken.extend([next(rows), who()]))
    thread.start()
    thread.join()
    assert (taken, list(rows)) == ([1, None], [2])
    assert seen == [70001] * 4


def test_rows_nobody_wants_any_more():
    seen: list = []
    ended: list = []

    def rows():
        try:
            yield from made(seen)
        finally:
            ended.append(who())

    taken: Any = kept_apart(rows())
    next(taken)
    taken.close()
    assert (seen, ended, who()) == ([70001], [None], None)


def test_rows_of_one_provider_inside_of_another():
    seen: list = []
    with impersonating(TOAD):
        for _ in self_between(kept_apart(made(seen))):
            assert who() == 70005
    assert seen == [70001] * 4


def test_rows_made_by_the_process_close_as_the_process():
    ended: list = []

    def rows():
        try:
            yield who()
        finally:
            ended.append(who())

    with impersonating(FROG):
        taken: Any = self_between(rows())
        assert (next(taken), who()) == (None, 70001)
        taken.close()
        assert (ended, who()) == ([None], 70001)


def test_failing_rows_leave_nothing_switched():
    def rows():
        with impersonating(FROG):
            yield 1
            raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        list(kept_apart(rows()))
    assert who() is None


def test_plain_iterators_are_rows_too():
    assert list(kept_apart(iter([1, 2]))) == list(self_between(iter([1, 2]))) == [1, 2]


def test_the_account_of_this_process_exists():
    assert current_identity().may_be_impersonated
