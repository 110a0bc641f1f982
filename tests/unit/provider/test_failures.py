# SPDX-License-Identifier: Apache-2.0
"""From whatever a provider's code raised to the error a client gets."""

import asyncio
import concurrent.futures
import json
import logging

import pytest

from openwmi.errors import (
    ExtendedStatus,
    NotFoundError,
    ProviderFailureError,
    TypeMismatchError,
    ValueOutOfRangeError,
    WbemError,
)
from openwmi.provider.failures import Operation, client_error, failures

READ = Operation("frogs|Frogs", "GetObject", 'Acme_Frog.Name="Kermit"', __file__)
WRITE = Operation("frogs|Frogs", "PutInstance", 'Acme_Frog.Name="Kermit"', __file__, is_read=False)


def failing():
    """Return a KeyError that was raised, and the line it was raised at."""
    frogs: dict[str, int] = {}
    with pytest.raises(KeyError) as caught:
        frogs["frog"]
    return caught.value, caught.traceback[-1].lineno + 1


def raised(failure, operation=READ):
    try:
        raise failure
    except failures() as caught:
        return client_error(caught, operation)


@pytest.mark.parametrize(
    ("failure", "symbol"),
    [
        (FileNotFoundError("gone"), "WBEM_E_NOT_FOUND"),
        (FileExistsError("there"), "WBEM_E_ALREADY_EXISTS"),
        (PermissionError("no"), "WBEM_E_ACCESS_DENIED"),
        (NotImplementedError("not yet"), "WBEM_E_NOT_SUPPORTED"),
        (TimeoutError("late"), "WBEM_E_TIMED_OUT"),
        (asyncio.CancelledError("off"), "WBEM_E_CALL_CANCELLED"),
        (concurrent.futures.CancelledError("off"), "WBEM_E_CALL_CANCELLED"),
        (MemoryError("full"), "WBEM_E_OUT_OF_MEMORY"),
        (KeyError("x"), "WBEM_E_PROVIDER_FAILURE"),
        (LookupError("x"), "WBEM_E_PROVIDER_FAILURE"),
        (ValueError("x"), "WBEM_E_PROVIDER_FAILURE"),
        (OSError("x"), "WBEM_E_PROVIDER_FAILURE"),
        (SystemExit(1), "WBEM_E_PROVIDER_FAILURE"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_standard_exceptions_mean_something_and_bugs_are_failures(failure, symbol):
    assert raised(failure).symbol == symbol


def test_an_exception_without_text_is_called_by_its_type():
    assert raised(PermissionError()).message == "PermissionError"


def test_an_answer_keeps_its_code_and_learns_where_it_comes_from():
    error = NotFoundError("no such frog")
    assert raised(error) is error
    assert error.extended == ExtendedStatus(
        "no such frog", "IWbemServices::GetObject", 'Acme_Frog.Name="Kermit"', "frogs|Frogs"
    )


def test_an_extended_status_of_the_provider_is_kept():
    status = ExtendedStatus("the pond is dry")
    assert raised(WbemError("dry", extended=status)).extended is status


@pytest.mark.parametrize("failure", [TypeMismatchError("Acme_Frog.Weight"), ValueOutOfRangeError("Acme_Frog.Weight")])
def test_a_value_that_does_not_fit_is_the_fault_of_whoever_sent_it(failure):
    assert raised(failure, WRITE) is failure
    assert isinstance(raised(failure, READ), ProviderFailureError)


def test_a_failure_names_provider_operation_exception_and_line(caplog):
    failure, line = failing()
    with caplog.at_level(logging.ERROR):
        error = client_error(failure, READ)
    for part in ("frogs|Frogs", "GetObject", 'Acme_Frog.Name="Kermit"', "KeyError: 'frog'", f"{__file__}:{line}"):
        assert part in error.message
    assert error.where == f"{__file__}:{line}"
    assert error.extended is not None
    assert error.extended.provider_name == "frogs|Frogs"
    assert "KeyError" in error.extended.description
    assert "Traceback" in caplog.text
    assert caplog.records[0].name == "openwmi.provider"


def test_the_line_reported_is_in_the_file_of_the_provider():
    def parse(digits):
        return int("xxx")

    with pytest.raises(ValueError, match="xxx") as caught:
        json.loads("5", parse_int=parse)
    place = f"{__file__}:{parse.__code__.co_firstlineno + 1}"
    assert client_error(caught.value, READ).where == place
    assert client_error(caught.value, Operation("p", "GetObject", "x", json.decoder.__file__)).where != place


def test_a_failure_that_was_never_raised_is_placed_in_the_file():
    assert client_error(ValueError("x"), READ).where == __file__


def test_answers_are_not_logged(caplog):
    raised(FileNotFoundError("gone"))
    raised(NotFoundError("gone"))
    assert not caplog.records


def test_a_long_query_is_cut_in_the_message_and_kept_in_the_status():
    query = "SELECT * FROM Acme_Frog WHERE Name = '" + "x" * 5000 + "'"
    error = client_error(ValueError("x"), Operation("frogs", "ExecQuery", query, __file__))
    assert len(error.message) < 500
    assert error.extended is not None
    assert error.extended.parameter_info == query
