# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.provider.wbemoptional import IWbemPropertyProvider, IWbemProviderIdentity, IWbemShutdown
from tests.fakes.namespaces import frog

NOT_CAPABLE = 0x80041024


def test_properties_that_are_not_overridden_are_not_capable():
    provider = IWbemPropertyProvider()
    assert provider.GetProperty(0, None, "a", "b", "c") == (NOT_CAPABLE, None)
    assert provider.PutProperty(0, None, "a", "b", "c", 1) == NOT_CAPABLE


@pytest.mark.parametrize(
    "call",
    [lambda: IWbemProviderIdentity().SetRegistrationObject(0, frog()), lambda: IWbemShutdown().Shutdown(0, 0, None)],
)
def test_the_other_interfaces_must_be_filled_in(call):
    with pytest.raises(NotImplementedError):
        call()
