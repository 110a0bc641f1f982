# SPDX-License-Identifier: Apache-2.0

import json

import pytest


def test_a_static_method(openwmi):
    told = openwmi("call", "Acme_Toad", "add", "left=2", "Right=0x3")
    assert (told.code, told.out) == (0, "ReturnValue  5\n")


def test_as_json(openwmi):
    assert json.loads(openwmi("call", "Acme_Toad", "Add", "Left=1", "Right=1", "-o", "json").out) == {"ReturnValue": 2}


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["Acme_Tod", "Add"], 1, "did you mean Acme_Toad"),
        (["Acme_Toad", "Sub"], 1, "its methods: Add"),
        (["Acme_Toad", "Add", "Lft=1"], 2, "method Acme_Toad.Add has no Lft; did you mean Left?"),
        (["Acme_Toad", "Add", "Left=-1"], 2, "WBEM_E_VALUE_OUT_OF_RANGE"),
    ],
)
def test_failures(openwmi, arguments, code, part):
    told = openwmi("call", *arguments)
    assert (told.code, told.out) == (code, "")
    assert part in told.err
