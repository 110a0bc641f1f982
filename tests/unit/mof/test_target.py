# SPDX-License-Identifier: Apache-2.0
from openwmi.mof.target import MofTarget
from tests.inmemory import MemoryStore


def store(target: MofTarget) -> bool:
    return (
        target.has_namespace("root\\default") and target.classes("root\\default").find_class("__Provider") is not None
    )


def test_a_store_in_memory_is_a_target():
    assert store(MemoryStore())
