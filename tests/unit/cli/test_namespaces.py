# SPDX-License-Identifier: Apache-2.0

import json


def test_a_namespace_a_line(openwmi):
    told = openwmi("namespaces")
    assert told.code == 0
    assert told.out.splitlines()[:2] == ["Namespace", "root"]
    assert "root\\acme" in told.out.splitlines()


def test_json(openwmi):
    assert {"Namespace": "root\\acme"} in json.loads(openwmi("namespaces", "-o", "json").out)
