# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.cli.suggestions import suggest_class
from openwmi.errors import AccessDeniedError, InvalidClassError, NotFoundError


def step_after(error, name, connection):
    error.next_step = "as before"
    suggest_class(error, name, connection)
    return error.next_step


@pytest.mark.parametrize("error", [InvalidClassError("x"), NotFoundError("x")])
def test_a_misspelled_class_gets_a_suggestion(error, connection):
    assert step_after(error, "acme_pnd", connection) == (
        "did you mean Acme_Pond? `openwmi classes -n root/acme` lists all"
    )


def test_a_strange_class_gets_the_list(connection):
    assert step_after(InvalidClassError("x"), "Zebra", connection) == "`openwmi classes -n root/acme` lists all"


@pytest.mark.parametrize(
    ("error", "name"),
    [(NotFoundError("x"), "ACME_POND"), (AccessDeniedError("x"), "acme_pnd"), (NotFoundError("x"), "")],
)
def test_other_failures_keep_their_own(error, name, connection):
    assert step_after(error, name, connection) == "as before"
