# SPDX-License-Identifier: Apache-2.0

import threading

import pytest

from openwmi.provider.framework import CThreadBase
from openwmi.provider.framework.threadbase import THREAD_SAFETY_MECHANISM
from tests.fakes.sites import eventually

SHARED = [THREAD_SAFETY_MECHANISM.ePriorityRead, THREAD_SAFETY_MECHANISM.ePriorityWrite]


@pytest.mark.parametrize("mechanism", SHARED)
def test_readers_share(mechanism):
    lock = CThreadBase(mechanism)
    assert lock.BeginRead()
    assert lock.BeginRead(0)
    assert not lock.BeginWrite(1)
    lock.EndRead()
    lock.EndRead()
    assert lock.BeginWrite(0)


@pytest.mark.parametrize("mechanism", list(THREAD_SAFETY_MECHANISM))
def test_a_writer_is_alone(mechanism):
    lock = CThreadBase(mechanism)
    with lock.writing():
        assert not lock.BeginRead(1)
        assert not lock.BeginWrite(1)
    with lock.reading():
        assert not lock.BeginWrite(1)


def test_serialized_a_reader_is_alone():
    lock = CThreadBase()
    with lock.reading():
        assert not lock.BeginRead(1)
    assert lock.BeginRead(0)


def test_whoever_has_priority_keeps_the_others_waiting():
    lock = CThreadBase(THREAD_SAFETY_MECHANISM.ePriorityWrite)
    lock.BeginRead()
    writer = threading.Thread(target=lock.BeginWrite, args=(5000,))
    writer.start()
    assert eventually(lambda: lock._waiting_writers == 1)
    assert not lock.BeginRead(1)
    lock.EndRead()
    writer.join(5)
    assert not lock.BeginRead(1)
    lock.EndWrite()
    assert lock.BeginRead(0)


def test_waiting_readers_go_before_a_writer():
    lock = CThreadBase(THREAD_SAFETY_MECHANISM.ePriorityRead)
    lock.BeginWrite()
    reader = threading.Thread(target=lock.BeginRead, args=(5000,))
    reader.start()
    assert eventually(lambda: lock._waiting_readers == 1)
    lock.EndWrite()
    reader.join(5)
    assert not lock.BeginWrite(1)


def test_the_last_release_is_told():
    released = []

    class Counted(CThreadBase):
        def OnFinalRelease(self):
            released.append(self)

    counted = Counted()
    assert (counted.AddRef(), counted.AddRef()) == (1, 2)
    assert counted.Release() == 1
    assert released == []
    assert counted.Release() == 0
    assert released == [counted]
    plain = CThreadBase()
    plain.AddRef()
    assert plain.Release() == 0
