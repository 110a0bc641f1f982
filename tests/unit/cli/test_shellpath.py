# SPDX-License-Identifier: Apache-2.0

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openwmi.cli.shellpath import with_quotes
from openwmi.errors import InvalidObjectPathError
from openwmi.model.objectpath import ObjectPath


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Win32_Process.Handle=1", (("Handle", "1"),)),
        ("Win32_Process.Handle=007", (("Handle", "007"),)),
        ("Win32_Service.Name=ssh", (("Name", "ssh"),)),
        ("Win32_Service.Name=getty@tty1.service", (("Name", "getty@tty1.service"),)),
        ("Win32_Service.Name=true", (("Name", "true"),)),
        ("Win32_LogicalDisk=/mnt/a=b", (("", "/mnt/a=b"),)),
        ("Win32_LogicalDisk.DeviceID=C:\\tmp", (("DeviceID", "C:\\tmp"),)),
        ("A.Key=two words", (("Key", "two words"),)),
        ("A.Key=Ω", (("Key", "Ω"),)),
        ('A.K=x,L="y,z",M=3', (("K", "x"), ("L", "y,z"), ("M", "3"))),
        ("A.K='it',L=x", (("K", "it"), ("L", "x"))),
        ('A.G=B.Name="x,y",P=C.Handle=7', (("G", 'B.Name="x,y"'), ("P", "C.Handle=7"))),
        ('root\\cimv2:A.K="a\\"b"', (("K", 'a"b'),)),
        ("\\\\.\\root\\cimv2:A.K=b", (("K", "b"),)),
    ],
)
def test_bare_values_are_texts(text, keys):
    assert ObjectPath.parse(with_quotes(text)).keys == keys


@pytest.mark.parametrize("text", ["A", "A=@", "root\\cimv2", "root\\cimv2:A", "//./root", "", ":"])
def test_what_has_no_value_stays(text):
    assert with_quotes(text) == text


@pytest.mark.parametrize(
    "text", ["A.", "A.K=", "A.K=,", "A.K=x,", 'A.K="x', 'A.K="x"y', "A.K=x,y", "A.=x", "=", "A.K=x,K=y"]
)
def test_what_is_no_path_stays_wrong(text):
    with pytest.raises(InvalidObjectPathError):
        ObjectPath.parse(with_quotes(text))


@given(st.text(max_size=40))
def test_quoting_twice_changes_nothing(text):
    once = with_quotes(f"A.K={text}")
    assert with_quotes(once) == once


@given(st.dictionaries(st.from_regex(r"[A-Z]{1,5}", fullmatch=True), st.text() | st.integers(), min_size=1, max_size=3))
def test_a_printed_path_means_the_same(keys):
    path = ObjectPath("A", tuple(sorted(keys.items())))
    assert ObjectPath.parse(with_quotes(str(path))).keys == tuple((name, str(value)) for name, value in path.keys or ())
