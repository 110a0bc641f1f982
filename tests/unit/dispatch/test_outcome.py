# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.dispatch.outcome import MAX_WARNINGS, Outcome
from openwmi.errors import AccessDeniedError, NotFoundError, ProviderNotCapableError, WbemStatus


@pytest.mark.parametrize(
    ("error", "status", "warnings"),
    [
        (ProviderNotCapableError("no"), "WBEM_S_NO_ERROR", 0),
        (AccessDeniedError("no"), "WBEM_S_ACCESS_DENIED", 1),
        (NotFoundError("no"), "WBEM_S_PARTIAL_RESULTS", 1),
    ],
)
def test_failures_become_statuses(error, status, warnings):
    outcome = Outcome()
    outcome.note_failure("Acme_Frog", error)
    assert WbemStatus(outcome.status).name == status
    assert len(outcome.warnings) == warnings
    assert all("Acme_Frog" in text and error.symbol in text for text in outcome.warnings)


def test_the_first_status_stays_and_warnings_have_a_bound():
    outcome = Outcome()
    outcome.note(WbemStatus.WBEM_S_DUPLICATE_OBJECTS, "one")
    for _ in range(100):
        outcome.note(WbemStatus.WBEM_S_PARTIAL_RESULTS, "two")
    assert outcome.status == WbemStatus.WBEM_S_DUPLICATE_OBJECTS
    assert len(outcome.warnings) == MAX_WARNINGS
