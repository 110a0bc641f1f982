# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, datetime, timedelta

import pytest

from openwmi.errors import InvalidOperationError
from openwmi.model.cimtype import CimType
from openwmi.provider import CimClass, CimDatetime, key, real64, sint8, sint16, sint64, uint8, uint16, uint64
from openwmi.provider.framework import CInstance, MethodContext, WBEMTime, WBEMTimeSpan
from openwmi.provider.sink import RowSink
from tests.fakes.namespaces import asking, blank, frog
from tests.fakes.ponds import Acme_Water


class Acme_All(CimClass, namespace="root/acme"):
    """One property of each type."""

    Text: str = key()
    Flag: bool | None
    Byte: uint8 | None
    Tiny: sint8 | None
    Short: sint16 | None
    Word: uint16 | None
    Long: sint64 | None
    Big: uint64 | None
    Real: real64 | None
    When: CimDatetime | None
    Water: Acme_Water | None
    Texts: list[str] | None
    Words: list[uint16] | None


@pytest.fixture
def everything():
    return CInstance(Acme_All.__cim_class__.spawn_instance())


SET_AND_GOT = [
    ("bool", "Flag", True, True),
    ("Byte", "Byte", 255, 255),
    ("WORD", "Word", 65535, 65535),
    ("DWORD", "Word", 7, 7),
    ("WBEMINT16", "Short", -5, -5),
    ("WBEMINT64", "Long", -(1 << 40), -(1 << 40)),
    ("WBEMINT64", "Big", "18446744073709551615", (1 << 64) - 1),
    ("DOUBLE", "Real", 1.5, 1.5),
    ("CHString", "Text", "a", "a"),
    ("CHString", "Big", "12", "12"),
    ("CHString", "When", "20260101000000.000000+000", "20260101000000.000000+000"),
    ("DateTime", "When", WBEMTime("20260101000000.000000+000"), WBEMTime("20260101000000.000000+000")),
    ("DateTime", "When", datetime(2026, 1, 1, tzinfo=UTC), WBEMTime("20260101000000.000000+000")),
    ("TimeSpan", "When", WBEMTimeSpan(1, 2), WBEMTimeSpan(1, 2)),
    ("TimeSpan", "When", timedelta(days=3), WBEMTimeSpan(3)),
    ("StringArray", "Texts", ["a", "b"], ["a", "b"]),
    ("Variant", "Words", [1, 2], [1, 2]),
    ("Variant", "Tiny", -1, -1),
]


@pytest.mark.parametrize(("kind", "name", "value", "expected"), SET_AND_GOT)
def test_what_is_set_is_got(everything, kind, name, value, expected):
    assert getattr(everything, f"Set{kind}")(name, value) is True
    assert getattr(everything, f"Get{kind}")(name) == (True, expected)


@pytest.mark.parametrize(("kind", "name", "value", "expected"), SET_AND_GOT)
def test_null_is_read_as_none(everything, kind, name, value, expected):
    assert everything.IsNull(name)
    assert getattr(everything, f"Get{kind}")(name) == (True, None)


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("bool", "Text", True), ("Byte", "Word", 1), ("WORD", "Long", 1), ("DWORD", "Byte", 1),
        ("WBEMINT16", "Word", 1),
        ("WBEMINT64", "Word", 1), ("DOUBLE", "Word", 1.0), ("CHString", "Word", "1"), ("CHString", "Texts", "1"),
        ("DateTime", "Text", WBEMTime("20260101000000.000000+000")), ("TimeSpan", "Text", WBEMTimeSpan(1)),
        ("StringArray", "Text", ["a"]), ("StringArray", "Words", ["1"]), ("Variant", "Missing", 1),
    ],
)  # fmt: skip
def test_a_property_of_another_type_is_refused_and_logged(everything, caplog, kind, name, value):
    before = list(everything.GetClassObjectInterface().values)
    assert getattr(everything, f"Set{kind}")(name, value) is False
    assert getattr(everything, f"Get{kind}")(name) == (False, None)
    assert everything.GetClassObjectInterface().values == before
    assert name in caplog.text


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [("Byte", "Byte", 256), ("WORD", "Word", -1), ("WBEMINT64", "Big", "x"), ("CHString", "When", "soon"),
     ("DateTime", "When", WBEMTime()), ("TimeSpan", "When", WBEMTimeSpan())],
)  # fmt: skip
def test_a_value_that_does_not_fit_leaves_the_object_as_it_was(everything, kind, name, value):
    assert getattr(everything, f"Set{kind}")(name, value) is False
    assert everything.IsNull(name)
    assert not everything.GetClassObjectInterface().is_local(name)


def test_characters_are_set_wide_or_narrow(everything):
    assert everything.SetWCHARSplat("Text", "wide")
    assert everything.GetWCHAR("Text") == (True, "wide")
    assert everything.SetCharSplat("Text", b"narrow")
    assert everything.GetCHString("Text") == (True, "narrow")
    assert not everything.SetCharSplat("Big", "12")


def test_embedded_objects_are_copied(everything):
    water = CInstance(Acme_Water.__cim_class__.spawn_instance())
    water.SetDOUBLE("Celsius", 18.5)
    assert everything.SetEmbeddedObject("Water", water)
    water.SetDOUBLE("Celsius", 0.0)
    is_read, inner = everything.GetEmbeddedObject("Water")
    assert is_read
    assert inner.GetDOUBLE("Celsius") == (True, 18.5)
    assert everything.GetEmbeddedObject("Text") == (False, None)
    everything.SetNull("Water")
    assert everything.GetEmbeddedObject("Water") == (True, None)


def test_null_and_status():
    instance = CInstance(frog(Name="a", Weight=3))
    assert instance.GetStatus("weight") == (True, True, CimType.CIM_UINT32)
    assert instance.GetStatus("Tags") == (True, True, CimType.CIM_STRING | 0x2000)
    assert instance.GetStatus("Missing") == (True, False, CimType.CIM_EMPTY)
    assert instance.SetNull("Weight")
    assert instance.IsNull("Weight")
    assert instance.IsNull("Missing")
    assert not instance.SetNull("Missing")


def test_commit_sends_a_copy_and_release_the_object():
    request = asking()
    sink = RowSink(request)
    context = MethodContext(request, sink)
    instance = CInstance(frog(Name="a"), context)
    assert instance.GetMethodContext() is context
    assert instance.Commit() == 0
    instance.SetCHString("Name", "b")
    assert instance.release() == 0
    sink.finish()
    assert [row["Name"] for row in sink.rows()] == ["a", "b"]
    with pytest.raises(InvalidOperationError, match="was committed"):
        instance.SetCHString("Name", "c")


def test_an_object_without_a_call_cannot_be_sent():
    with pytest.raises(InvalidOperationError, match="belongs to no call"):
        CInstance(blank()).Commit()
