# SPDX-License-Identifier: Apache-2.0
"""GetNames: every flag, alone and together."""

import pytest

from openwmi.errors import WbemStatus
from openwmi.model import enumeration as flag
from openwmi.model.enumeration import get_names
from openwmi.model.qualifier import Qualifier
from openwmi.model.system import SYSTEM_PROPERTIES
from tests.unit.model.declaring import TO_INSTANCE, TO_SUBCLASS, define, key, prop, refused

BOTH = TO_INSTANCE | TO_SUBCLASS
BASE = define(
    "Base",
    key("Zed", "string"),
    prop("alpha", "uint32", Qualifier("Units", "octets", BOTH), default=1),
    prop("Link", "ref:Base", Qualifier("Read", False, BOTH)),
)
SUB = define("Sub", prop("ALPHA", default=2), prop("Beta", "uint32", Qualifier("Units", "bits", BOTH)), parent=BASE)
SYSTEM = list(SYSTEM_PROPERTIES)
PLAIN = ["alpha", "Beta", "Link", "Zed"]


@pytest.fixture
def found():
    instance = SUB.spawn_instance()
    instance["Zed"] = "x"
    instance["Beta"] = None
    return instance


def test_flag_values():
    assert (
        flag.WBEM_FLAG_ALWAYS,
        flag.WBEM_FLAG_ONLY_IF_TRUE,
        flag.WBEM_FLAG_ONLY_IF_FALSE,
        flag.WBEM_FLAG_ONLY_IF_IDENTICAL,
        flag.WBEM_FLAG_KEYS_ONLY,
        flag.WBEM_FLAG_REFS_ONLY,
        flag.WBEM_FLAG_LOCAL_ONLY,
        flag.WBEM_FLAG_PROPAGATED_ONLY,
        flag.WBEM_FLAG_SYSTEM_ONLY,
        flag.WBEM_FLAG_NONSYSTEM_ONLY,
        flag.WBEM_FLAG_CLASS_OVERRIDES_ONLY,
        flag.WBEM_FLAG_CLASS_LOCAL_AND_OVERRIDES,
    ) == (0, 1, 2, 3, 4, 8, 0x10, 0x20, 0x30, 0x40, 0x100, 0x200)


@pytest.mark.parametrize(
    ("flags", "names"),
    [
        (0, [*SYSTEM, *PLAIN]),
        (flag.WBEM_FLAG_SYSTEM_ONLY, SYSTEM),
        (flag.WBEM_FLAG_NONSYSTEM_ONLY, PLAIN),
        (flag.WBEM_FLAG_KEYS_ONLY, ["Zed"]),
        (flag.WBEM_FLAG_REFS_ONLY, ["Link"]),
        (flag.WBEM_FLAG_KEYS_ONLY | flag.WBEM_FLAG_REFS_ONLY, []),
        (flag.WBEM_FLAG_KEYS_ONLY | flag.WBEM_FLAG_SYSTEM_ONLY, []),
    ],
)
def test_flags_without_difference_between_classes_and_instances(found, flags, names):
    assert get_names(SUB, None, flags) == names
    assert get_names(found, None, flags) == names


@pytest.mark.parametrize(
    ("flags", "of_class", "of_instance"),
    [
        (flag.WBEM_FLAG_LOCAL_ONLY, ["alpha", "Beta"], ["Beta", "Zed"]),
        (flag.WBEM_FLAG_PROPAGATED_ONLY, ["Link", "Zed"], ["alpha", "Link"]),
        (flag.WBEM_FLAG_LOCAL_ONLY | flag.WBEM_FLAG_KEYS_ONLY, [], ["Zed"]),
    ],
)
def test_local_means_another_thing_for_classes_and_instances(found, flags, of_class, of_instance):
    assert get_names(SUB, None, flags) == of_class
    assert get_names(found, None, flags) == of_instance


@pytest.mark.parametrize(
    ("flags", "names"),
    [
        (flag.WBEM_FLAG_CLASS_OVERRIDES_ONLY, ["alpha"]),
        (flag.WBEM_FLAG_CLASS_LOCAL_AND_OVERRIDES, ["alpha", "Beta"]),
    ],
)
def test_overrides_of_a_class(found, flags, names):
    assert get_names(SUB, None, flags) == names
    with refused(WbemStatus.WBEM_E_INVALID_PARAMETER):
        get_names(found, None, flags)


@pytest.mark.parametrize(
    ("name", "flags", "value", "names"),
    [
        ("units", flag.WBEM_FLAG_ONLY_IF_TRUE, None, ["alpha", "Beta"]),
        ("units", flag.WBEM_FLAG_ONLY_IF_FALSE, None, [*SYSTEM, "Link", "Zed"]),
        ("units", flag.WBEM_FLAG_ONLY_IF_FALSE | flag.WBEM_FLAG_NONSYSTEM_ONLY, None, ["Link", "Zed"]),
        ("read", flag.WBEM_FLAG_ONLY_IF_TRUE, None, []),
        ("read", flag.WBEM_FLAG_ONLY_IF_IDENTICAL, False, ["Link"]),
        ("Units", flag.WBEM_FLAG_ONLY_IF_IDENTICAL, "bits", ["Beta"]),
        ("Units", flag.WBEM_FLAG_ONLY_IF_IDENTICAL, "x", []),
        ("Key", flag.WBEM_FLAG_ONLY_IF_IDENTICAL, True, ["Zed"]),
        ("Key", flag.WBEM_FLAG_ONLY_IF_IDENTICAL, 1, []),
        ("CIMTYPE", flag.WBEM_FLAG_ONLY_IF_IDENTICAL, "uint32", ["alpha", "Beta"]),
        ("cimtype", flag.WBEM_FLAG_ONLY_IF_TRUE, None, PLAIN),
        ("Missing", flag.WBEM_FLAG_ONLY_IF_TRUE, None, []),
        ("ignored", flag.WBEM_FLAG_NONSYSTEM_ONLY, None, PLAIN),
    ],
)
def test_conditions_on_a_qualifier(found, name, flags, value, names):
    assert get_names(SUB, name, flags, value) == names
    assert get_names(found, name, flags, value) == names


def test_an_instance_has_qualifiers_of_its_own(found):
    found.extras.property_qualifiers["Zed"] = BASE.properties["alpha"].qualifiers
    assert get_names(found, "Units", flag.WBEM_FLAG_ONLY_IF_TRUE) == ["alpha", "Beta", "Zed"]


@pytest.mark.parametrize(
    ("name", "flags", "value"),
    [
        (None, flag.WBEM_FLAG_ONLY_IF_TRUE, None),
        ("", flag.WBEM_FLAG_ONLY_IF_FALSE, None),
        (None, flag.WBEM_FLAG_ONLY_IF_IDENTICAL, 1),
        ("Units", flag.WBEM_FLAG_ONLY_IF_IDENTICAL, None),
        (None, 0x50, None),
        (None, 0x70, None),
        (None, 0x80, None),
        (None, 0x300, None),
        (None, 0x400, None),
        (None, -1, None),
    ],
)
def test_flags_that_make_no_sense(found, name, flags, value):
    for source in (SUB, found):
        with refused(WbemStatus.WBEM_E_INVALID_PARAMETER):
            get_names(source, name, flags, value)


def test_a_projection_shows_its_columns(found):
    layout = SUB.layout.project(["Zed", "alpha"])
    part = type(found)(layout, ["x", 1], 1)
    assert get_names(part, None, flag.WBEM_FLAG_NONSYSTEM_ONLY) == ["alpha", "Zed"]
    assert get_names(part, None, flag.WBEM_FLAG_LOCAL_ONLY) == ["Zed"]
