# SPDX-License-Identifier: Apache-2.0

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from openwmi.errors import ProviderLoadFailureError
from openwmi.host.loader import adapt, load
from openwmi.host.records import ProviderRecord
from openwmi.provider.framework import Provider
from openwmi.provider.framework.contract import FrameworkProvider
from openwmi.provider.loading import load_provider_file
from openwmi.provider.typed import TypedProvider
from openwmi.provider.wbemprov import IWbemProviderInit, IWbemServices, RawProvider

FROGS_FILE = Path(__file__).parents[3] / "examples" / "frogs.py"


class Raw(IWbemProviderInit, IWbemServices):
    pass


class Unmakeable(IWbemProviderInit):
    def __init__(self) -> None:
        raise OSError("no pond")


class Shares(Provider):
    def __init__(self) -> None:
        super().__init__("Acme_Share", "root\\acme")


def record(clsid):
    return ProviderRecord("Frogs", "root\\acme", clsid)


def test_a_provider_is_made_from_its_clsid():
    assert load(record(f"{FROGS_FILE}:Frogs")).capabilities.enumerate


@pytest.mark.parametrize(
    "clsid",
    ["", ":", "frogs", "no.such.module:Frogs", "json:JSONDecoder", "examples/frogs.py:Toads", "examples/none.py:Frogs",
     "{54D8502C-527D-43F7-A506-A9DA075E229C}", "json"],
)  # fmt: skip
def test_failures_name_the_provider_and_where_it_is_registered(clsid):
    with pytest.raises(ProviderLoadFailureError, match=r"^provider Frogs does not load") as caught:
        load(record(clsid))
    assert caught.value.where
    assert caught.value.next_step


@pytest.mark.parametrize("found", [Shares, Shares(), Raw, Raw()])
def test_a_class_or_an_object_of_any_kind_is_adapted(found):
    kind = FrameworkProvider if "Shares" in repr(found) else RawProvider
    assert isinstance(adapt(found, "Frogs"), kind)


def test_the_objects_of_a_module_are_adapted_together():
    module = ModuleType("acme_framework")
    vars(module).update(shares=Shares(), frogs=Provider("Acme_Frog", "root\\acme"), Shares=Shares)
    together = adapt(module, "Acme")
    assert isinstance(together, FrameworkProvider)
    assert together.class_names == ("Acme_Share", "Acme_Frog")


def test_the_class_of_annotations_is_adapted():
    assert isinstance(adapt(load_provider_file(FROGS_FILE).Frogs, "Frogs"), TypedProvider)


def test_a_class_that_cannot_be_made_says_why():
    with pytest.raises(ProviderLoadFailureError, match="no pond"):
        adapt(Unmakeable, "Frogs")


@pytest.mark.parametrize("found", [3, "text", ModuleType("empty"), int])
def test_anything_else_is_no_provider(found):
    with pytest.raises(ProviderLoadFailureError, match="is no provider"):
        adapt(found, "Frogs")


def test_no_kind_is_imported_before_a_provider_of_it_is_loaded():
    text = "import sys, openwmi.server, openwmi.host.loader; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True, timeout=60)
    loaded = {name for name in done.stdout.split() if name.startswith("openwmi.provider")}
    assert "openwmi.provider.typed" in loaded
    assert not {name for name in loaded if "framework" in name or "wbem" in name or name.endswith(".sink")}
