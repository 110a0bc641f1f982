# SPDX-License-Identifier: Apache-2.0
"""From a Python annotation to the CIM type it stands for."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Optional

import pytest

from openwmi.errors import WbemError
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.cimobject import CimObject
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.instance import Instance
from openwmi.provider import Ref, uint8, uint32
from openwmi.provider.annotations import is_class_variable, meaning_of, resolve
from tests.fakes.ponds import Acme_Pond, Acme_Water

REFERENCE = CimType.CIM_REFERENCE
OBJECT = CimType.CIM_OBJECT


@pytest.mark.parametrize(
    ("annotation", "spec", "nullable"),
    [
        (str, TypeSpec(CimType.CIM_STRING), False),
        (bool, TypeSpec(CimType.CIM_BOOLEAN), False),
        (float, TypeSpec(CimType.CIM_REAL64), False),
        (CimDatetime, TypeSpec(CimType.CIM_DATETIME), False),
        (uint32, TypeSpec(CimType.CIM_UINT32), False),
        (uint32 | None, TypeSpec(CimType.CIM_UINT32), True),
        (Optional[uint32], TypeSpec(CimType.CIM_UINT32), True),  # noqa: UP045 - authors may write it so
        (list[uint8], TypeSpec(CimType.CIM_UINT8, True), False),
        (list[str] | None, TypeSpec(CimType.CIM_STRING, True), True),
        (Annotated[str, "a note"], TypeSpec(CimType.CIM_STRING), False),
        (Ref, TypeSpec(REFERENCE), False),
        (Ref[Acme_Pond], TypeSpec(REFERENCE, False, "Acme_Pond"), False),
        (Ref["Acme_Elsewhere"], TypeSpec(REFERENCE, False, "Acme_Elsewhere"), False),  # type: ignore[name-defined]
        (Ref[Acme_Pond] | None, TypeSpec(REFERENCE, False, "Acme_Pond"), True),
        (list[Ref[Acme_Pond]], TypeSpec(REFERENCE, True, "Acme_Pond"), False),
        (Acme_Water, TypeSpec(OBJECT, False, "Acme_Water"), False),
        (list[Acme_Water], TypeSpec(OBJECT, True, "Acme_Water"), False),
        (Instance, TypeSpec(OBJECT), False),
        (CimObject | None, TypeSpec(OBJECT), True),
    ],
)
def test_annotations_stand_for_cim_types(annotation, spec, nullable):
    meaning = meaning_of(annotation, "Acme_Frog.Weight")
    assert (meaning.spec, meaning.nullable) == (spec, nullable)


def test_an_embedded_object_remembers_its_python_class():
    assert meaning_of(list[Acme_Water] | None, "here").embedded is Acme_Water


@pytest.mark.parametrize(
    "annotation",
    [int, datetime, object, Any, bytes, dict[str, str], list[list[str]], list[str | None], str | bool, None, 5, type],
    ids=str,
)
def test_other_annotations_are_refused_with_what_is_allowed(annotation):
    with pytest.raises(WbemError, match=r"^Acme_Frog\.Weight: ") as caught:
        meaning_of(annotation, "Acme_Frog.Weight")
    assert caught.value.symbol == "WBEM_E_INVALID_PROPERTY_TYPE"
    assert "uint64" in caught.value.next_step


def test_texts_are_evaluated_with_the_names_given():
    hints = resolve(
        {"A": "uint32 | None", "B": str, "C": "ClassVar[int]", "D": 'Ref["Acme_Later"]'},
        {"uint32": uint32, "ClassVar": ClassVar},
        {"Ref": Ref},
        "Acme_Frog",
    )
    assert meaning_of(hints["A"], "A").spec == TypeSpec(CimType.CIM_UINT32)
    assert hints["B"] is str
    assert is_class_variable(hints["C"])
    assert meaning_of(hints["D"], "D").spec.class_name == "Acme_Later"


@pytest.mark.parametrize(
    ("annotation", "reason"), [("unit32", "unit32"), ("str |", "expression"), ("1 / 0", "division")]
)
def test_the_one_annotation_that_does_not_resolve_is_named(annotation, reason):
    with pytest.raises(WbemError, match=rf"Acme_Frog\.B.*{reason}"):
        resolve({"A": "str", "B": annotation}, {}, {}, "Acme_Frog")


@pytest.mark.parametrize(
    ("annotation", "expected"), [(ClassVar, True), (ClassVar[int], True), (str, False), (list[str], False)]
)
def test_class_variables_are_told_from_properties(annotation, expected):
    assert is_class_variable(annotation) is expected
