# SPDX-License-Identifier: Apache-2.0
"""Texts that come to the classes of the Provider Framework: a value or the documented answer, whatever they are."""

from hypothesis import example, given
from hypothesis import strategies as st

from openwmi.provider.framework import CHString, CObjectPathParser, WBEMTime, WBEMTimeSpan
from openwmi.provider.framework.objectpathparser import ObjectParserFlags, ParserCode

TIMES = st.text(alphabet="0123456789*.+-:", min_size=20, max_size=26) | st.text(max_size=30)


@given(TIMES)
@example("*" * 25)
@example("****************.******+***")
def test_any_text_is_a_time_or_makes_none(text):
    moment = WBEMTime("20260101000000.000000+000")
    assert moment.SetDMTF(text) is moment.IsOk()
    if moment.IsOk():
        assert WBEMTime(moment.GetBSTR()) == moment
    else:
        assert moment.GetBSTR() is None


@given(TIMES)
def test_any_text_is_a_span_or_makes_none(text):
    span = WBEMTimeSpan(1)
    assert span.SetDMTF(text) is span.IsOk()
    if span.IsOk():
        assert WBEMTimeSpan(span.GetBSTR()) == span


@given(st.text(alphabet='\\.:=@",aZ1_', max_size=40) | st.text(max_size=40), st.sampled_from(ObjectParserFlags))
def test_any_text_is_a_path_or_a_code(text, flags):
    code, parsed = CObjectPathParser(flags).Parse(text)
    assert (parsed is None) is (code is not ParserCode.NoError)
    if parsed is not None:
        again, whole = CObjectPathParser.UnParse(parsed)
        assert again is ParserCode.NoError
        other = CObjectPathParser(flags).Parse(whole)[1]
        assert other is not None
        assert str(other.path) == whole


@given(st.text(), st.integers(-5, 50), st.integers(-5, 50))
def test_parts_of_a_text_never_fail(text, first, count):
    whole = CHString(text)
    assert len(whole.Left(count)) == min(max(count, 0), len(text))
    assert len(whole.Right(count)) == min(max(count, 0), len(text))
    assert str(whole.Mid(first, count)) in text
    assert str(whole.Left(count)) + str(whole.Mid(max(count, 0))) == text
