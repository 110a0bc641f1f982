# SPDX-License-Identifier: Apache-2.0

import textwrap

import pytest

from openwmi.cli.providerpage import page_lines, problems_of
from openwmi.provider.instance import declaration_of
from openwmi.provider.loading import load_provider_file, providers_in

HEAD = """
from openwmi.provider import *

class Acme_Frog(CimClass, namespace="root/acme"{keywords}):
    {doc}
    Name: str = {name}
    Weight: uint32 | None = prop(write={write})

class Frogs(InstanceProvider[Acme_Frog]):
"""
ENUMERATE = "def enumerate(self, request): yield Acme_Frog(Name='x')"
GET = "def get(self, key, request): return key"
UPDATE = "def update(self, frog, changed, request): pass"
METHOD = "@method\ndef Jump(self, key: Acme_Frog, request: Request) -> None: pass"


@pytest.fixture
def provider(tmp_path):
    def make(*functions, doc='"""A frog."""', name="key()", write=False, keywords=""):
        head = HEAD.format(doc=doc, name=name, write=write, keywords=keywords)
        body = "\n".join(textwrap.indent(text, "    ") for text in functions)
        file = tmp_path / "frogs.py"
        file.write_text(head + body, encoding="utf-8")
        return providers_in(load_provider_file(file))[0]

    return make


def problems(provider_class):
    return list(problems_of(declaration_of(provider_class)))


def test_a_page(provider):
    lines = list(page_lines(provider(ENUMERATE, UPDATE, METHOD, write=True)))
    assert lines[:7] == [
        "provider    frogs|Frogs",
        "namespace   root\\acme",
        "class       Acme_Frog",
        "key         Name",
        "can         enumerate, put, partial put, methods",
        "methods     Jump",
        "",
    ]
    assert "class Acme_Frog" in "\n".join(lines[7:])


@pytest.mark.parametrize(
    ("functions", "options", "part"),
    [
        ([ENUMERATE], {"name": "prop()"}, "the class has no key"),
        ([UPDATE], {"write": True}, "nothing can be read"),
        ([GET], {}, "queries find nothing"),
        ([ENUMERATE], {"write": True}, "Weight cannot be written"),
        ([ENUMERATE], {"doc": "pass"}, "no docstring"),
    ],
)
def test_problems(provider, functions, options, part):
    found = provider(*functions, **options)
    assert [problem for problem in problems(found) if part in problem]
    assert any(line.startswith("problem     ") and part in line for line in page_lines(found))


@pytest.mark.parametrize(
    ("functions", "options"),
    [([ENUMERATE], {}), ([METHOD], {}), ([ENUMERATE, UPDATE], {"write": True})],
)
def test_no_problems(provider, functions, options):
    assert problems(provider(*functions, **options)) == []


def test_a_singleton_needs_no_key(provider):
    found = provider(ENUMERATE, name="prop()", keywords=", singleton=True")
    assert problems(found) == []
    assert "key         none: a singleton" in list(page_lines(found))
