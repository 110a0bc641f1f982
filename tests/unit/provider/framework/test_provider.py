# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.errors import InvalidClassError, InvalidOperationError
from openwmi.provider.framework import CInstance, MethodContext, Provider
from openwmi.provider.framework.contract import FrameworkProvider
from openwmi.provider.sink import RowSink
from openwmi.security.machine import server_name
from tests.fakes.namespaces import asking, blank, frog

FROGS = Provider("Acme_Frog", "root\\acme")


def test_a_new_instance_is_committed_and_released():
    request = asking()
    sink = RowSink(request)
    context = MethodContext(request, sink)
    instance = FROGS.CreateNewInstance(context)
    assert instance.GetCHString("Colour") == (True, "green")
    instance.SetCHString("Name", "a")
    assert FROGS.Commit(instance) == 0
    with pytest.raises(InvalidOperationError):
        FROGS.Commit(instance)
    sink.close()
    assert FROGS.Commit(FROGS.CreateNewInstance(context)) == 0x80041032


def test_commit_keeps_nothing():
    with pytest.raises(InvalidOperationError, match="keeps nothing"):
        FROGS.Commit(CInstance(blank()), cache=True)


def test_a_class_that_is_not_there_is_told():
    with pytest.raises(InvalidClassError):
        Provider("Acme_Newt").CreateNewInstance(MethodContext(asking()))


def test_paths():
    assert FROGS.GetLocalComputerName() == server_name()
    whole = f'\\\\{server_name()}\\root\\acme:Acme_Frog.Name="a"'
    assert FROGS.MakeLocalPath('Acme_Frog.Name="a"') == whole
    assert FROGS.GetLocalInstancePath(CInstance(frog(Name="a"))) == (True, whole)
    assert FROGS.GetLocalInstancePath(CInstance(blank())) == (False, "")


def test_the_creation_class_name_is_set_where_there_is_one():
    assert FROGS.SetCreationClassName(CInstance(frog(Name="a"))) is False


def test_provider_objects_serve_together():
    together = Provider.contract_for([FROGS, Provider("Acme_Pond", "root\\acme")], "Acme")
    assert isinstance(together, FrameworkProvider)
    assert together.class_names == ("Acme_Frog", "Acme_Pond")
