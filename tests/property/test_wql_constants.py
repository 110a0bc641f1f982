# SPDX-License-Identifier: Apache-2.0
"""Any text is a number, a datetime, or neither, and says so without surprise."""

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from openwmi.wql.datetimes import read_datetime
from openwmi.wql.numbers import read_number


@given(st.text(alphabet="0123456789+-.eExXaf ", max_size=30))
def test_any_text_is_a_number_or_not(text):
    assert isinstance(read_number(text), int | float | None)


@given(st.from_regex(r"[+-]?[0-9]{1,30}(\.[0-9]{0,10})?(e[+-]?[0-9]{1,2})?", fullmatch=True))
def test_a_number_is_exact_when_it_is_whole(text):
    exact, number = Decimal(text), read_number(text)
    is_short = exact == exact.to_integral_value() and abs(exact) < Decimal(10) ** 40
    assert isinstance(number, int) is is_short
    assert number == (int(exact) if is_short else float(text))


@given(st.text(alphabet="0123456789/-.,: JanFebMarAPMapm+*", max_size=30))
def test_any_text_is_a_datetime_or_not(text):
    moment = read_datetime(text, UTC)
    assert moment is None or len(moment) == 25


FIRST, LAST = datetime.fromisoformat("1000-01-01"), datetime.fromisoformat("9999-12-31")
FORMS = [
    "%m/%d/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y.%m.%d %H:%M:%S", "%Y%m%d %H:%M:%S", "%b %d, %Y %H:%M:%S",
    "%d %B %Y %H:%M:%S", "%Y %b %d %I:%M:%S %p", "%m-%d-%Y %I:%M:%S%p", "%d-%b-%Y %H:%M:%S",
]  # fmt: skip


@given(
    st.datetimes(FIRST, LAST).map(lambda each: each.replace(microsecond=0)),
    st.sampled_from(FORMS),
)
def test_every_form_of_a_moment_is_that_moment(moment, form):
    assert read_datetime(moment.strftime(form), UTC) == moment.strftime("%Y%m%d%H%M%S.000000+000")
