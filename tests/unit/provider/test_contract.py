# SPDX-License-Identifier: Apache-2.0
"""ProviderContract: the shape in which the host drives providers."""

import pytest

from openwmi.provider import InstanceProvider
from openwmi.provider.contract import Capabilities, InitializeArguments, ProviderContract
from openwmi.provider.typed import TypedProvider
from tests.fakes.ponds import Acme_Frog, new_call


@pytest.mark.parametrize(
    ("capabilities", "serves"),
    [
        (Capabilities(), False),
        (Capabilities(methods=frozenset({"feed"})), False),
        (Capabilities(get=True), True),
        (Capabilities(enumerate=True), True),
        (Capabilities(query_levels=("WQL:UnarySelect",)), True),
        (Capabilities(put=True), True),
        (Capabilities(delete=True), True),
    ],
)
def test_methods_alone_do_not_serve_instances(capabilities, serves):
    assert capabilities.serves_instances is serves


def test_initialize_arguments_default_to_one_object_for_everybody():
    arguments = InitializeArguments("root\\acme", new_call())
    assert (arguments.user, arguments.flags, arguments.locale, arguments.services) == (None, 0, None, None)


def test_the_typed_adapter_has_the_shape_of_the_contract():
    class Frogs(InstanceProvider[Acme_Frog]):
        pass

    provider: ProviderContract = TypedProvider(Frogs)
    assert provider.capabilities == Capabilities()
