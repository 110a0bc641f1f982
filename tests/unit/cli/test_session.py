# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.cli.options import Target
from openwmi.cli.session import class_named, connected, instance_path, spawner
from openwmi.errors import InvalidNamespaceError, InvalidObjectPathError, NotFoundError
from openwmi.model.objectpath import ObjectPath


@pytest.mark.usefixtures("openwmi")
@pytest.mark.parametrize(
    ("path", "namespace"),
    [(None, "root\\acme"), ("Acme_Pond", "root\\acme"), ("root/default:Acme_Pond", "root\\default")],
)
def test_a_namespace_in_the_path_wins(furnished, path, namespace):
    target = Target("root/acme", furnished, 3.0)
    with connected(target, ObjectPath.parse(path) if path else None) as connection:
        assert (connection.namespace, connection.deadline_s) == (namespace, 3.0)


@pytest.mark.usefixtures("openwmi")
def test_a_namespace_that_does_not_exist(furnished):
    with pytest.raises(InvalidNamespaceError), connected(Target("root/x", furnished, None)):
        pass


def test_instance_path():
    assert instance_path("Acme_Pond.Name='x'").keys == (("Name", "x"),)
    assert instance_path("Acme_Pond.Name=7").keys == (("Name", "7"),)
    assert instance_path("Acme_Setup=@").is_singleton


@pytest.mark.parametrize("text", ["Acme_Pond", "root\\acme", "Acme_Pond."])
def test_what_is_no_instance_path(text):
    with pytest.raises(InvalidObjectPathError):
        instance_path(text)


def test_class_named_suggests(connection):
    assert class_named(connection, "acme_pond").name == "Acme_Pond"
    with pytest.raises(NotFoundError) as failure:
        class_named(connection, "Acme_Pnd")
    assert "did you mean Acme_Pond?" in failure.value.next_step


def test_spawner(connection):
    assert spawner(connection)("Acme_Water").class_name == "Acme_Water"
