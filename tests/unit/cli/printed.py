# SPDX-License-Identifier: Apache-2.0
"""Objects made from MOF text, and what a format prints of them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openwmi.cli.output.formats import make_writer
from openwmi.cli.output.record import RecordMaker, Selection
from openwmi.cli.output.stream import Stream
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimobject import CimObject
from openwmi.model.instance import Instance
from openwmi.mof.compiler import compile_mof
from tests.inmemory import MemoryStore

NS = "root\\acme"

POND_MOF = r"""
class Acme_Water { real32 Celsius; string Algae[]; };
[Description("A pond. It is wet.")]
class Acme_Pond {
    [Description("What it is called."), key] string Name;
    [Units("bytes"), Write] uint64 Size;
    sint32 Depth = 3;
    datetime Dug;
    boolean Deep;
    string Tags[];
    Acme_Water Water;
};
class Acme_Lake : Acme_Pond { uint32 Boats; };
instance of Acme_Pond {
    Name = "Lily"; Size = 12900000; Dug = "20261120163005.000000+000"; Deep = TRUE; Tags = {"a, b", "c"};
    Water = instance of Acme_Water { Celsius = 4.5; Algae = {"green"}; };
};
instance of Acme_Pond { Name = "Reed \"2\""; };
instance of Acme_Lake { Name = "Loch"; Boats = 7; };
"""


class Objects:
    """What a MOF text declares.

    Attributes:
        instances: In the order of the text.
    """

    def __init__(self, mof: str) -> None:
        self._store = MemoryStore("root", NS)
        result = compile_mof(mof, self._store, namespace=NS)
        assert result.error is None, result
        self.instances: list[Instance] = list(self._store.classes(NS).instances.values())

    def definition(self, name: str) -> ClassDefinition:
        """Return a class."""
        found = self._store.classes(NS).find_class(name)
        assert found is not None
        return found


def ponds() -> list[Instance]:
    """Return two ponds and a lake."""
    return Objects(POND_MOF).instances


def printed(
    objects: Sequence[CimObject],
    output: str,
    *,
    columns: tuple[str, ...] | None = None,
    system: bool = False,
    width: int | None = None,
    styled: bool = False,
) -> str:
    """Return what a format prints of some objects; the remarks follow, each after `! `."""
    file = io.StringIO()
    writer = make_writer(output, Stream(file, width, styled))
    maker = RecordMaker(Selection(columns, system))
    for each in objects:
        writer.write(maker.record(each))
    remarks = writer.finish()
    return file.getvalue() + "".join(f"! {remark}\n" for remark in remarks)
