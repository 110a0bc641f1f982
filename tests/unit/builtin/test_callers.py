# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from openwmi.builtin.callers import may_act_as
from openwmi.security.identity import Identity, ImpersonationLevel


@pytest.mark.parametrize(
    ("caller", "user_id", "expected"),
    [
        (0, 0, True),
        (0, 1000, True),
        (0, None, True),
        (1000, 1000, True),
        (1000, 1001, False),
        (1000, 0, False),
        (1000, None, False),
        (None, 1000, False),
        (None, None, False),
    ],
)
def test_root_and_the_account_itself(make_request, caller, user_id, expected):
    assert may_act_as(make_request(caller=Identity("caller", caller)), user_id) is expected


def test_a_caller_that_is_identified_only_may_act_as_nobody(make_request):
    shy = Identity("root", 0, level=ImpersonationLevel.RPC_C_IMP_LEVEL_IDENTIFY)
    assert not may_act_as(make_request(caller=shy), 0)
