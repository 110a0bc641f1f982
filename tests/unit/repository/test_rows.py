# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json

import pytest

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.cimdatetime import CimDatetime
from openwmi.model.derive import derive
from openwmi.model.instance import Instance
from openwmi.model.qualifier import Qualifier
from openwmi.repository import Repository
from openwmi.repository.rows import StoredRow, decode_rows, encode_row
from tests.unit.repository.declare import declare, key, prop

OLD = derive(
    declare(
        "T", None, key(), prop("A", "string", default="a"), prop("When", "datetime"), prop("L", "uint8[]", default=[1])
    ),
    None,
)
WHEN = "20200101000000.000000+000"


def read(repository: Repository, stored: StoredRow, layout=OLD.layout) -> Instance:
    with repository.reading() as view:
        (instance,) = decode_rows([stored], layout, view.codec)
    return instance


def stored_row(repository: Repository, **values) -> StoredRow:
    instance = OLD.spawn_instance()
    for name, value in values.items():
        instance[name] = value
    with repository.reading() as view:
        return encode_row(instance, view.codec)


def test_a_row_is_the_values_and_the_local_mask(repository: Repository):
    stored = stored_row(repository, Id=7, When=WHEN)
    assert json.loads(stored.shape) == ["id", "a", "when", "l"]
    assert json.loads(stored.row) == [7, None, WHEN, None, 0b0101]
    assert stored.extra is None


def test_three_states_come_back(repository: Repository):
    instance = read(repository, stored_row(repository, Id=7, A=None, When=WHEN))
    assert instance.values == [7, None, WHEN, [1]]
    assert instance.local == 0b0111
    assert isinstance(instance["When"], CimDatetime)


def test_arrays_of_defaults_are_not_shared(repository: Repository):
    first, second = (read(repository, stored_row(repository, Id=i)) for i in (1, 2))
    assert first["L"] == [1]
    assert first["L"] is not second["L"]


def test_a_class_that_changed_reads_old_rows_by_name(repository: Repository):
    changed = derive(
        declare(
            "T", None, prop("Added", "string", default="new"), prop("l", "uint8[]"), key("ID"), prop("A", "string")
        ),
        None,
    )
    instance = read(repository, stored_row(repository, Id=7, A="x", When=WHEN), changed.layout)
    assert dict(instance.items()) == {"A": "x", "Added": "new", "ID": 7, "l": None}
    assert [instance.is_local(name) for name in ("A", "Added", "ID", "l")] == [True, False, True, False]


def test_instance_qualifiers_come_back(repository: Repository):
    instance = OLD.spawn_instance()
    instance.extras.qualifiers["Q"] = Qualifier("Q", "v", 1)
    instance.extras.property_qualifiers["A"] = {"P": Qualifier("P", 3)}  # type: ignore[assignment]
    with repository.reading() as view:
        again = read(repository, encode_row(instance, view.codec))
    assert again.extra is not None
    assert again.extra.qualifiers["q"] == Qualifier("Q", "v", 1)
    assert again.extra.property_qualifiers["a"]["p"] == Qualifier("P", 3)


SHAPE = '["id","a","when","l"]'


@pytest.mark.parametrize(
    "stored",
    [
        StoredRow(SHAPE, "[1,null,null,1]", None),
        StoredRow(SHAPE, '[1,null,null,null,"x"]', None),
        StoredRow(SHAPE, "[1,null,null,null,16]", None),
        StoredRow(SHAPE, "[1,null", None),
        StoredRow(SHAPE, "7", None),
        StoredRow(SHAPE, '[1,null,{"cls":"x"},null,4]', None),
        StoredRow("7", "[1]", None),
        StoredRow(SHAPE, "[1,null,null,null,1]", "{}"),
    ],
)
def test_damaged_rows_give_a_clear_error(repository: Repository, stored: StoredRow):
    with pytest.raises(WbemError, match="class T ") as caught:
        read(repository, stored)
    assert caught.value.hresult == WbemStatus.WBEM_E_CRITICAL_ERROR
    assert "check" in caught.value.next_step
