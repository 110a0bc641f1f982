# SPDX-License-Identifier: Apache-2.0
"""Coercion: which Python values each CIM type takes, and the exact refusals."""

import enum
import math
from datetime import UTC, datetime, timedelta

import pytest

from openwmi.errors import WbemStatus
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.objectpath import ObjectPath
from openwmi.model.values import coerce
from tests.unit.model.declaring import define, key, refused, type_of

RANGES = {
    "sint8": (-128, 127),
    "uint8": (0, 255),
    "sint16": (-32768, 32767),
    "uint16": (0, 65535),
    "sint32": (-(2**31), 2**31 - 1),
    "uint32": (0, 2**32 - 1),
    "sint64": (-(2**63), 2**63 - 1),
    "uint64": (0, 2**64 - 1),
    "char16": (0, 65535),
}
ALL_TYPES = [*RANGES, "real32", "real64", "boolean", "string", "datetime", "ref", "object", "object:A", "ref:A"]
BASE = define("A", key())
DERIVED = define("B", parent=BASE)
OTHER = define("C", key())


class Colour(enum.IntEnum):
    RED = 1


class Word(str, enum.Enum):  # noqa: UP042 - its str() is not its value, which is the case under test
    RED = "red"


class Unprintable:
    def __repr__(self):
        raise RuntimeError


def coerced(value, kind):
    return coerce(value, type_of(kind), "A.p")


@pytest.mark.parametrize("kind", ALL_TYPES)
def test_null_fits_every_type(kind):
    assert coerced(None, kind) is None
    assert coerced(None, f"{kind}[]") is None


@pytest.mark.parametrize(("kind", "limits"), RANGES.items())
def test_integer_limits(kind, limits):
    low, high = limits
    assert (coerced(low, kind), coerced(high, kind)) == limits
    for number in (low - 1, high + 1, 10**30, 10**5000, -(10**5000)):
        with refused(WbemStatus.WBEM_E_VALUE_OUT_OF_RANGE, match=r"A\.p"):
            coerced(number, kind)


@pytest.mark.parametrize("kind", [kind for kind in RANGES if kind != "char16"])
@pytest.mark.parametrize(
    ("value", "stored"),
    [(5, 5), ("5", 5), ("+5", 5), ("005", 5), (5.0, 5), (True, 1), (False, 0), (Colour.RED, 1)],
)
def test_what_integers_take(kind, value, stored):
    found = coerced(value, kind)
    assert found == stored
    assert type(found) is int


@pytest.mark.parametrize("kind", [kind for kind in RANGES if kind != "char16"])
@pytest.mark.parametrize(
    "value",
    ["", "a", "0x10", "1.0", "1e3", " 5", "5 ", "1_000", "٥", "--1", 1.5, math.nan, math.inf, b"5", [5], {}, object()],
)
def test_what_integers_refuse(kind, value):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        coerced(value, kind)


@pytest.mark.parametrize(("text", "low"), [("-1", True), ("-129", False), ("18446744073709551616", False)])
def test_integers_from_text_have_the_same_limits(text, low):
    if low:
        assert coerced(text, "sint8") == -1
    with refused(WbemStatus.WBEM_E_VALUE_OUT_OF_RANGE):
        coerced(text, "uint8")


def test_a_scalar_takes_a_real_and_an_array_does_not():
    assert coerced(5.0, "uint32") == 5
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        coerced([5.0], "uint32[]")


@pytest.mark.parametrize(("value", "stored"), [("A", 65), ("5", 53), ("\uffff", 65535), (65, 65), ("65", 65)])
def test_char16(value, stored):
    assert coerced(value, "char16") == stored


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("\U0001f600", WbemStatus.WBEM_E_VALUE_OUT_OF_RANGE),
        ("AB", WbemStatus.WBEM_E_TYPE_MISMATCH),
        ("", WbemStatus.WBEM_E_TYPE_MISMATCH),
    ],
)
def test_char16_is_one_unit(value, status):
    with refused(status):
        coerced(value, "char16")


@pytest.mark.parametrize("kind", ["real32", "real64"])
@pytest.mark.parametrize(
    ("value", "stored"),
    [(1, 1.0), (0.5, 0.5), ("0.5", 0.5), ("-1e3", -1000.0), (".5", 0.5), ("2.", 2.0), (math.inf, math.inf)],
)
def test_what_reals_take(kind, value, stored):
    found = coerced(value, kind)
    assert found == stored
    assert type(found) is float


def test_real32_rounds_to_single_precision():
    assert coerced(0.1, "real32") == 0.10000000149011612
    assert coerced(0.1, "real64") == 0.1


@pytest.mark.parametrize("kind", ["real32", "real64"])
@pytest.mark.parametrize("value", ["", "x", "nan", "inf", "1_0", "0x1", " 1", "1" * 65, True, [1.0], object()])
def test_what_reals_refuse(kind, value):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        coerced(value, kind)


@pytest.mark.parametrize(
    ("value", "kind"),
    [(1e39, "real32"), (-1e39, "real32"), (10**400, "real64"), ("1e999", "real64"), ("1e39", "real32")],
)
def test_reals_that_are_too_large(value, kind):
    with refused(WbemStatus.WBEM_E_VALUE_OUT_OF_RANGE):
        coerced(value, kind)


@pytest.mark.parametrize("kind", ["real32", "real64"])
def test_not_a_number_is_a_real(kind):
    assert math.isnan(coerced(math.nan, kind))


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (True, True),
        (False, False),
        (1, True),
        (0, False),
        (-1, True),
        ("TRUE", True),
        ("false", False),
        ("1", True),
        ("0", False),
    ],
)
def test_what_booleans_take(value, stored):
    assert coerced(value, "boolean") is stored


@pytest.mark.parametrize("value", ["", "yes", "2", 1.0, [], object()])
def test_what_booleans_refuse(value):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        coerced(value, "boolean")


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("", ""),
        ("a", "a"),
        (5, "5"),
        (-5, "-5"),
        (1.5, "1.5"),
        (Word.RED, "red"),
        (Colour.RED, "1"),
        ("\ud800", "\ud800"),
    ],
)
def test_what_strings_take(value, stored):
    found = coerced(value, "string")
    assert found == stored
    assert type(found) is str


def test_a_string_forgets_that_it_was_a_datetime():
    assert type(coerced(CimDatetime("19980401135809.000000+000"), "string")) is str


@pytest.mark.parametrize("value", [True, b"a", ["a"], object(), ObjectPath("A")])
def test_what_strings_refuse(value):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        coerced(value, "string")


def test_a_number_too_long_for_a_string():
    with refused(WbemStatus.WBEM_E_VALUE_OUT_OF_RANGE):
        coerced(10**5000, "string")


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("19980401135809.000000+000", "19980401135809.000000+000"),
        (CimDatetime("00000001020304.000005:000"), "00000001020304.000005:000"),
        (datetime(1998, 4, 1, 13, 58, 9, tzinfo=UTC), "19980401135809.000000+000"),
        (timedelta(days=1), "00000001000000.000000:000"),
    ],
)
def test_what_datetimes_take(value, stored):
    found = coerced(value, "datetime")
    assert found == stored
    assert type(found) is CimDatetime


@pytest.mark.parametrize("value", ["", "1998-04-01", 5, timedelta(-1), datetime(1998, 4, 1, tzinfo=UTC).date()])
def test_what_datetimes_refuse(value):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH, match=r"A\.p: "):
        coerced(value, "datetime")


@pytest.mark.parametrize("kind", ["ref", "ref:A"])
@pytest.mark.parametrize(
    ("value", "stored"),
    [("A.k=1", "A.k=1"), ("no path at all", "no path at all"), (ObjectPath("A", (("k", 1),)), "A.k=1")],
)
def test_references_are_stored_as_given(kind, value, stored):
    found = coerced(value, kind)
    assert found == stored
    assert type(found) is str


@pytest.mark.parametrize("value", [5, True, BASE.spawn_instance(), object()])
def test_what_references_refuse(value):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        coerced(value, "ref:A")


@pytest.mark.parametrize("value", [BASE.spawn_instance(), DERIVED.spawn_instance(), OTHER.spawn_instance(), BASE])
def test_a_weak_object_is_any_object(value):
    assert coerced(value, "object") is value


@pytest.mark.parametrize(
    ("value", "fits"),
    [(BASE.spawn_instance(), True), (DERIVED.spawn_instance(), True), (OTHER.spawn_instance(), False), (BASE, False)],
)
def test_a_strong_object_is_an_instance_of_its_class(value, fits):
    if fits:
        assert coerced(value, "object:a") is value
    else:
        with refused(WbemStatus.WBEM_E_TYPE_MISMATCH, match="an object of class"):
            coerced(value, "object:a")


@pytest.mark.parametrize("value", ["A", 1, object(), {}])
def test_what_objects_refuse(value):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        coerced(value, "object")


@pytest.mark.parametrize("value", [[], [1, 2], (1, 2), ["1", 2]])
def test_arrays_are_new_lists(value):
    found = coerced(value, "uint8[]")
    assert found == [int(element) for element in value]
    assert type(found) is list
    assert found is not value


@pytest.mark.parametrize("value", [1, "1", {1}, {1: 2}, range(2), b"12", iter([1])])
def test_what_arrays_refuse(value):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        coerced(value, "uint8[]")


@pytest.mark.parametrize("kind", ALL_TYPES)
def test_an_array_element_is_never_null(kind):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH, match="element is NULL"):
        coerced([None], f"{kind}[]")


def test_arrays_have_one_dimension():
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH):
        coerced([[1]], "uint8[]")


def test_an_array_element_out_of_range():
    with refused(WbemStatus.WBEM_E_VALUE_OUT_OF_RANGE, match=r"256 is outside uint8 \(0\.\.255\)"):
        coerced([1, 256], "uint8[]")


@pytest.mark.parametrize("value", [Unprintable(), [Unprintable()], [10**5000], "x" * 10**6])
def test_messages_stay_short_and_never_fail(value):
    with refused(WbemStatus.WBEM_E_TYPE_MISMATCH) as caught:
        coerced(value, "sint32")
    assert len(caught.value.message) < 200
