# SPDX-License-Identifier: Apache-2.0

import pytest

import openwmi
from openwmi.errors import InvalidNamespaceError, InvalidParameterError
from openwmi.server.connect import connect


def test_the_front_door_opens_and_closes(openwmi_home):
    with openwmi.connect() as connection:
        assert connection.namespace == "root\\cimv2"
        assert len(list(connection.query("SELECT Name FROM Win32_OperatingSystem"))) == 1
    assert openwmi_home.is_dir()


def test_a_home_may_be_named(tmp_path):
    with connect("ROOT/cimv2", home=str(tmp_path / "here"), deadline_s=9.0) as connection:
        assert connection.deadline_s == 9.0
    assert (tmp_path / "here").is_dir()


def test_a_namespace_that_is_not_there_leaves_nothing_open(tmp_path):
    with pytest.raises(InvalidNamespaceError):
        connect("root/nowhere", home=tmp_path)


@pytest.mark.parametrize("wrong", [None, 5, b"root"])
def test_what_is_no_text_opens_nothing(tmp_path, wrong):
    with pytest.raises(InvalidParameterError, match="a namespace is a text"):
        connect(wrong, home=tmp_path / "here")
    assert not (tmp_path / "here").exists()
