# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.errors import ProviderFailureError
from openwmi.host import rowcodec
from openwmi.host.rowcodec import LayoutReader, LayoutWriter
from tests.fakes.ponds import Acme_Frog, Acme_Pond

FROG = Acme_Frog(Name="Kermit", Weight=3)


def carried(*instances):
    writer, reader = LayoutWriter(), LayoutReader()
    rows = [writer.row_of(instance) for instance in instances]
    for layout in writer.new:
        reader.add(layout)
    return [reader.instance(row) for row in rows]


def test_an_instance_keeps_its_values_states_keys_and_ancestors():
    (found,) = carried(FROG)
    assert found.class_name == "Acme_Frog"
    assert dict(found.items()) == dict(FROG.items())
    assert found.local == FROG.local
    assert found.relpath == 'Acme_Frog.Name="Kermit"'
    assert found.cim_class.derivation == ("Acme_Animal",)
    assert found.cim_class.namespace == FROG.cim_class.namespace


def test_a_layout_is_told_once():
    writer = LayoutWriter()
    rows = [writer.row_of(one) for one in (FROG, Acme_Pond(Name="x"), Acme_Frog(Name="y"))]
    assert [number for number, _, _ in rows] == [0, 1, 0]
    assert [layout.class_name for layout in writer.new] == ["Acme_Frog", "Acme_Pond"]


def test_a_row_in_which_all_is_set_needs_no_mask():
    full = FROG.clone()
    full.local = full.layout.all_local
    assert LayoutWriter().row_of(full)[1] is None
    assert LayoutWriter().row_of(FROG)[1] is not None


@pytest.mark.parametrize("row", [(1, None, []), (-1, None, []), (0, None, []), (0, None, [1] * 99)])
def test_rows_that_fit_no_layout_are_refused(row):
    writer, reader = LayoutWriter(), LayoutReader()
    writer.row_of(FROG)
    reader.add(writer.new[0])
    with pytest.raises(ValueError, match=r"layout|row"):
        reader.instance(row)
    with pytest.raises(ValueError, match="not expected"):
        reader.add(writer.new[0])


def test_a_mask_with_too_many_bits_sets_no_more_than_there_is():
    writer, reader = LayoutWriter(), LayoutReader()
    _, _, values = writer.row_of(FROG)
    reader.add(writer.new[0])
    found = reader.instance((0, b"\xff" * 40, values))
    assert found.local == found.layout.all_local


def test_layouts_without_end_are_refused(monkeypatch):
    monkeypatch.setattr(rowcodec, "MAX_LAYOUTS", 1)
    writer = LayoutWriter()
    writer.row_of(FROG)
    with pytest.raises(ProviderFailureError, match="more than 1 different layouts"):
        writer.row_of(Acme_Pond(Name="x"))
