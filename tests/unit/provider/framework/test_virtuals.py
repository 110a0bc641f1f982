# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.provider.framework import CInstance, MethodContext, ProviderVirtuals
from openwmi.provider.framework.query import CFrameworkQuery
from tests.fakes.namespaces import CLASSES, asking, blank

NOT_CAPABLE = 0x80041024
UNSUPPORTED = 0x80041035


class Acme_Frog(ProviderVirtuals):
    pass


def test_every_default_is_not_capable_but_flush():
    provider = Acme_Frog()
    instance, context = CInstance(blank()), MethodContext(asking())
    query = CFrameworkQuery("", CLASSES["acme_frog"], asking())
    assert {
        provider.PutInstance(instance), provider.DeleteInstance(instance), provider.GetObject(instance),
        provider.EnumerateInstances(context), provider.ExecQuery(context, query),
        provider.ExecMethod(instance, "Croak", None, None),
    } == {NOT_CAPABLE}  # fmt: skip
    assert provider.Flush() == 0


def test_names_and_their_defaults():
    assert (Acme_Frog().GetProviderName(), Acme_Frog().GetNamespace()) == ("Acme_Frog", "root\\cimv2")
    named = Acme_Frog("Acme_Toad", "root/acme")
    assert (named.GetProviderName(), named.GetNamespace()) == ("Acme_Toad", "root\\acme")


@pytest.mark.parametrize(
    ("operation", "accepted"),
    [("PutInstance", 3), ("Deletion", 0), ("GetObj", 0), ("Enumeration", 0), ("Query", 0), ("Method", 0)],
)
def test_each_operation_accepts_its_flags(operation, accepted):
    validate = getattr(Acme_Frog(), f"Validate{operation}Flags")
    for flag in (1, 2, 3, 4, 0x10, 0x20000):
        assert validate(flag) == (0 if flag & ~accepted == 0 else UNSUPPORTED)
    assert validate(0) == 0


def test_a_provider_may_accept_more():
    class Lenient(ProviderVirtuals):
        DeletionFlags = 0x4

    assert Lenient().ValidateDeletionFlags(4) == 0
    assert Lenient().ValidateFlags(0x5, 0x4) == UNSUPPORTED
