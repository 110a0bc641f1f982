# SPDX-License-Identifier: Apache-2.0
"""The class keywords of a provider."""

from dataclasses import fields
from typing import get_type_hints

import pytest

from openwmi.errors import InvalidProviderRegistrationError
from openwmi.provider.settings import ProviderOptions, ProviderSettings, Reentrancy, read_settings


class Frogs:
    pass


def test_the_defaults_are_those_of_wmi():
    settings = read_settings(Frogs, {})
    assert settings.name == "test_settings|Frogs"
    assert settings == ProviderSettings(settings.name)
    assert (settings.hosting, settings.pure, settings.per_user, settings.reentrancy) == (None, True, False, 0)


def test_keywords_replace_the_defaults():
    settings = read_settings(Frogs, {"name": "Acme|Frogs|1", "serialized": True, "unload_after_s": 30})
    assert (settings.name, settings.serialized, settings.unload_after_s) == ("Acme|Frogs|1", True, 30)


def test_an_unknown_keyword_is_named():
    with pytest.raises(InvalidProviderRegistrationError, match=r"Frogs.*hostin") as caught:
        read_settings(Frogs, {"hostin": "WmiCore"})  # type: ignore[typeddict-unknown-key]
    assert "hosting" in caught.value.next_step


def test_impersonating_needs_one_object_per_user():
    with pytest.raises(InvalidProviderRegistrationError, match="impersonates"):
        read_settings(Frogs, {"impersonate": True})
    assert read_settings(Frogs, {"impersonate": True, "per_user": True}).impersonate


def test_type_checkers_and_python_know_the_same_keywords():
    assert set(get_type_hints(ProviderOptions)) == {field.name for field in fields(ProviderSettings)}


def test_reentrancy_has_the_published_numbers():
    assert [(r.name, r.value) for r in Reentrancy] == [
        ("SERIALIZED", 0),
        ("SERIALIZED_PER_NAMESPACE", 1),
        ("CONCURRENT", 2),
    ]


def test_query_levels_are_a_list():
    with pytest.raises(InvalidProviderRegistrationError, match="query_levels"):
        read_settings(Frogs, {"query_levels": "WQL:UnarySelect"})
