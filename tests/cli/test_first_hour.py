# SPDX-License-Identifier: Apache-2.0
"""What a newcomer does in the first hour, on a fresh home, with the shipped classes."""

import csv
import io
import json
import os


def test_a_process_finds_itself_in_every_format(openwmi):
    me = str(os.getpid())
    wql = f"SELECT Handle, ProcessId, Name, WorkingSetSize, CreationDate FROM Win32_Process WHERE Handle = '{me}'"
    (element,) = json.loads(openwmi("query", wql, "-o", "json").stdout)
    assert list(element) == ["Handle", "ProcessId", "Name", "WorkingSetSize", "CreationDate"]
    assert (element["Handle"], element["ProcessId"]) == (me, os.getpid())
    assert isinstance(element["WorkingSetSize"], int)
    assert len(element["CreationDate"]) == 25
    assert json.loads(openwmi("query", wql, "-o", "jsonl").stdout)["Name"] == element["Name"]
    (row,) = csv.DictReader(io.StringIO(openwmi("query", wql, "-o", "csv").stdout))
    assert row["ProcessId"] == me
    header, line = openwmi("query", wql).stdout.splitlines()
    assert header.split() == list(element)
    assert "iB" in line
    assert openwmi("query", wql, "-o", "mof").stdout.startswith("instance of Win32_Process\n{\n")


def test_get_describe_classes_namespaces(openwmi):
    assert json.loads(openwmi("get", 'Win32_Process.Handle="1"', "-o", "json").stdout)["ProcessId"] == 1
    assert "Handle" in openwmi("describe", "Win32_Process").stdout
    assert "Win32_Process" in openwmi("classes", "process").stdout
    assert "root\\cimv2" in openwmi("namespaces").stdout


def test_a_method_starts_a_process(openwmi, tmp_path):
    mark = tmp_path / "mark"
    started = json.loads(openwmi("call", "Win32_Process", "Create", f"CommandLine=touch {mark}", "-o", "json").stdout)
    assert started["ReturnValue"] == 0
    assert started["ProcessId"] > 0


def test_a_provider_from_nothing_to_a_query(openwmi, tmp_path):
    assert openwmi("provider", "new", "Pool_Newt", cwd=tmp_path).returncode == 0
    assert openwmi("provider", "check", "pool_newt.py", cwd=tmp_path).returncode == 0
    assert openwmi("provider", "install", "pool_newt.py", cwd=tmp_path).returncode == 0
    rows = openwmi("query", "-n", "root/pool", "SELECT * FROM Pool_Newt", "-o", "json")
    assert json.loads(rows.stdout) == [{"Name": "first", "Value": 1}]
    one = openwmi("get", "-n", "root/pool", 'Pool_Newt.Name="first"', "-o", "json")
    assert json.loads(one.stdout)["Value"] == 1
    assert openwmi("provider", "remove", "pool_newt|NewtProvider").returncode == 0
    assert openwmi("query", "-n", "root/pool", "SELECT * FROM Pool_Newt").returncode == 1


def test_stored_objects_from_mof_to_deletion(openwmi, tmp_path):
    mof = tmp_path / "note.mof"
    mof.write_text("class Pool_Note { [key] uint32 Id; string Text; };\n", encoding="utf-8")
    place = ("-n", "root/default")
    assert openwmi("mofcomp", "-N:root\\default", str(mof)).returncode == 0
    assert openwmi("new", *place, "Pool_Note", "Id=1", "Text=one").returncode == 0
    assert openwmi("set", *place, "Pool_Note.Id=1", "Text=two").returncode == 0
    told = openwmi("query", *place, "SELECT Text FROM Pool_Note", "-o", "jsonl")
    assert told.stdout == '{"Text": "two"}\n'
    assert openwmi("delete", *place, "Pool_Note.Id=1").returncode == 0
    assert openwmi("get", *place, "Pool_Note.Id=1").returncode == 1


def test_the_repository_is_kept(openwmi, tmp_path):
    assert openwmi("repository", "backup", str(tmp_path / "a.backup")).returncode == 0
    assert openwmi("repository", "check").stdout == "The repository is sound.\n"
