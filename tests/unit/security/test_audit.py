# SPDX-License-Identifier: Apache-2.0

import json
import logging

import pytest

from openwmi.security.audit import (
    FILE_NAME,
    LOGGER_NAME,
    MAX_FILE_OCTETS,
    MAX_OLD_FILES,
    MAX_TARGET_CHARACTERS,
    record_access,
    write_to_file,
)
from openwmi.security.identity import Identity

FROG = Identity("frog\nroot", 70001, origin="192.0.2.7")


@pytest.mark.parametrize(
    ("operation", "is_granted", "level"),
    [
        ("GetObject", True, None),
        ("ExecQuery", True, None),
        ("GetObject", False, "WARNING"),
        ("PutInstance", True, "INFO"),
        ("DeleteClass", False, "WARNING"),
        ("ExecMethod", True, "INFO"),
    ],
)
def test_what_is_recorded(caplog, operation, is_granted, level):
    with caplog.at_level(logging.INFO, LOGGER_NAME):
        record_access(FROG, operation, "root\\acme", "Acme_Frog", is_granted=is_granted)
    assert [record.levelname for record in caplog.records] == ([level] if level else [])


def test_what_a_record_says(caplog):
    with caplog.at_level(logging.INFO, LOGGER_NAME):
        record_access(FROG, "PutInstance", "root\\acme", "x" * 5000, is_granted=False)
    (record,) = caplog.records
    fields = json.loads(record.getMessage())
    assert "\n" not in record.getMessage()
    assert fields == vars(record)["audit"]
    assert fields.pop("time").endswith("Z")
    assert fields == {
        "user": "frog\nroot",
        "uid": 70001,
        "from": "192.0.2.7",
        "operation": "PutInstance",
        "namespace": "root\\acme",
        "target": "x" * MAX_TARGET_CHARACTERS,
        "result": "denied",
    }


@pytest.mark.parametrize(("caller", "place"), [(Identity("a"), "local"), (Identity("a", is_remote=True), "elsewhere")])
def test_where_a_call_without_address_comes_from(caplog, caller, place):
    with caplog.at_level(logging.INFO, LOGGER_NAME):
        record_access(caller, "ExecMethod", "root", "", is_granted=True)
    assert vars(caplog.records[0])["audit"]["from"] == place


def test_a_file_of_records(tmp_path):
    logger = logging.getLogger(LOGGER_NAME)
    level = logger.level
    handler = write_to_file(tmp_path)
    try:
        record_access(FROG, "PutInstance", "root", "A", is_granted=True)
        record_access(FROG, "GetObject", "root", "B", is_granted=False)
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        handler.close()
    path = tmp_path / FILE_NAME
    assert [json.loads(line)["target"] for line in path.read_text().splitlines()] == ["A", "B"]
    assert path.stat().st_mode & 0o777 == 0o600
    assert (vars(handler)["maxBytes"], vars(handler)["backupCount"]) == (MAX_FILE_OCTETS, MAX_OLD_FILES)
