# SPDX-License-Identifier: Apache-2.0

from pathlib import Path

import pytest

from openwmi.errors import ProviderLoadFailureError
from openwmi.host.loader import load
from openwmi.host.records import ProviderRecord

FROGS_FILE = Path(__file__).parents[3] / "examples" / "frogs.py"


def record(clsid):
    return ProviderRecord("Frogs", "root\\acme", clsid)


def test_a_provider_is_made_from_its_clsid():
    assert load(record(f"{FROGS_FILE}:Frogs")).capabilities.enumerate


@pytest.mark.parametrize(
    "clsid",
    ["", ":", "frogs", "no.such.module:Frogs", "json:JSONDecoder", "examples/frogs.py:Toads", "examples/none.py:Frogs",
     "{54D8502C-527D-43F7-A506-A9DA075E229C}"],
)  # fmt: skip
def test_failures_name_the_provider_and_where_it_is_registered(clsid):
    with pytest.raises(ProviderLoadFailureError, match=r"^provider Frogs does not load") as caught:
        load(record(clsid))
    assert caught.value.where
    assert caught.value.next_step
