# SPDX-License-Identifier: Apache-2.0

from tests.unit.cli.printed import ponds, printed


def test_an_object_a_line():
    assert printed(ponds()[:2], "jsonl", columns=("Name", "Deep")) == (
        '{"Name": "Lily", "Deep": true}\n{"Name": "Reed \\"2\\"", "Deep": null}\n'
    )


def test_no_rows_print_nothing():
    assert printed([], "jsonl") == ""
