# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from tests.fakes.sites import FROG, JOURNAL, code_of, noted, provider_text

STONES = """
class Acme_Stone { [key] uint32 Id; string Colour = "grey"; };
class Acme_Gem : Acme_Stone { };
"""
TOADS = provider_text(
    """
    def enumerate(self, request):
        note("toads", request.caller.name, request.call.depth > 0, request.context.get("Mine"))
        yield Acme_Toad(Name="Bufo")

    @method(static=True)
    def Add(self, A: uint32, B: uint32) -> uint32:
        return A + B

    @method(static=True)
    def Croak(self) -> None:
        note("croak")
    """,
    name="Toads",
    served="Acme_Toad",
)
TOAD = 'class Acme_Toad(CimClass, namespace="root/acme"):\n    Name: str = key()\n'


@pytest.fixture
def ask(site):
    """Return a function that runs lines in a provider's enumerate and returns what they noted."""
    site.mof(STONES)
    for number in range(3):
        site.put("Acme_Stone", Id=number)
    site.put("Acme_Gem", Id=9)

    def run(lines):
        body = "\n".join("    " + line for line in lines.splitlines())
        head = "def enumerate(self, request):\n    services = request.services\n"
        site.provide(FROG + TOAD + provider_text(f"{head}{body}\n    yield Acme_Frog(Name='x')\n") + TOADS)
        JOURNAL.clear()
        code = code_of(lambda: site.rows("SELECT * FROM Acme_Frog"))
        return code, [entry[1:] for entry in noted("said")]

    return run


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("note('said', services.get('Acme_Stone.Id=1')['Colour'])", [("grey",)]),
        ("note('said', services.get('Acme_Stone.Id=9').class_name)", [("Acme_Gem",)]),
        ("note('said', services.get('Acme_Stone.Id=1', properties=['Id'])['Colour'])", [(None,)]),
        ("note('said', sorted(r['Id'] for r in services.query('SELECT Id FROM Acme_Stone WHERE Id > 0')))",
         [([1, 2, 9],)]),
        ("note('said', [r.relpath for r in services.query('SELECT Colour FROM Acme_Stone WHERE Id = 1')])",
         [(["Acme_Stone.Id=1"],)]),
        ("note('said', len(list(services.instances('Acme_Gem'))))", [(1,)]),
        ("s = services.get('Acme_Stone.Id=1')\ns['Colour'] = 'red'\nnote('said', services.put(s, flags=1).relpath)",
         [("Acme_Stone.Id=1",)]),
        ("services.delete('Acme_Stone.Id=1')\nnote('said', len(list(services.instances('Acme_Stone'))))", [(3,)]),
        ("note('said', services.call('Acme_Toad', 'Add', A=1, B=2)['ReturnValue'])", [(3,)]),
        ("note('said', [t['Name'] for t in services.instances('Acme_Toad')])", [(["Bufo"],)]),
        ("note('said', services.get_class('acme_stone').key_names)", [(("Id",),)]),
    ],
)  # fmt: skip
def test_what_a_provider_may_ask(ask, lines, said):
    assert ask(lines) == ("WBEM_S_NO_ERROR", said)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("services.get('Acme_Stone.Id=77')", "WBEM_E_NOT_FOUND"),
        ("services.get('Acme_Nothing.Id=77')", "WBEM_E_INVALID_CLASS"),
        ("services.get_class('Acme_Nothing')", "WBEM_E_INVALID_CLASS"),
        ("services.get('root\\\\cimv2:Acme_Stone.Id=1')", "WBEM_E_INVALID_OBJECT_PATH"),
        ("list(services.query('SELECT'))", "WBEM_E_INVALID_QUERY"),
        ("list(services.query('SELECT * FROM meta_class'))", "WBEM_E_NOT_SUPPORTED"),
        ("services.put(services.get('Acme_Stone.Id=1'), flags=3)", "WBEM_E_INVALID_PARAMETER"),
        ("services.put(services.get('Acme_Stone.Id=1'), flags=2)", "WBEM_E_ALREADY_EXISTS"),
        ("services.delete('Acme_Stone.Id=77')", "WBEM_E_NOT_FOUND"),
        ("services.call('Acme_Toad', 'Add', A=1, C=2)", "WBEM_E_NOT_FOUND"),
        ("services.call('Acme_Toad', 'Croak', A=1)", "WBEM_E_INVALID_METHOD_PARAMETERS"),
        ("services.call('Acme_Toad', 'Croak')", "WBEM_E_NOT_SUPPORTED"),
        ("services.call('Acme_Toad', 'Sing')", "WBEM_E_INVALID_METHOD"),
        ("list(services.instances('Acme_Frog'))", "WBEM_E_PROVIDER_NOT_CAPABLE"),
    ],
)
def test_codes_come_through_to_the_client(ask, lines, code):
    assert ask(lines)[0] == code


def test_a_nested_call_is_for_the_same_caller_with_the_same_values(site, ask):
    ask("list(services.instances('Acme_Toad'))")
    JOURNAL.clear()
    services = site.services()
    values = {"Mine": 7, "__GET_EXTENSIONS": True, "__GET_EXT_CLIENT_REQUEST": True, "__GET_EXT_KEYS_ONLY": True}
    list(services.create_instance_enum("Acme_Frog", 0, services.new_context(values=values)))
    assert noted("toads") == [("toads", services.caller.name, True, 7)]


def test_values_for_a_partial_get_do_not_reach_a_nested_call(site):
    site.provide(
        FROG + TOAD
        + provider_text("def enumerate(self, request):\n    note('frogs', sorted(request.context))\n"
                        "    list(request.services.instances('Acme_Toad'))\n    yield from ()\n")
        + TOADS.replace('note("toads",', 'note("toads", sorted(request.context),')
    )  # fmt: skip
    services = site.services()
    values = {"__GET_EXTENSIONS": True, "__GET_EXT_CLIENT_REQUEST": True, "__GET_EXT_KEYS_ONLY": True}
    list(services.create_instance_enum("Acme_Frog", 0, services.new_context(values=values)))
    assert noted("frogs") == [("frogs", ["__GET_EXTENSIONS", "__GET_EXT_KEYS_ONLY"])]
    assert noted("toads")[0][1] == []
