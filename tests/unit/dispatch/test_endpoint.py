# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.dispatch.endpoint import Endpoint
from openwmi.errors import InvalidObjectPathError

MOF = """
class Acme_Stone { [key] string Name; };
class Acme_Gem : Acme_Stone { };
class Acme_Other { [key] string Name; };
[association] class Acme_Near { [key] Acme_Stone ref One; [key] Acme_Stone ref Two; };
"""


@pytest.fixture
def near(site):
    site.mof(MOF)
    ruby = site.new("Acme_Gem", Name="Ruby")
    view = site.services()._view
    endpoint = Endpoint(ruby, view.namespace)

    def roles(one, two='Acme_Stone.Name="x"'):
        return endpoint.roles_in(site.new("Acme_Near", One=one, Two=two), ("One", "Two"), view)

    return roles


@pytest.mark.parametrize(
    ("reference", "is_meant"),
    [
        ('Acme_Gem.Name="Ruby"', True),
        ("acme_gem.name='RUBY'", True),
        ('Acme_Gem="Ruby"', True),
        ('Acme_Stone.Name="Ruby"', True),
        ('root\\acme:Acme_Gem.Name="Ruby"', True),
        ('\\\\.\\root\\acme:Acme_Gem.Name="Ruby"', True),
        ('\\\\localhost\\ROOT\\acme:Acme_Gem.Name="Ruby"', True),
        ('\\\\FARAWAY\\root\\acme:Acme_Gem.Name="Ruby"', False),
        ('root\\cimv2:Acme_Gem.Name="Ruby"', False),
        ('Acme_Gem.Name="Opal"', False),
        ('Acme_Other.Name="Ruby"', False),
        ('Acme_Nothing.Name="Ruby"', False),
        ("Acme_Gem", False),
        ("not a path =", False),
        (None, False),
    ],
)
def test_which_references_mean_it(near, reference, is_meant):
    assert near(reference) == (("One",) if is_meant else ())


def test_both_references_may_mean_it(near):
    assert near('Acme_Gem.Name="Ruby"', 'Acme_Stone.Name="RUBY"') == ("One", "Two")


def test_it_tells_how_references_may_be_spelled(site, near):
    relative, full = Endpoint(site.new("Acme_Gem", Name="Ruby"), "root\\acme").spellings
    assert relative == 'Acme_Gem.Name="Ruby"'
    assert full.endswith(f"\\root\\acme:{relative}")


def test_an_object_without_keys_is_nobodys_endpoint(site, near):
    with pytest.raises(InvalidObjectPathError):
        Endpoint(site.new("Acme_Gem"), "root\\acme")
