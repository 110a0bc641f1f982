# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import pytest

from openwmi.errors import NotFoundError
from openwmi.model.flags import (
    WBEM_FLAG_DIRECT_READ,
    WBEM_FLAG_ENSURE_LOCATABLE,
    WBEM_FLAG_PROTOTYPE,
    WBEM_FLAG_SHALLOW,
    WBEM_FLAG_USE_AMENDED_QUALIFIERS,
)
from tests.fakes.sites import FROG, JOURNAL, calls_noted, code_of, drain, eventually, noted, provider_text, symbol

FROGS = "FROGS = [Acme_Frog(Name=n, Weight=w) for n, w in (('Kermit', 320), ('Fritz', 100), ('Gina', None))]\n"
ENUMERATE = "def enumerate(self, request):\n    note('enumerate')\n    yield from FROGS\n"
QUERY = "def query(self, query, request):\n    note('query', query)\n    yield from FROGS\n"
GET = (
    "def get(self, key, request):\n"
    "    note('get', key.Name)\n"
    "    return next((f for f in FROGS if f.Name == key.Name), None)\n"
)


def declining(*failures):
    """A query that is answered only after the first few were declined."""
    lines = [f"    if len(noted) == {n}:\n        raise {failure}" for n, failure in enumerate(failures, 1)]
    return "\n".join(
        ["def query(self, query, request):", "    note('query', query)", "    noted = NOTED", "    noted.append(query)",
         *lines, "    yield from FROGS", ""]
    )  # fmt: skip


def frogs(site, *functions, keywords=""):
    site.provide(FROG + FROGS + "NOTED = []\n" + provider_text("\n".join(functions), keywords=keywords))


HEAVY = "SELECT * FROM Acme_Frog WHERE Weight > 200"
V1 = ", query_levels=('WQL:V1ProviderDefined',)"


@pytest.mark.parametrize(
    ("functions", "keywords", "names", "calls"),
    [
        ([ENUMERATE], "", ["Kermit"], ["enumerate"]),
        ([ENUMERATE, QUERY], "", ["Kermit"], ["query"]),
        ([ENUMERATE, QUERY], V1, ["Fritz", "Gina", "Kermit"], ["query"]),
        ([ENUMERATE, declining("NotImplementedError")], "", ["Kermit"], ["query", "enumerate"]),
        ([ENUMERATE, declining("ProviderNotCapableError('x')")], "", ["Kermit"], ["query", "enumerate"]),
        ([ENUMERATE, declining("UnsupportedParameterError('x')")], "", ["Kermit"], ["query", "enumerate"]),
        ([ENUMERATE, declining("NotSupportedError('x')")], V1, ["Kermit"], ["query", "enumerate"]),
        ([QUERY], "", ["Kermit"], ["query"]),
    ],
)
def test_what_a_query_asks_of_its_provider(site, functions, keywords, names, calls):
    frogs(site, *functions, keywords=keywords)
    assert site.names(HEAVY) == names
    assert calls_noted() == calls


def test_a_query_that_is_too_hard_is_made_simpler_before_everything_is_read(site):
    frogs(site, ENUMERATE, declining("UnsupportedParameterError('x')"))
    assert site.names("SELECT * FROM Acme_Frog WHERE Weight > 200 AND Colour = 'GREEN'") == ["Kermit"]
    assert JOURNAL == [
        ("query", 'SELECT * FROM Acme_Frog WHERE Weight > 200 AND Colour = "GREEN"'),
        ("query", 'SELECT * FROM Acme_Frog WHERE Colour = "GREEN"'),
    ]


@pytest.mark.parametrize(
    ("functions", "code"),
    [
        ([GET], "WBEM_E_PROVIDER_NOT_CAPABLE"),
        ([declining("NotImplementedError", "NotImplementedError")], "WBEM_E_PROVIDER_NOT_CAPABLE"),
        (["def query(self, query, request):\n    yield FROGS[0]\n    raise NotImplementedError\n", ENUMERATE],
         "WBEM_E_NOT_SUPPORTED"),
        (["def enumerate(self, request):\n    raise ProviderNotCapableError('no')\n    yield\n"],
         "WBEM_E_PROVIDER_NOT_CAPABLE"),
    ],
)  # fmt: skip
def test_codes_of_a_query_nobody_answers(site, functions, code):
    frogs(site, *functions)
    assert code_of(lambda: site.rows("SELECT * FROM Acme_Frog")) == code


@pytest.mark.parametrize(
    ("where", "calls"),
    [
        ("Name = 'Kermit'", ["get"]),
        ("Name = 'Kermit' AND Weight > 1", ["get"]),
        ("Name = 'KERMIT'", ["get", "enumerate"]),
        ("Name = 'Piggy'", ["get", "enumerate"]),
        ("Name = '4711'", ["get"]),
        ("Name = 'Kermit' OR Name = 'Fritz'", ["enumerate"]),
        ("NOT Name = 'Kermit'", ["enumerate"]),
        ("Name = 'Kermit' AND Name = 'Fritz'", []),
    ],
)
def test_equal_keys_are_a_get_without_changing_the_answer(site, where, calls):
    frogs(site, GET, ENUMERATE)
    everything = [row for row in ("Kermit", "Fritz", "Gina") if row.upper() in where.upper() and "NOT" not in where]
    expected = [] if "AND Name" in where else sorted(everything)
    found = site.names(f"SELECT * FROM Acme_Frog WHERE {where}")
    assert found == (["Fritz", "Gina"] if "NOT" in where else expected)
    assert calls_noted() == calls


TREE = """
class Acme_Animal(CimClass, namespace="root/acme", abstract=True):
    Name: str = key()
class Acme_Cat(Acme_Animal):
    Lives: uint8 | None = prop()
class Acme_Lion(Acme_Cat):
    Mane: bool | None = prop()
class Acme_Dog(Acme_Animal):
    pass
"""


def yielding(class_name, *names, after=""):
    rows = "".join(f"    yield {class_name}(Name='{name}')\n" for name in names)
    head = f"def enumerate(self, request):\n    note('enumerate', '{class_name}')\n"
    return f"{head}{rows}{after}    yield from ()\n"


def tree(site, *, cats=None, lions=None, dogs=None):
    site.provide(
        TREE
        + provider_text(cats or yielding("Acme_Cat", "Tom", "Leo"), name="Cats", served="Acme_Cat")
        + provider_text(lions or yielding("Acme_Lion", "Leo"), name="Lions", served="Acme_Lion")
        + provider_text(dogs or yielding("Acme_Dog", "Rex", "Tom"), name="Dogs", served="Acme_Dog")
    )


def places(rows):
    return sorted(row.relpath for row in rows)


def test_a_class_is_read_with_its_subclasses_and_the_derived_object_of_a_key_counts(site):
    tree(site)
    assert places(site.rows("SELECT * FROM Acme_Animal")) == [
        'Acme_Cat.Name="Tom"',
        'Acme_Dog.Name="Rex"',
        'Acme_Dog.Name="Tom"',
        'Acme_Lion.Name="Leo"',
    ]


@pytest.mark.parametrize(
    ("class_name", "flags", "expected"),
    [
        ("Acme_Animal", WBEM_FLAG_SHALLOW, []),
        ("Acme_Cat", 0, ['Acme_Cat.Name="Tom"', 'Acme_Lion.Name="Leo"']),
        ("Acme_Cat", WBEM_FLAG_SHALLOW, ['Acme_Cat.Name="Leo"', 'Acme_Cat.Name="Tom"']),
        ("Acme_Cat", WBEM_FLAG_DIRECT_READ, ['Acme_Cat.Name="Leo"', 'Acme_Cat.Name="Tom"']),
        ("Acme_Cat", WBEM_FLAG_USE_AMENDED_QUALIFIERS, ['Acme_Cat.Name="Tom"', 'Acme_Lion.Name="Leo"']),
        ("acme_LION", 0, ['Acme_Lion.Name="Leo"']),
    ],
)
def test_deep_shallow_and_direct_enumeration(site, class_name, flags, expected):
    tree(site)
    assert places(site.services().create_instance_enum(class_name, flags)) == expected


def test_direct_read_of_a_query_leaves_subclasses_out(site):
    tree(site)
    assert places(site.rows("SELECT * FROM Acme_Cat", WBEM_FLAG_DIRECT_READ)) == [
        'Acme_Cat.Name="Leo"',
        'Acme_Cat.Name="Tom"',
    ]
    assert noted("enumerate") == [("enumerate", "Acme_Cat")]


def test_the_class_condition_spares_the_other_providers(site):
    tree(site)
    assert places(site.rows("SELECT * FROM Acme_Animal WHERE __CLASS = 'Acme_Dog' OR __CLASS = 'acme_lion'")) == [
        'Acme_Dog.Name="Rex"',
        'Acme_Dog.Name="Tom"',
        'Acme_Lion.Name="Leo"',
    ]
    assert ("enumerate", "Acme_Cat") not in JOURNAL


@pytest.mark.parametrize(
    ("failure", "status", "is_told"),
    [
        ("ValueError('no')", "WBEM_S_PARTIAL_RESULTS", True),
        ("TimeoutError('no')", "WBEM_S_PARTIAL_RESULTS", True),
        ("PermissionError('no')", "WBEM_S_ACCESS_DENIED", True),
        ("ProviderNotCapableError('no')", "WBEM_S_NO_ERROR", False),
    ],
)
def test_a_failing_subclass_leaves_a_status_behind(site, failure, status, is_told):
    tree(site, lions=yielding("Acme_Lion", "Leo", after=f"    raise {failure}\n"))
    found = site.services().exec_query("WQL", "SELECT * FROM Acme_Animal WHERE NOT Name = 'Tom'")
    assert places(found) == ['Acme_Dog.Name="Rex"', 'Acme_Lion.Name="Leo"']
    assert symbol(found.status) == status
    assert [("Acme_Lion" in warning) for warning in found.warnings] == [True] * is_told


def test_a_failing_named_class_is_an_error_after_the_other_rows(site):
    tree(site, cats=yielding("Acme_Cat", "Tom", after="    raise ValueError('no')\n"))
    rows, error = drain(site.services().exec_query("WQL", "SELECT * FROM Acme_Cat"))
    assert places(rows) == ['Acme_Cat.Name="Tom"', 'Acme_Lion.Name="Leo"']
    assert error is not None
    assert error.symbol == "WBEM_E_PROVIDER_FAILURE"


def test_a_key_given_twice_by_one_provider_is_one_object_and_a_warning(site):
    tree(site, dogs=yielding("Acme_Dog", "Rex", "REX", "Rex"))
    found = site.services().exec_query("WQL", "SELECT * FROM Acme_Dog")
    assert places(found) == ['Acme_Dog.Name="Rex"']
    assert symbol(found.status) == "WBEM_S_DUPLICATE_OBJECTS"
    assert all("Dogs" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("columns", "flags", "names", "relpath", "path_is_null"),
    [
        ("*", 0, ["Colour", "Name", "Weight"], 'Acme_Frog.Name="Kermit"', False),
        ("Weight", 0, ["Weight"], None, True),
        ("weight, COLOUR, Weight", 0, ["Colour", "Weight"], None, True),
        ("Name, Weight", 0, ["Name", "Weight"], 'Acme_Frog.Name="Kermit"', True),
        ("Weight", WBEM_FLAG_ENSURE_LOCATABLE, ["Name", "Weight"], 'Acme_Frog.Name="Kermit"', False),
        ("__PATH, Weight", 0, ["Weight"], None, False),
        ("__RELPATH", 0, [], 'Acme_Frog.Name="Kermit"', True),
    ],
)
def test_projection(site, columns, flags, names, relpath, path_is_null):
    frogs(site, ENUMERATE)
    (row,) = site.rows(f"SELECT {columns} FROM Acme_Frog WHERE Name LIKE 'Kerm%'", flags)
    assert list(row.names()) == names
    assert row["__PROPERTY_COUNT"] == len(names)
    assert row["__CLASS"] == "Acme_Frog"
    assert (row["__PATH"] is None) == path_is_null
    assert row["__RELPATH"] == relpath


def test_what_is_not_selected_is_not_there(site):
    frogs(site, ENUMERATE)
    (row,) = site.rows("SELECT Name FROM Acme_Frog WHERE Weight = 320")
    with pytest.raises(NotFoundError, match="did not select"):
        row["Weight"]


def test_columns_come_in_the_order_written(site):
    frogs(site, ENUMERATE)
    assert site.services().exec_query("WQL", "SELECT weight, Name FROM Acme_Frog").columns == ("Weight", "Name")
    assert site.services().exec_query("WQL", "SELECT * FROM Acme_Frog").columns is None


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT * FROM Acme_Frog WHERE Weight > 1000", ["Colour", "Name", "Weight"]),
        ("SELECT Weight FROM Acme_Frog", ["Weight"]),
    ],
)
def test_a_prototype_shows_the_shape_and_asks_nobody(site, query, names):
    frogs(site, ENUMERATE)
    (row,) = site.rows(query, WBEM_FLAG_PROTOTYPE)
    assert (list(row.names()), row["Weight"], calls_noted()) == (names, None, [])


def test_static_and_provided_classes_of_one_tree_answer_together(site):
    site.mof("[abstract] class Acme_Thing { [key] string Name; }; class Acme_Stone : Acme_Thing { };")
    site.put("Acme_Stone", Name="Granite")
    site.provide(
        'class Acme_Thing(CimClass, namespace="root/acme", abstract=True):\n    Name: str = key()\n'
        + "class Acme_Frog(Acme_Thing):\n    pass\n"
        + provider_text("def enumerate(self, request):\n    yield Acme_Frog(Name='Kermit')")
    )
    assert site.names("SELECT Name FROM Acme_Thing") == ["Granite", "Kermit"]
    assert site.names("SELECT Name FROM Acme_Thing WHERE Name = 'granite'") == ["Granite"]


def test_properties_and_values_reach_the_provider(site):
    look = (
        "def enumerate(self, request):\n"
        "    note(sorted(request.properties or ['*']), request.keys_only, request.values_for('Colour'))\n"
        "    yield from FROGS\n"
    )
    frogs(site, look)
    site.rows("SELECT Name FROM Acme_Frog")
    site.rows("SELECT Weight FROM Acme_Frog WHERE Colour = 'red' OR Colour = 'green'")
    site.rows("SELECT * FROM Acme_Frog")
    assert JOURNAL == [
        (["Name"], True, None),
        (["Colour", "Name", "Weight"], False, ("red", "green")),
        (["*"], False, None),
    ]


def test_closing_early_runs_the_finally_of_the_provider(site):
    frogs(
        site,
        "def enumerate(self, request):\n    try:\n        while True:\n            yield FROGS[0]\n"
        "    finally:\n        note('finally')\n",
    )
    view = site.services()
    with view.exec_query("WQL", "SELECT Name FROM Acme_Frog WHERE Name LIKE 'K%'", 0x20) as found:
        assert next(iter(found))["Name"] == "Kermit"
    assert eventually(lambda: noted("finally") == [("finally",)])
