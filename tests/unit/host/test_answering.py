# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.errors import NotFoundError, NotSupportedError
from openwmi.host.answering import BATCH_ROWS, MAX_CURSORS, Answering
from openwmi.host.messages import Callback, CallbackAnswer
from openwmi.model.objectpath import ObjectPath
from tests.fakes.ponds import Acme_Frog


class Services:
    """Answers with what it was asked."""

    def __init__(self):
        self.closed = 0

    def get(self, path, *, properties=None):
        if path == "missing":
            raise NotFoundError("gone")
        return [path, properties]

    def query(self, wql):
        try:
            for number in range(int(wql)):
                yield Acme_Frog(Name=str(number))
        finally:
            self.closed += 1

    def instances(self, class_name):
        return self.query(class_name)

    def put(self, instance, *, flags=0):
        return ObjectPath(instance.class_name, (("Name", str(flags)),))

    def delete(self, path):
        raise ZeroDivisionError if path == "bug" else NotFoundError("gone")

    def call(self, path, method, /, **parameters):
        return [path, method, parameters]


@pytest.fixture
def services():
    return Services()


def ask(answering, operation, text="", value=None):
    answer = answering.answer(Callback(1, 9, operation, text, value))
    assert answer.callback == 9
    return answer.result if isinstance(answer, CallbackAnswer) else answer.failure.hresult


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("get", "A.b=1", ["x"]), ["A.b=1", ["x"]]),
        (("get", "missing"), 0x80041002),
        (("put", "", [Acme_Frog(Name="x"), 2]), 'Acme_Frog.Name="2"'),
        (("delete", "x"), 0x80041002),
        (("call", "A", ["M", {"a": 1}]), ["A", "M", {"a": 1}]),
        (("call", "A", "M"), 0x80041008),
        (("fetch", "", 5), 0x80041008),
        (("fetch", "", "x"), 0x80041008),
        (("close", "", 5), None),
        (("what",), 0x80041008),
    ],
)
def test_callbacks_become_calls(services, asked, expected):
    assert ask(Answering(lambda: services), *asked) == expected


@pytest.mark.parametrize("operation", ["query", "instances"])
def test_rows_are_fetched_in_batches_and_the_query_closed(services, operation):
    answering = Answering(lambda: services)
    cursor = ask(answering, operation, str(BATCH_ROWS + 1))
    fetched, is_over = 0, False
    while not is_over:
        is_over, rows = ask(answering, "fetch", "", cursor)
        fetched += len(rows)
    assert fetched == BATCH_ROWS + 1
    assert services.closed == 1
    assert ask(answering, "fetch", "", cursor) == 0x80041008


def test_queries_that_stay_open_are_counted_and_closed(services):
    answering = Answering(lambda: services)
    for _ in range(MAX_CURSORS):
        ask(answering, "fetch", "", ask(answering, "query", "100"))
    assert ask(answering, "query", "1") == 0x8004106C
    answering.close()
    assert services.closed == MAX_CURSORS


def test_without_a_way_back_every_callback_fails():
    def none():
        raise NotSupportedError("no way back")

    assert ask(Answering(none), "get", "x") == 0x8004100C
