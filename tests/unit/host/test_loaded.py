# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.host.hosted import HostedProvider
from openwmi.host.inprocess import InProcessProvider
from openwmi.host.loaded import LoadedProvider

MEMBERS = [name for name in vars(LoadedProvider) if not name.startswith("_")]


@pytest.mark.parametrize("kind", [InProcessProvider, HostedProvider])
@pytest.mark.parametrize("name", MEMBERS)
def test_providers_everywhere_have_the_same_members(kind, name):
    assert "enumerate" in MEMBERS
    assert hasattr(kind, name) or name in kind.__init__.__code__.co_names
