# SPDX-License-Identifier: Apache-2.0
import pytest

from openwmi.wql.references import reference_matcher

SAME = [
    ("T.Id=1", "t.ID=1"),
    ("T.Id=1", "T=1"),
    ("T.Id=1", 'T.Id="1"'),
    ("T.A=1,B=2", "T.B=2,A=1"),
    ('T.K="x"', "T.K='X'"),
    ("T.Id=1", r"\\.\root\cimv2:T.Id=1"),
    (r"root\cimv2:T.Id=1", r"\\HOST\ROOT\CIMV2:T.Id=1"),
    (r"\\host\root:T.Id=1", r"\\.\root:T.Id=1"),
    ("T=@", "t=@"),
    ("no path at all!", "NO PATH at all!"),
]
DIFFERENT = [
    ("T.Id=1", "T.Id=2"),
    ("T.Id=1", "S.Id=1"),
    ("T.A=1,B=2", "T.A=1"),
    ("T", "T=@"),
    (r"root\a:T.Id=1", r"root\b:T.Id=1"),
    (r"\\h1\root:T.Id=1", r"\\h2\root:T.Id=1"),
    ("T.Id=1", "no path at all!"),
    ("no path at all!", "T.Id=1"),
    ("", "T"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_path_are_equal(one, other):
    assert reference_matcher(one)(other)
    assert reference_matcher(other)(one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_objects_differ(one, other):
    assert not reference_matcher(one)(other)
    assert not reference_matcher(other)(one)
