# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.wql.like import compile_like


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        ("cat", ["cat", "CAT"], ["cats", "", "ca"]),
        ("", [""], ["x"]),
        ("%", ["", "x", "a\nb"], []),
        ("%%", ["", "x"], []),
        ("a%", ["a", "Abc"], ["", "ba"]),
        ("%a", ["a", "bcA"], ["", "ab"]),
        ("%a%", ["a", "bac"], ["", "bc"]),
        ("a%b", ["ab", "axxb"], ["a", "b", "abx", "xab"]),
        ("a%a", ["aa", "aba"], ["a"]),
        ("%ab%ab%", ["abab", "xabyabz"], ["ab", "aab"]),
        ("a%b%a", ["aba", "abxba"], ["ab", "aa"]),
        ("c_t", ["cat", "c_t", "C\nT"], ["ct", "caat"]),
        ("_", ["x", "日", "𐐀"], ["", "xx"]),
        ("[abc]", ["a", "B"], ["d", "", "ab"]),
        ("[a-f]%", ["a", "Fx"], ["g", ""]),
        ("[a=f]", ["c"], ["=", "g"]),
        ("[^a-f]%", ["g", "Gx"], ["a", ""]),
        ("[_]", ["_"], ["x"]),
        ("[%]%", ["%", "%x"], ["x"]),
        ("[[]x]", ["[x]"], ["x"]),
        ("[]]", ["]"], ["["]),
        ("[^]]", ["x"], ["]"]),
        ("[]-_]", ["]", "^", "_"], ["-", "a"]),
        ("[-a]", ["-", "a"], ["b"]),
        ("[a-]", ["-", "a"], ["b"]),
        ("[f-a]", [], ["a", "f", "-"]),
        ("[^f-a]", ["a", "f"], ["", "xx"]),
        ("[a-c&&[]", ["a", "&", "["], ["d"]),
        ("[abc", ["[abc"], ["a"]),
        ("[]", ["[]"], ["", "]"]),
        ("x[", ["x["], ["x"]),
        ("a.b*", ["a.b*"], ["axb", "a.bb"]),
        (r"%\%", ["\\", "a\\b"], ["a"]),
        ("straße%", ["STRAßE", "straßeX"], ["STRASSE"]),
        ("%ÄÖ", ["xäö"], ["xäo"]),
    ],
)
def test_patterns(pattern, matching, others):
    matches = compile_like(pattern)
    assert [text for text in matching if not matches(text)] == []
    assert [text for text in others if matches(text)] == []


@pytest.mark.parametrize("pattern", ["%a" * 30 + "%b", "%_" * 200 + "[x]", "%[ab]" * 200 + "c", "[" * 5000])
@pytest.mark.timeout(10)
def test_hostile_patterns_are_answered_soon(pattern):
    assert not compile_like(pattern)("a" * 20000)
