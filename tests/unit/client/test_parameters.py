# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.client.parameters import fill_parameters, find_method, no_parameters
from openwmi.errors import InvalidMethodError, InvalidMethodParametersError, TypeMismatchError, ValueOutOfRangeError


@pytest.fixture
def tool(connection):
    return connection.get_class("Acme_Tool")


def test_methods_are_found_in_any_case(tool):
    assert find_method(tool, "ADD").name == "Add"


def test_an_unknown_method_names_the_known_ones(tool):
    with pytest.raises(InvalidMethodError) as failure:
        find_method(tool, "Sub")
    assert failure.value.next_step == "its methods: Add, Rest"


def test_arguments_are_coerced(tool):
    filled = fill_parameters(tool, "Add", {"left": "3"})
    assert filled is not None
    assert (filled["Left"], filled["Right"], filled.is_local("Right")) == (3, None, False)


def test_a_method_without_inputs_gets_none(tool):
    assert fill_parameters(tool, "Rest", {}) is None


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"Sum": 1}, InvalidMethodParametersError),
        ({"Middle": 1}, InvalidMethodParametersError),
        ({"Left": "x"}, TypeMismatchError),
        ({"Left": -1}, ValueOutOfRangeError),
    ],
)
def test_wrong_arguments_are_refused(tool, arguments, error):
    with pytest.raises(error):
        fill_parameters(tool, "Add", arguments)


def test_an_unknown_argument_names_the_parameters(tool):
    with pytest.raises(InvalidMethodParametersError) as failure:
        fill_parameters(tool, "Add", {"Middle": 1})
    assert failure.value.next_step == "its parameters: Left, Right"


def test_no_parameters_has_none():
    assert no_parameters().class_name == "__PARAMETERS"
    assert no_parameters().names() == ()
