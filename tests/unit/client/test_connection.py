# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, datetime

import pytest

from openwmi.client import CimInstance, Connection
from openwmi.errors import (
    AlreadyExistsError,
    InvalidClassError,
    InvalidMethodError,
    InvalidMethodParametersError,
    InvalidNamespaceError,
    InvalidObjectError,
    InvalidObjectPathError,
    InvalidParameterError,
    InvalidQueryError,
    NotFoundError,
    ProviderFailureError,
    TimedOutError,
    TypeMismatchError,
)
from openwmi.model.flags import WBEM_FLAG_CREATE_ONLY, WBEM_FLAG_UPDATE_ONLY
from tests.fakes.sites import noted


def names(rows):
    return sorted(row.Name for row in rows)


def test_query_gives_rows_with_their_columns(connection):
    rows = connection.query("SELECT Size, Name FROM Acme_Pond WHERE Size > 1")
    assert rows.columns == ("Size", "Name")
    assert [(row.Size, row.Name) for row in rows] == [(12, "Lily")]


def test_rows_have_the_selected_properties_only(connection):
    row = next(connection.query("SELECT Name FROM Acme_Pond"))
    assert isinstance(row, CimInstance)
    with pytest.raises(NotFoundError):
        row["Size"]


def test_a_wrong_query_is_refused_at_once(connection):
    with pytest.raises(InvalidQueryError) as failure:
        connection.query("SELECT Name FORM Acme_Pond")
    assert failure.value.position == 12
    with pytest.raises(InvalidClassError):
        connection.query("SELECT Name FROM Acme_Pnd")


def test_rows_before_a_failure_are_given(connection):
    rows = connection.query("SELECT Name, Weight FROM Acme_Toad WHERE Weight > 0")
    assert [next(rows).Name, next(rows).Name] == ["first", "second"]
    with pytest.raises(ProviderFailureError, match="the toads are gone"):
        next(rows)


def test_query_refuses_to_hand_out_classes(connection):
    with pytest.raises(InvalidObjectError, match="class Acme_Lake"):
        list(connection.query("SELECT * FROM meta_class WHERE __CLASS = 'Acme_Lake'"))


def test_query_classes_gives_classes_and_nothing_else(connection):
    wql = "SELECT * FROM meta_class WHERE __SUPERCLASS = 'Acme_Pond'"
    assert [cim_class.name for cim_class in connection.query_classes(wql)] == ["Acme_Lake"]
    with pytest.raises(InvalidObjectError, match="instance of Acme_Pond"):
        list(connection.query_classes("SELECT * FROM Acme_Pond WHERE Name = 'Lily'"))


@pytest.mark.parametrize(
    ("wql", "found"),
    [("SELECT * FROM meta_class WHERE __CLASS = 'Acme_Lake'", "Acme_Lake"), ("SELECT * FROM Acme_Lake", "Acme_Lake")],
)
def test_objects_takes_any_query(connection, wql, found):
    assert [each.class_name for each in connection.objects(wql)] == [found]


def test_explain_asks_nobody(connection):
    assert "provider toads|Toads" in connection.explain("SELECT * FROM Acme_Toad")
    assert noted("update") == []


def test_get_gives_one_object(connection):
    assert connection.get('Acme_Toad.Name="second"').Weight == 2
    with pytest.raises(NotFoundError):
        connection.get('Acme_Pond.Name="Dry"')


def test_get_with_properties_always_gives_the_keys(connection):
    found = connection.get('Acme_Pond.Name="Lily"', properties=["Size"])
    assert (found.Name, found.Size) == ("Lily", 12)


def test_get_refuses_a_class(connection):
    with pytest.raises(InvalidObjectPathError, match="path of a class"):
        connection.get("Acme_Pond")


@pytest.mark.parametrize(("deep", "expected"), [(True, ["Lily", "Loch"]), (False, ["Lily"])])
@pytest.mark.parametrize("properties", [None, ["Name"]])
def test_instances(connection, deep, expected, properties):
    assert names(connection.instances("Acme_Pond", deep=deep, properties=properties)) == expected


def test_instances_with_properties_have_those(connection):
    rows = connection.instances("Acme_Pond", properties=["Size", "Name"])
    assert rows.columns == ("Size", "Name")


def test_associators_and_references(connection):
    lily = connection.get('Acme_Pond.Name="Lily"')
    assert names(connection.associators(lily)) == ["Loch"]
    assert names(connection.associators(lily, association="Acme_Near", result="Acme_Lake", role="One")) == ["Loch"]
    assert names(connection.associators(lily, result_role="One")) == []
    assert [row.Metres for row in connection.references('Acme_Pond.Name="Lily"', role="One")] == [900]
    assert list(connection.references(lily, result="Acme_Near", role="Other")) == []


def test_new_sets_and_checks_properties(connection):
    pond = connection.new("acme_pond", name="Reed", Dug=datetime(2026, 1, 1, tzinfo=UTC))
    assert (pond["Name"], pond["Dug"]) == ("Reed", "20260101000000.000000+000")
    with pytest.raises(TypeMismatchError):
        connection.new("Acme_Pond", Size="wet")
    with pytest.raises(NotFoundError):
        connection.new("Acme_Pond", Depth=1)
    with pytest.raises(NotFoundError):
        connection.new("Acme_Pnd")


def test_put_takes_the_flags_of_the_services(connection):
    pond = connection.new("Acme_Pond", Name="Lily")
    with pytest.raises(AlreadyExistsError):
        connection.put(pond, flags=WBEM_FLAG_CREATE_ONLY)
    with pytest.raises(NotFoundError):
        connection.put(connection.new("Acme_Pond", Name="Dry"), flags=WBEM_FLAG_UPDATE_ONLY)


def test_put_only_never_creates(connection):
    with pytest.raises(NotFoundError):
        connection.put(connection.new("Acme_Pond", Name="Dry", Size=1), only=["Size"])


def test_put_only_writes_null(connection):
    pond = connection.get('Acme_Pond.Name="Lily"')
    pond.Size = None
    connection.put(pond, only=["Size"])
    assert connection.get('Acme_Pond.Name="Lily"').Size is None


def test_delete_takes_paths_and_objects(connection):
    connection.delete('Acme_Pond.Name="Lily"')
    connection.delete(connection.get('Acme_Lake.Name="Loch"'))
    assert names(connection.instances("Acme_Pond")) == []
    with pytest.raises(NotFoundError):
        connection.delete('Acme_Pond.Name="Lily"')


def test_call_takes_a_mapping_and_keywords(connection):
    assert connection.call('Acme_Toad.Name="first"', "weigh", {"times": 2}).Grams == 20
    assert connection.call('Acme_Toad.Name="first"', "Weigh", Times=3).Grams == 30


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("Way", {}, InvalidMethodError),
        ("Weigh", {"Tmes": 1}, InvalidMethodParametersError),
        ("Jump", {"Far": True}, InvalidMethodParametersError),
        ("Weigh", {"Times": "often"}, TypeMismatchError),
    ],
)
def test_call_refuses_what_the_class_does_not_declare(connection, method, arguments, error):
    with pytest.raises(error):
        connection.call('Acme_Toad.Name="first"', method, arguments)


def test_classes(connection):
    assert [c.name for c in connection.classes("Acme_Pond")] == ["Acme_Lake"]
    assert {"Acme_Pond", "Acme_Lake"} <= {c.name for c in connection.classes()}
    assert "Acme_Lake" not in {c.name for c in connection.classes(deep=False)}
    assert connection.get_class("acme_lake").superclass == "Acme_Pond"
    with pytest.raises(NotFoundError):
        connection.get_class("Acme_Pnd")


def test_namespaces(connection):
    assert "root\\acme" in connection.namespaces()
    assert connection.namespace == "root\\acme"


def test_open_namespace_is_relative(site):
    with Connection(site.services("root"), deadline_s=5.0) as root:
        child = root.open_namespace("acme")
        assert (child.namespace, child.deadline_s) == ("root\\acme", 5.0)
        with pytest.raises(InvalidNamespaceError):
            root.open_namespace("nowhere")


SNAILS = """
class Acme_Snail(CimClass, namespace="root/acme"):
    Name: str = key()

class Snails(InstanceProvider[Acme_Snail]):
    def enumerate(self, request):
        yield Acme_Snail(Name="quick")
        request.call.wait_cancelled(20)
        yield Acme_Snail(Name="slow")
"""


@pytest.mark.parametrize(("of_connection", "of_call"), [(None, 0.2), (0.2, None), (60, 0.2)])
def test_a_deadline_bounds_the_call(site, of_connection, of_call):
    site.provide(SNAILS, "snails")
    opened = Connection(site.services(), deadline_s=of_connection)
    rows = opened.query("SELECT * FROM Acme_Snail", deadline_s=of_call)
    assert next(rows).Name == "quick"
    with pytest.raises(TimedOutError):
        next(rows)


def test_closing_gives_back_once(site):
    given_back = []
    with Connection(site.services(), on_close=lambda: given_back.append(1)) as opened:
        assert given_back == []
    opened.close()
    assert given_back == [1]


@pytest.mark.parametrize("wrong", [None, 5, b"SELECT"])
@pytest.mark.parametrize(
    ("call", "what"),
    [
        (Connection.query, "a query"),
        (Connection.objects, "a query"),
        (Connection.query_classes, "a query"),
        (Connection.explain, "a query"),
        (Connection.get, "an object path"),
        (Connection.delete, "an object path"),
        (Connection.associators, "an object path"),
        (Connection.references, "an object path"),
        (Connection.instances, "a class name"),
        (Connection.get_class, "a class name"),
        (Connection.new, "a class name"),
        (Connection.open_namespace, "a namespace"),
        (lambda connection, wrong: connection.call("Acme_Pond", wrong), "a method name"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(connection, call, what, wrong):
    with pytest.raises(InvalidParameterError, match=f"{what} is a text, not {type(wrong).__name__}"):
        call(connection, wrong)


def test_a_superclass_is_a_text_or_none(connection):
    with pytest.raises(InvalidParameterError, match="a class name is a text, not int"):
        connection.classes(5)


def test_the_name_of_a_namespace_is_not_told_at_length(connection):
    with pytest.raises(InvalidNamespaceError) as failure:
        connection.open_namespace("x" * 5000)
    assert len(str(failure.value)) < 300
