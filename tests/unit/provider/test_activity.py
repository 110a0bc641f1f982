# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.provider.activity import ProviderFigures, figures_of
from tests.fakes.ponds import new_request


class Core:
    def provider_activity(self):
        return ["figures"]


def test_calls_are_those_of_all_operations():
    operations = {"GetObject": 2, "ExecQuery": 5}
    figures = ProviderFigures("a", "root", "SelfHost", 1, True, operations, 0, 0, 0, 0.0, 0.0, 0.0, 0, "", ())
    assert figures.calls == 7


@pytest.mark.parametrize(("services", "expected"), [(None, ()), (object(), ()), (Core(), ["figures"])])
def test_only_the_core_is_a_source(services, expected):
    assert figures_of(new_request(services=services)) == expected
