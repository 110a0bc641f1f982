# SPDX-License-Identifier: Apache-2.0

import copy
from datetime import UTC, datetime, timedelta, timezone

import pytest

from openwmi.client.ciminstance import CimInstance, path_of, python_time
from openwmi.errors import InvalidObjectError, NotFoundError, ReadOnlyError, TypeMismatchError
from openwmi.model.cimdatetime import CimDatetime
from tests.fakes.sites import noted


@pytest.fixture
def lily(connection):
    return connection.get('Acme_Pond.Name="Lily"')


@pytest.fixture
def toad(connection):
    return connection.get('Acme_Toad.Name="first"')


def test_attributes_are_properties_in_any_case(lily):
    assert (lily.Name, lily.name, lily.SIZE) == ("Lily", "Lily", 12)


def test_items_are_cim_values_and_attributes_python_values(lily):
    assert lily["Dug"] == "20240229123000.000000+060"
    assert lily.Dug == datetime(2024, 2, 29, 12, 30, tzinfo=timezone(timedelta(hours=1)))
    assert lily.Drained == timedelta(days=3, hours=4, minutes=5, seconds=6)


def test_embedded_objects_and_arrays_have_python_values_too(lily):
    assert lily.Water.Celsius == 4.5
    assert lily.Water.Taken == datetime(2026, 1, 1, tzinfo=UTC)
    assert lily.Tags == ["deep", "cold"]


def test_system_properties_are_attributes(lily):
    assert getattr(lily, "__CLASS") == "Acme_Pond"


def test_a_name_that_python_finds_first_is_reached_as_item(lily):
    assert lily["path"] == "behind the mill"
    assert lily.path.relpath == 'Acme_Pond.Name="Lily"'


def test_unknown_attributes_are_attribute_errors(lily):
    with pytest.raises(AttributeError, match="Acme_Pond has no property or method Depth"):
        _ = lily.Depth
    with pytest.raises(AttributeError, match="Acme_Pond has no property Depth"):
        lily.Depth = 3
    assert not hasattr(lily, "Depth")


def test_an_instance_can_be_copied(lily):
    assert copy.copy(lily).Name == "Lily"


def test_properties_and_methods_are_listed(toad):
    assert {"Name", "Weight", "Weigh", "save"} <= set(dir(toad))


def test_setting_coerces_and_notes_the_change(lily):
    lily.size = "13"
    lily.Dug = datetime(2025, 1, 2, tzinfo=UTC)
    assert (lily["Size"], lily["Dug"]) == (13, "20250102000000.000000+000")
    assert lily.changed == {"size", "dug"}


def test_setting_refuses_what_does_not_fit(lily):
    with pytest.raises(TypeMismatchError):
        lily.Size = "many"
    with pytest.raises(ReadOnlyError):
        setattr(lily, "__CLASS", "Acme_Lake")


def test_save_writes_what_was_changed_and_nothing_else(connection, lily):
    lily.Size = 20
    other = connection.get('Acme_Pond.Name="Lily"')
    other["Tags"] = None
    other.save()
    assert lily.save().endswith('Acme_Pond.Name="Lily"')
    now = lily.refresh()
    assert (now.Size, now.Tags) == (20, None)
    assert lily.changed == set()


def test_save_without_a_change_writes_nothing(connection, lily):
    connection.delete(lily)
    assert lily.save().endswith('Acme_Pond.Name="Lily"')
    with pytest.raises(NotFoundError):
        lily.refresh()


def test_save_only_names_the_properties(toad):
    toad.Weight = 9
    toad.save(only=["weight"])
    assert noted("update") == [("update", "first", 9, frozenset({"Weight"}))]
    with pytest.raises(NotFoundError):
        toad.save(only=["Height"])


def test_a_new_object_is_saved_whole(connection):
    pond = connection.new("Acme_Pond", Name="Reed")
    before = pond.changed
    pond.save()
    assert (before, pond.changed) == (None, set())
    assert connection.get('Acme_Pond.Name="Reed"').Size is None


def test_methods_are_methods(toad):
    assert toad.Weigh(Times=3).Grams == 30
    assert toad.weigh({"Times": 4}).Grams == 40
    assert toad.call("Weigh", Times=5).ReturnValue == 0


def test_a_void_method_gives_an_object_without_properties(toad):
    assert toad.Jump().names() == ()
    assert noted("jump") == [("jump", "first")]


def test_delete_deletes(toad):
    toad.delete()
    assert noted("delete") == [("delete", "first")]


def test_a_row_without_its_keys_has_no_way_back(connection):
    row = next(iter(connection.query("SELECT Size FROM Acme_Pond")))
    with pytest.raises(InvalidObjectError) as failure:
        row.delete()
    assert failure.value.next_step == "select the key properties too: Name"


def test_a_locatable_row_has_a_way_back(connection):
    row = next(iter(connection.query("SELECT Size FROM Acme_Pond WHERE Name = 'Lily'", locatable=True)))
    assert path_of(row).endswith(':Acme_Pond.Name="Lily"')


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20260101000000.000000+***", datetime(2026, 1, 1)),  # noqa: DTZ001 - the offset is open
        ("2026****000000.000000+000", "2026****000000.000000+000"),
        ("20260231000000.000000+000", "20260231000000.000000+000"),
        ("********000000.000000:000", "********000000.000000:000"),
    ],
)
def test_open_fields_and_impossible_days_stay_text(text, value):
    assert python_time(CimDatetime(text)) == value


def test_the_values_are_shared_with_the_source(connection, site):
    source = site.new("Acme_Pond", Name="Reed")
    assert CimInstance(source, connection).values is source.values
