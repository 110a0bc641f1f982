# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.extensions import (
    GetExtensions,
    admitted,
    check_partial_put,
    read_get_extensions,
    trimmed,
    written_properties,
)
from openwmi.provider.changes import PutExtensions
from tests.corpus_classes import MemoryClasses
from tests.fakes.sites import code_of

GET, PUT = "__GET_EXT", "__PUT_EXT"
OWN = {f"{GET}_CLIENT_REQUEST": True, f"{PUT}_CLIENT_REQUEST": True}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, {}),
        ({"Mine": 1}, {"Mine": 1}),
        ({f"{GET}ENSIONS": True, f"{GET}_KEYS_ONLY": True, "Mine": 1}, {"Mine": 1}),
        ({f"{GET}ENSIONS": True, f"{GET}_CLIENT_REQUEST": False}, {}),
        ({f"{GET}ENSIONS": True, f"{GET}_CLIENT_REQUEST": True}, {f"{GET}ENSIONS": True}),
        ({f"{GET}_CLIENT_REQUEST": True, f"{PUT}ENSIONS": True}, {}),
        ({**OWN, f"{PUT}_PROPERTIES": ["A"], f"{GET}_KEYS_ONLY": True},
         {f"{PUT}_PROPERTIES": ["A"], f"{GET}_KEYS_ONLY": True}),
    ],
)  # fmt: skip
def test_which_values_reach_a_provider(values, expected):
    before = dict(values)
    assert dict(admitted(values)) == expected
    assert values == before


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({f"{GET}ENSIONS": 1}, "WBEM_E_INVALID_CONTEXT"),
        ({f"{GET}_KEYS_ONLY": "TRUE"}, "WBEM_E_INVALID_CONTEXT"),
        ({f"{GET}_PROPERTIES": "A"}, "WBEM_E_INVALID_CONTEXT"),
        ({f"{PUT}_PROPERTIES": [1]}, "WBEM_E_INVALID_CONTEXT"),
        ({f"{PUT}_ATOMIC": None}, "WBEM_E_INVALID_CONTEXT"),
        ({f"{GET}_PROPERTIES": ["A", "*"]}, "WBEM_E_INVALID_PARAMETER"),
        ({f"{PUT}_STRICT_NULLS": False, f"{PUT}_PROPERTIES": []}, "WBEM_S_NO_ERROR"),
    ],
)
def test_codes_of_values(values, code):
    assert code_of(lambda: admitted({**OWN, **values})) == code
    assert code_of(lambda: admitted(values)) == "WBEM_S_NO_ERROR"


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({}, None),
        ({f"{GET}_KEYS_ONLY": True}, None),
        ({f"{GET}ENSIONS": True}, None),
        ({f"{GET}ENSIONS": True, f"{GET}_PROPERTIES": ["A", "B"]}, {"A", "B"}),
        ({f"{GET}ENSIONS": True, f"{GET}_PROPERTIES": ["A"], f"{GET}_KEYS_ONLY": True}, {"Id"}),
    ],
)
def test_what_a_get_wants(values, wanted):
    assert read_get_extensions(values).wanted(("Id",)) == wanted
    assert GetExtensions().wanted(("Id",)) is None


@pytest.mark.parametrize(("flags", "code"), [(0, "WBEM_E_INVALID_CONTEXT"), (1, "WBEM_S_NO_ERROR")])
def test_a_partial_put_only_updates(flags, code):
    assert code_of(lambda: check_partial_put({f"{PUT}ENSIONS": True}, flags)) == code
    assert code_of(lambda: check_partial_put({}, flags)) == "WBEM_S_NO_ERROR"


@pytest.fixture
def row():
    instance = MemoryClasses().declare("Acme_Frog", "key string Name; uint32 Weight; string Note").spawn_instance()
    instance["Name"], instance["Weight"], instance["Note"] = "Kermit", 3, None
    return instance


@pytest.mark.parametrize(
    ("extensions", "expected"),
    [
        (PutExtensions(), None),
        (PutExtensions(True, ("Weight", "Note")), ("Weight",)),
        (PutExtensions(True, ("Weight", "Note"), strict_nulls=True), ("Weight", "Note")),
        (PutExtensions(True, None, strict_nulls=True), ("Name", "Weight", "Note")),
        (PutExtensions(True, ("Nothing",)), ("Nothing",)),
    ],
)
def test_what_a_static_put_writes(row, extensions, expected):
    assert written_properties(row, extensions) == expected


def test_trimming_keeps_the_keys(row):
    assert trimmed(row, ["NOTE"]).values == ["Kermit", None, None]
    assert trimmed(row, ["weight"]).values == ["Kermit", 3, None]
    assert row.values == ["Kermit", 3, None]
