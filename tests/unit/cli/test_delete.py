# SPDX-License-Identifier: Apache-2.0


def test_objects_are_deleted_in_order(openwmi):
    openwmi("new", "Acme_Tool", "Id=20")
    openwmi("new", "Acme_Tool", "Id=21")
    told = openwmi("delete", "Acme_Tool.Id=20", "Acme_Tool.Id=21")
    assert (told.code, told.out, told.err) == (0, "", "")
    assert openwmi("get", "Acme_Tool.Id=20").code == 1


def test_the_first_failure_stops(openwmi):
    openwmi("new", "Acme_Tool", "Id=22")
    assert openwmi("delete", "Acme_Tool.Id=999", "Acme_Tool.Id=22").code == 1
    assert openwmi("get", "Acme_Tool.Id=22").code == 0


def test_a_wrong_path_deletes_nothing(openwmi):
    openwmi("new", "Acme_Tool", "Id=23")
    assert openwmi("delete", "Acme_Tool.Id=23", "Acme_Tool").code == 2
    assert openwmi("get", "Acme_Tool.Id=23").code == 0


def test_a_misspelled_class_gets_a_suggestion(openwmi):
    assert "did you mean Acme_Tool" in openwmi("delete", "Acme_Tol.Id=1").err
