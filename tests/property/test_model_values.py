# SPDX-License-Identifier: Apache-2.0
"""Values: any object is coerced or refused; datetimes and their conversions."""

import math
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import assume, given
from hypothesis import strategies as st

from openwmi.errors import TypeMismatchError, ValueOutOfRangeError
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.cimtype import PRIMITIVES, CimType, TypeSpec
from openwmi.model.compare import same_value
from openwmi.model.objectpath import ObjectPath
from openwmi.model.values import coerce
from tests.unit.model.declaring import define, key

BASE = define("Base", key())
OBJECTS = st.sampled_from([BASE, BASE.spawn_instance(), define("Other", key()).spawn_instance()])
SPECS = st.builds(TypeSpec, st.sampled_from([*PRIMITIVES.values(), CimType.CIM_REFERENCE]), st.booleans()) | st.builds(
    TypeSpec, st.just(CimType.CIM_OBJECT), st.booleans(), st.just("Base")
)
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
ODD_OFFSETS = st.integers(-86399, 86399).map(lambda seconds: timezone(timedelta(seconds=seconds)))
MOMENTS = st.datetimes(timezones=st.none() | OFFSETS | ODD_OFFSETS)
DATETIME_TEXTS = st.from_regex(r"[0-9*]{14}\.[0-9*]{6}[-+:][0-9*]{3}", fullmatch=True)
NUMBER_TEXTS = st.text("0123456789+-.eExX_ ", max_size=30)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text()
    | NUMBER_TEXTS
    | DATETIME_TEXTS
    | st.binary()
    | MOMENTS
    | st.timedeltas()
    | OBJECTS
    | st.just(ObjectPath("A"))
    | st.sampled_from([10**5000, -(10**5000), object(), TypeError, {}])
)
ANYTHING = SCALARS | st.lists(SCALARS, max_size=5) | st.tuples(SCALARS) | st.dictionaries(st.text(), st.integers())


@given(ANYTHING, SPECS)
def test_any_object_is_coerced_to_a_value_that_stays_or_refused(value, spec):
    try:
        stored = coerce(value, spec, "A.p")
    except (TypeMismatchError, ValueOutOfRangeError) as error:
        message = error.message
        assert len(message) < 300
        return
    assert isinstance(stored, list) == (spec.is_array and value is not None)
    again = coerce(stored, spec, "A.p")
    assert same_value(stored, again)
    assert type(stored) is type(again)


@given(st.floats(allow_nan=False, allow_infinity=False), st.booleans())
def test_a_real_is_the_nearest_of_its_width(number, single):
    spec = TypeSpec(CimType.CIM_REAL32 if single else CimType.CIM_REAL64)
    try:
        stored = coerce(number, spec, "A.p")
    except ValueOutOfRangeError:
        assert single
        assert abs(number) > 3.4e38
        return
    assert isinstance(stored, float)
    assert stored == number or (single and math.isclose(stored, number, rel_tol=1e-7, abs_tol=1e-45))


@given(st.integers())
def test_integers_written_as_text_are_the_same(number):
    spec = TypeSpec(CimType.CIM_SINT64)
    assume(-(2**63) <= number < 2**63)
    assert coerce(str(number), spec, "A.p") == coerce(number, spec, "A.p") == number


@given(st.text() | st.text("0123456789*.+-:", min_size=25, max_size=25) | DATETIME_TEXTS)
def test_any_text_is_a_datetime_or_refused(text):
    try:
        value = CimDatetime(text)
    except TypeMismatchError:
        return
    assert value == text
    assert len(value) == 25
    assert value.is_interval == (":" in text)
    if value.has_wildcards:
        assert value.instant_us() is None
        assert value.interval_us() is None


@given(MOMENTS)
def test_moments_survive(moment):
    try:
        value = CimDatetime.from_datetime(moment)
    except TypeMismatchError:
        # Only where another offset would lead out of the calendar.
        assert moment.year in {1, 9999}
        return
    assert value.to_datetime() == moment
    assert value.has_wildcards == (moment.tzinfo is None)


@given(st.datetimes(timezones=st.integers(-999, 999).map(lambda m: timezone(timedelta(minutes=m)))))
def test_instants_are_counted_in_utc(moment):
    origin = datetime(1, 1, 1, tzinfo=UTC)
    assert CimDatetime.from_datetime(moment).instant_us() == (moment - origin) // timedelta(microseconds=1)


@given(st.timedeltas(timedelta(0), timedelta(days=99_999_999)))
def test_lengths_survive(length):
    value = CimDatetime.from_timedelta(length)
    assert value.to_timedelta() == length
    assert value.interval_us() == length // timedelta(microseconds=1)


@given(st.floats())
def test_any_number_of_seconds_is_a_moment_or_refused(seconds):
    try:
        value = CimDatetime.from_timestamp(seconds)
    except TypeMismatchError:
        return
    assert not value.has_wildcards
