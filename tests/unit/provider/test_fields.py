# SPDX-License-Identifier: Apache-2.0
"""key() and prop(): what is said about a property beside its type."""

import pytest

from openwmi.model.qualifier import WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS, WBEM_FLAVOR_NOT_OVERRIDABLE
from openwmi.provider.fields import UNSET, key, prop


def values_of(field):
    return {name: qualifier.value for name, qualifier in field.qualifiers.items()}


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (prop(), {}),
        (prop(units="g", write=True), {"Units": "g", "write": True}),
        (prop(description="Heavy."), {"Description": "Heavy."}),
        (prop(interval=True), {"SubType": "interval"}),
        (prop(values=["Off", "On"]), {"Values": ["Off", "On"]}),
        (prop(values={1: "Low", 5: "High"}), {"ValueMap": ["1", "5"], "Values": ["Low", "High"]}),
        (prop(values={"a": "Alpha"}), {"ValueMap": ["a"], "Values": ["Alpha"]}),
        (prop(qualifiers={"MaxLen": 80, "write": True}), {"MaxLen": 80, "write": True}),
        (key(), {"key": True}),
        (key(description="Unique.", qualifiers={"MaxLen": 8}), {"key": True, "Description": "Unique.", "MaxLen": 8}),
    ],
)
def test_arguments_become_qualifiers(field, expected):
    assert values_of(field) == expected


@pytest.mark.parametrize(
    ("field", "default"), [(prop(), UNSET), (prop(default=None), None), (prop(default=5), 5), (key(default="x"), "x")]
)
def test_no_default_differs_from_the_default_null(field, default):
    assert field.default is default


def test_descriptions_reach_subclasses_and_keys_cannot_be_overridden():
    field = key(description="Unique.")
    assert field.qualifiers["Description"].flavor == WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS
    assert field.qualifiers["key"].flavor & WBEM_FLAVOR_NOT_OVERRIDABLE
