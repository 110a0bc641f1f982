# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.dispatch.systemsecurity import answer, core_method
from openwmi.provider.context import CallContext
from openwmi.security.identity import Identity
from openwmi.security.rights import ALL_RIGHTS
from tests.fakes.sites import NS

ROOT = Identity("root", 0, 0)


@pytest.mark.parametrize(
    ("class_name", "method", "is_answered"),
    [
        ("__SystemSecurity", "GetSD", True),
        ("__systemsecurity", "setsd", True),
        ("__SystemSecurity", "Jump", False),
        ("Acme_Frog", "GetSD", False),
    ],
)
def test_what_the_core_answers(class_name, method, is_answered):
    assert (core_method(class_name, method) is not None) is is_answered


def test_every_method_of_the_class_is_answered(site):
    methods = site.services().get_class("__SystemSecurity").methods
    assert len(methods) == 7
    assert all(core_method("__SystemSecurity", name) for name in methods)


def test_an_answer_has_all_out_parameters(site):
    method = site.services().get_class("__SystemSecurity").methods["GetCallerAccessRights"]
    function = core_method("__SystemSecurity", "GetCallerAccessRights")
    assert function is not None
    result = answer(function, method, None, site.core.view(NS), CallContext(ROOT))
    assert result is not None
    assert (result["rights"], result["ReturnValue"]) == (ALL_RIGHTS, 0)
