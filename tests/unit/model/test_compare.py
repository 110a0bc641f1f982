# SPDX-License-Identifier: Apache-2.0
"""CompareTo: each flag leaves out exactly one kind of difference."""

import math

import pytest

from openwmi.errors import WbemStatus
from openwmi.model import compare
from openwmi.model.compare import compare_to, same_value
from openwmi.model.instance import Instance
from openwmi.model.qualifier import Qualifier
from tests.unit.model.declaring import TO_INSTANCE, TO_SUBCLASS, define, key, method, param, prop, refused

ALL_FLAGS = [
    compare.WBEM_FLAG_IGNORE_QUALIFIERS,
    compare.WBEM_FLAG_IGNORE_OBJECT_SOURCE,
    compare.WBEM_FLAG_IGNORE_DEFAULT_VALUES,
    compare.WBEM_FLAG_IGNORE_CLASS,
    compare.WBEM_FLAG_IGNORE_CASE,
    compare.WBEM_FLAG_IGNORE_FLAVOR,
]
QUALIFIERS, SOURCE, DEFAULTS, CLASS, CASE, FLAVOR = ALL_FLAGS


def cls(
    name="A",
    *,
    kind="uint32",
    default: object = 1,
    text="x",
    mark: object = "m",
    flavor=TO_INSTANCE,
    parent=None,
    namespace="root\\a",
    server="H",
    extra=(),
):
    """Return a class; each argument is one thing that may differ."""
    return define(
        name,
        key("k"),
        prop("p", kind, Qualifier("Mark", mark, flavor), default=default),  # type: ignore[arg-type]
        prop("t", "string", default=text),
        *extra,
        parent=parent,
        quals=(Qualifier("Label", mark, flavor),),  # type: ignore[arg-type]
        namespace=namespace,
        server=server,
    )


def instance(**differing: object) -> Instance:
    found: Instance = cls(**differing).spawn_instance()
    found["k"] = 1
    return found


TOP = define("Top", quals=("abstract",))


def test_flag_values():
    assert ALL_FLAGS == [0x1, 0x2, 0x4, 0x8, 0x10, 0x20]
    assert compare.WBEM_COMPARISON_INCLUDE_ALL == 0


# What differs, and the flags that make it no difference between classes.
CLASS_DIFFERENCES = [
    ({"mark": "n"}, {QUALIFIERS}),
    ({"mark": "M"}, {QUALIFIERS, CASE}),
    ({"flavor": TO_INSTANCE | TO_SUBCLASS}, {QUALIFIERS, FLAVOR}),
    ({"namespace": "root\\b"}, {SOURCE}),
    ({"server": "G"}, {SOURCE}),
    ({"default": 2}, {DEFAULTS}),
    ({"default": None}, {DEFAULTS}),
    ({"text": "X"}, {DEFAULTS, CASE}),
    ({"name": "B"}, {CLASS}),
    ({"parent": TOP}, {CLASS}),
    ({"kind": "uint64"}, set()),
    ({"kind": "uint32[]", "default": None}, set()),
    ({"extra": (prop("q"),)}, set()),
    ({"extra": (method("m"),)}, set()),
    ({"name": "a", "namespace": "ROOT\\A", "server": "h"}, set(ALL_FLAGS) | {0}),
]


@pytest.mark.parametrize(("differing", "ignored_by"), CLASS_DIFFERENCES)
@pytest.mark.parametrize("flag", [0, *ALL_FLAGS])
def test_classes(differing, ignored_by, flag):
    assert compare_to(cls(), cls(**differing), flag) is (flag in ignored_by)
    assert compare_to(cls(**differing), cls(), flag) is (flag in ignored_by)


INSTANCE_DIFFERENCES = [
    ({"mark": "n"}, {QUALIFIERS}),
    ({"mark": "M"}, {QUALIFIERS, CASE}),
    ({"flavor": TO_INSTANCE | TO_SUBCLASS}, {QUALIFIERS, FLAVOR}),
    ({"namespace": "root\\b"}, {SOURCE}),
    ({"default": 2}, set()),
    ({"text": "X"}, {CASE}),
    ({"name": "B"}, {CLASS}),
    ({"extra": (prop("q"),)}, set()),
    ({"parent": TOP}, set(ALL_FLAGS) | {0}),
]


@pytest.mark.parametrize(("differing", "ignored_by"), INSTANCE_DIFFERENCES)
@pytest.mark.parametrize("flag", [0, *ALL_FLAGS])
def test_instances(differing, ignored_by, flag):
    assert compare_to(instance(), instance(**differing), flag) is (flag in ignored_by)


def test_everything_ignored_together():
    other = cls("B", default=2, text="X", mark="n", flavor=0, parent=TOP, namespace="root\\b")
    assert compare_to(cls(), other, 0x3F)


def test_a_value_counts_and_not_where_it_comes_from():
    one, other = instance(), instance()
    other["p"] = 1
    assert compare_to(one, other)
    other["p"] = None
    assert not compare_to(one, other)


def test_own_qualifiers_of_instances_count():
    one, other = instance(), instance()
    other.extras.qualifiers["Own"] = Qualifier("Own")
    assert not compare_to(one, other)
    assert compare_to(one, other, QUALIFIERS)


def test_where_a_flavor_comes_from_never_counts():
    parent = define("P", prop("p", "uint32", Qualifier("Q", 1, TO_SUBCLASS)))
    inherited = define("A", parent=parent)
    repeated = define("A", prop("p", "uint32", Qualifier("Q", 1, TO_SUBCLASS)), parent=parent)
    assert compare_to(inherited, repeated)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (method("m", param("a")), method("M", param("A")), True),
        (method("m", param("a")), method("m", param("b")), False),
        (method("m", param("a")), method("m", param("a", "sint8")), False),
        (method("m"), method("m", returns=None), False),
        (method("m"), method("m", quals=("Static",)), False),
        (method("m", param("a")), method("m", param("a", "uint32", "in", "out")), False),
    ],
)
def test_methods_count(left, right, same):
    assert compare_to(define("A", left), define("A", right)) is same


@pytest.mark.parametrize(
    ("left", "right", "flags", "same"),
    [
        (["a", "b"], ["a", "b"], 0, True),
        (["a", "b"], ["a", "B"], 0, False),
        (["a", "b"], ["a", "B"], CASE, True),
        (["a"], "a", 0, False),
        (1, True, 0, False),
    ],
)
def test_qualifier_values(left, right, flags, same):
    assert compare_to(cls(mark=left), cls(mark=right), flags) is same


def test_a_class_is_no_instance():
    assert not compare_to(cls(), instance())
    assert not compare_to(instance(), cls())


@pytest.mark.parametrize("flags", [0x40, -1, 0x1000])
def test_flags_that_do_not_exist(flags):
    with refused(WbemStatus.WBEM_E_INVALID_PARAMETER):
        compare_to(cls(), cls(), flags)


@pytest.mark.parametrize(
    ("left", "right", "flags", "same"),
    [
        (None, None, 0, True),
        (None, "", 0, False),
        (None, [], 0, False),
        (1, True, 0, False),
        (0, False, 0, False),
        (math.nan, math.nan, 0, True),
        (math.nan, 1.0, 0, False),
        ("a", "A", 0, False),
        ("a", "A", CASE, True),
        (["a"], ["A"], CASE, True),
        ([1], [1, 2], 0, False),
        ([1, 2], [2, 1], 0, False),
        ([], [], 0, True),
        ([1], 1, 0, False),
    ],
)
def test_same_value(left, right, flags, same):
    assert same_value(left, right, flags) is same
    assert same_value(right, left, flags) is same


def test_embedded_objects_are_compared_as_objects():
    assert same_value([instance()], [instance()])
    assert not same_value(instance(), instance(text="X"))
    assert same_value(instance(), instance(text="X"), CASE)
    assert not same_value(instance(), "x")
