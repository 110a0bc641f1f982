# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.provider.framework import CHString

TEXT = CHString("Kermit the frog")


@pytest.mark.parametrize(
    ("made", "text"),
    [(CHString(), ""), (CHString("ab"), "ab"), (CHString(b"ab"), "ab"), (CHString("x", 3), "xxx"),
     (CHString("abcd", 2), "ab"), (CHString(TEXT), "Kermit the frog"), (CHString("x", -1), "")],
)  # fmt: skip
def test_constructors(made, text):
    assert made == text
    assert str(made) == made.AllocSysString() == text


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (TEXT.Left(6), "Kermit"), (TEXT.Left(99), "Kermit the frog"), (TEXT.Left(-1), ""),
        (TEXT.Right(4), "frog"), (TEXT.Right(99), "Kermit the frog"), (TEXT.Right(0), ""),
        (TEXT.Mid(7), "the frog"), (TEXT.Mid(7, 3), "the"), (TEXT.Mid(99), ""), (TEXT.Mid(-5, 2), "Ke"),
        (TEXT.Mid(3, -1), ""), (TEXT.SpanIncluding("eKr"), "Ker"), (TEXT.SpanExcluding(" "), "Kermit"),
        (TEXT.SpanIncluding("x"), ""), (TEXT.SpanExcluding("x"), "Kermit the frog"),
    ],
)  # fmt: skip
def test_parts_are_clipped(part, text):
    assert part == text


def test_finding_gives_an_index_or_minus_one():
    assert (TEXT.Find("the"), TEXT.Find("toad")) == (7, -1)
    assert (TEXT.ReverseFind("r"), TEXT.ReverseFind("x")) == (12, -1)
    assert (TEXT.FindOneOf("mt"), TEXT.FindOneOf("xyz")) == (3, -1)
    assert (TEXT.GetLength(), len(TEXT), TEXT.IsEmpty(), CHString().IsEmpty()) == (15, 15, False, True)
    assert (TEXT[0], TEXT.GetAt(99), TEXT.GetAt(-1)) == ("K", "", "")


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda s: s.MakeUpper(), " AB "), (lambda s: s.MakeLower(), " ab "), (lambda s: s.MakeReverse(), " ba "),
        (lambda s: s.TrimLeft(), "ab "), (lambda s: s.TrimRight(), " ab"), (lambda s: s.Empty(), ""),
        (lambda s: s.SetAt(1, "x"), " xb "), (lambda s: s.SetAt(9, "x"), " ab "),
        (lambda s: s.Format("%s-%d", "a", 3), "a-3"), (lambda s: s.FormatMessageW("%2 %1 %% %3", "a", "b"), "b a % %3"),
    ],
)  # fmt: skip
def test_changes_in_place(change, text):
    changed = CHString(" ab ")
    assert change(changed) is None
    assert changed == text


def test_comparing():
    assert (CHString("a").Compare("b"), CHString("b").Compare("a"), CHString("a").Compare("a")) == (-1, 1, 0)
    assert CHString("A").CompareNoCase(CHString("a")) == 0
    assert CHString("a").Collate("a") == 0
    assert CHString("a") < "b" <= CHString("b")
    assert CHString("A") != "a"
    assert CHString("a") != 1


def test_joining_and_showing():
    assert CHString("a") + "b" == "a" + CHString("b") == CHString("ab")
    assert repr(CHString("a")) == "CHString('a')"
    with pytest.raises(TypeError):
        hash(CHString("a"))
