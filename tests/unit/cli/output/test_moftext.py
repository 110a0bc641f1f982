# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.cli.output.moftext import mof_of
from tests.unit.cli.printed import POND_MOF, Objects, ponds, printed

INSTANCE = """instance of Acme_Lake
{
\tBoats = 7;
\tName = "Loch";
};
"""


def test_an_instance():
    assert printed(ponds()[2:], "mof") == INSTANCE


def test_a_class():
    objects = Objects(POND_MOF)
    assert printed([objects.definition("Acme_Lake")], "mof") == (
        "class Acme_Lake : Acme_Pond\n{\n\tuint32 Boats;\n};\n"
    )


def test_what_is_printed_can_be_compiled_again():
    text = printed(ponds()[:1], "mof")
    again = Objects(POND_MOF[: POND_MOF.index("instance of Acme_Pond")] + text)
    assert printed(again.instances, "mof") == text


def test_nothing_else_has_mof():
    with pytest.raises(TypeError):
        mof_of(None)
