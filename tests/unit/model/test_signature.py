# SPDX-License-Identifier: Apache-2.0
"""Signatures: parameter numbers, the classes of both directions, methods from two classes."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.names import NameMap
from openwmi.model.qualifier import Qualifier
from openwmi.model.signature import check_return_type, join_signatures, number_parameters, resolve_parameters
from tests.unit.model.declaring import define, method, param, prop, refused, type_of


def identified(name, number, *more, kind="uint32"):
    return param(name, kind, *(more or ("in",)), Qualifier("ID", number))


def number(*parameters):
    found = number_parameters(method("m", *parameters), "A.m")
    return [(p.name, p.qualifiers["id"].value) for p in found]


def test_parameters_are_numbered_when_no_number_is_given():
    assert number(param("a"), param("b", "uint32", "out"), param("c")) == [("a", 0), ("b", 1), ("c", 2)]


def test_parameters_are_ordered_by_number():
    assert number(identified("a", 2), identified("b", 0), identified("c", 1)) == [("b", 0), ("c", 1), ("a", 2)]


def test_the_flavor_of_the_number_is_fixed():
    found = number_parameters(method("m", identified("a", 0)), "A.m")
    assert found[0].qualifiers["ID"].flavor == 0x11


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ((identified("a", 0), identified("b", 2)), WbemStatus.WBEM_E_NONCONSECUTIVE_PARAMETER_IDS),
        ((identified("a", 1), identified("b", 2)), WbemStatus.WBEM_E_NONCONSECUTIVE_PARAMETER_IDS),
        ((identified("a", 0), identified("b", 0)), WbemStatus.WBEM_E_NONCONSECUTIVE_PARAMETER_IDS),
        ((identified("a", 0), param("b")), WbemStatus.WBEM_E_MISSING_PARAMETER_ID),
        ((identified("a", -1),), WbemStatus.WBEM_E_INVALID_PARAMETER_ID),
        ((identified("a", "0"),), WbemStatus.WBEM_E_INVALID_PARAMETER_ID),
        ((identified("a", True),), WbemStatus.WBEM_E_INVALID_PARAMETER_ID),
        ((param("a"), param("A")), WbemStatus.WBEM_E_INVALID_DUPLICATE_PARAMETER),
        ((param("returnValue"),), WbemStatus.WBEM_E_INVALID_DUPLICATE_PARAMETER),
    ],
)
def test_wrong_numbers_and_names(parameters, status):
    with refused(status, match=r"method A\.m"):
        number(*parameters)
    with refused(status):
        define("A", method("m", *parameters))


def test_a_parameter_goes_in_or_out():
    with refused(WbemStatus.WBEMMOF_E_MUST_BE_IN_OR_OUT):
        define("A", method("m", param("a", "uint32", "optional")))
    with refused(WbemStatus.WBEMMOF_E_MUST_BE_IN_OR_OUT):
        define("A", method("m", param("a", "uint32", Qualifier("in", False))))


@pytest.mark.parametrize(
    ("parameter", "status"),
    [
        (param("_a"), WbemStatus.WBEM_E_INVALID_PARAMETER),
        (param("a", default="x"), WbemStatus.WBEM_E_TYPE_MISMATCH),
        (param("a", default=-1), WbemStatus.WBEM_E_VALUE_OUT_OF_RANGE),
        (param("a", "uint32", "in", Qualifier("CIMTYPE", "string")), WbemStatus.WBEM_E_INVALID_QUALIFIER),
    ],
)
def test_the_parts_of_a_parameter_are_checked(parameter, status):
    with refused(status):
        resolve_parameters(method("m", parameter), "A.m")


def both_signatures(declared):
    found = define("A", declared).methods["m"]
    return found.in_parameters, found.out_parameters


def signatures(*parameters, returns="uint32"):
    return both_signatures(method("m", *parameters, returns=returns))


def test_a_signature_class_for_each_direction():
    inward, outward = signatures(param("a"), param("b", "uint32", "in", "out"), param("c", "string[]", "out"))
    assert (inward.name, outward.name) == ("__PARAMETERS", "__PARAMETERS")
    assert [(p.name, str(p.type)) for p in inward.properties.values()] == [("a", "uint32"), ("b", "uint32")]
    assert [(p.name, str(p.type)) for p in outward.properties.values()] == [
        ("b", "uint32"),
        ("c", "string[]"),
        ("ReturnValue", "uint32"),
    ]


def test_both_halves_of_a_parameter_are_the_same():
    inward, outward = signatures(param("a"), param("b", "uint32", "in", "out", Qualifier("Units", "s")))
    assert inward.properties["b"] == outward.properties["b"]
    assert inward.properties["b"].qualifiers["ID"].value == 1


def test_signatures_that_are_empty():
    assert signatures(returns=None) == (None, None)
    inward, outward = signatures(returns="object:A")
    assert inward is None
    assert list(outward.properties) == ["ReturnValue"]
    assert "id" not in outward.properties["ReturnValue"].qualifiers


def test_defaults_of_inputs_are_the_defaults_of_the_signature():
    inward, _ = signatures(param("a", default="5"), param("b", "uint8[]", default=[1]), param("c"))
    given = inward.spawn_instance()
    assert (given["a"], given["b"], given["c"]) == (5, [1], None)


def test_a_qualifier_of_a_parameter_instance_is_marked_as_propagated():
    _, outward = signatures(param("a", "uint32", "out"))
    assert outward.spawn_instance().property_qualifiers("a")["ID"].flavor == 0x11 | 0x20


def join(inputs=None, outputs=None):
    def named(parts):
        return None if parts is None else NameMap((p.name, p) for p in parts)

    return join_signatures("m", named(inputs), named(outputs))


def test_a_method_from_two_signatures():
    both = prop("b", "string", Qualifier("ID", 1))
    found = join(
        [prop("a", "uint32", Qualifier("ID", 0), default=3), both],
        [both, prop("c", "uint8", Qualifier("ID", 2)), prop("ReturnValue", "sint32")],
    )
    assert str(found.return_type) == "sint32"
    assert [(p.name, sorted(q.lower() for q in p.qualifiers), p.default) for p in found.parameters] == [
        ("a", ["id", "in"], 3),
        ("b", ["id", "in", "out"], None),
        ("c", ["id", "out"], None),
    ]
    inward, outward = both_signatures(found)
    assert list(inward.properties) == ["a", "b"]
    assert list(outward.properties) == ["b", "c", "ReturnValue"]


def test_a_method_from_no_signature_is_void():
    found = join()
    assert (found.return_type, found.parameters) == (None, [])


@pytest.mark.parametrize(
    ("inputs", "outputs", "status"),
    [
        ([], [prop("returnvalue", "uint32", Qualifier("ID", 0))], WbemStatus.WBEM_E_PARAMETER_ID_ON_RETVAL),
        ([], [prop("ReturnValue", "uint32[]")], WbemStatus.WBEMMOF_E_NO_ARRAYS_RETURNED),
        ([prop("a")], [prop("a", "uint64")], WbemStatus.WBEM_E_INVALID_DUPLICATE_PARAMETER),
        (
            [prop("a", "uint32", Qualifier("ID", 0))],
            [prop("A", "uint32", Qualifier("ID", 1))],
            WbemStatus.WBEM_E_INVALID_DUPLICATE_PARAMETER,
        ),
        (
            [prop("a", "uint32", Qualifier("Units", "s"))],
            [prop("a", "uint32")],
            WbemStatus.WBEM_E_INVALID_DUPLICATE_PARAMETER,
        ),
        (
            [prop("a", "uint32", Qualifier("ID", 0))],
            [prop("b", "uint32", Qualifier("ID", 2))],
            WbemStatus.WBEM_E_NONCONSECUTIVE_PARAMETER_IDS,
        ),
        ([prop("a", "uint32", Qualifier("ID", 0))], [prop("b")], WbemStatus.WBEM_E_MISSING_PARAMETER_ID),
    ],
)
def test_signatures_that_do_not_fit(inputs, outputs, status):
    with refused(status):
        join(inputs, outputs)


def test_check_return_type():
    check_return_type(None, "A.m")
    check_return_type(type_of("string"), "A.m")
    with refused(WbemStatus.WBEMMOF_E_NO_ARRAYS_RETURNED):
        check_return_type(type_of("string[]"), "A.m")
