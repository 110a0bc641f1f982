# SPDX-License-Identifier: Apache-2.0

import re

import pytest

from openwmi.cli.exitcodes import ExitCode
from openwmi.cli.faults import Failed
from openwmi.cli.output.record import Field, Record
from openwmi.cli.printing import Summary, print_object, print_records, print_rows
from openwmi.client.rows import Rows
from openwmi.errors import ProviderFailureError, WbemStatus
from openwmi.model.cimobject import CimObject
from tests.unit.cli.printed import ponds


class ScriptedRows(Rows[CimObject]):
    """Rows that come in the batches the test wrote down."""

    columns = None
    status = 0
    warnings = ()

    def __init__(self, batches, *, failure=None, status=0, warnings=(), columns=None):
        self._batches, self._failure = batches, failure
        self.status, self.warnings, self.columns = status, warnings, columns

    def batches(self, **_):
        yield from self._batches
        if self._failure is not None:
            raise self._failure


def test_rows_are_printed_and_counted(capsys):
    rows = ScriptedRows([ponds()[:1], ponds()[1:2]], columns=("Size",))
    assert print_rows(rows, "csv") is ExitCode.OK
    assert capsys.readouterr() == ('Size\n12900000\n""\n', "")


@pytest.mark.parametrize(
    ("warnings", "reason"),
    [((), "not every provider answered"), (("A is silent", "B is gone"), "A is silent; B is gone")],
)
def test_missing_rows_are_told(capsys, warnings, reason):
    rows = ScriptedRows([ponds()[:1]], status=WbemStatus.WBEM_S_PARTIAL_RESULTS, warnings=warnings)
    assert print_rows(rows, "json") is ExitCode.PARTIAL
    assert capsys.readouterr().err == f"partial: 1 row, {reason}\n"


def test_a_complete_answer_may_come_with_warnings(capsys):
    rows = ScriptedRows([ponds()[:1]], status=WbemStatus.WBEM_S_DUPLICATE_OBJECTS, warnings=("A gave x twice",))
    assert print_rows(rows, "json") is ExitCode.OK
    assert capsys.readouterr().err == "warning: WBEM_S_DUPLICATE_OBJECTS 0x00040008: A gave x twice\n"


def test_a_warning_need_not_come_with_a_code(capsys):
    assert print_rows(ScriptedRows([ponds()[:1]], warnings=("A gave a NULL key",)), "json") is ExitCode.OK
    assert capsys.readouterr().err == "warning: A gave a NULL key\n"


def test_what_broke_off_is_well_formed(capsys):
    rows = ScriptedRows([ponds()[:2]], failure=ProviderFailureError("gone"), columns=("Size",))
    with pytest.raises(Failed) as failed:
        print_rows(rows, "json", query="SELECT 1")
    assert (failed.value.rows, failed.value.query) == (2, "SELECT 1")
    assert capsys.readouterr().out == '[\n{"Size": 12900000},\n{"Size": null}\n]\n'


def test_remarks_go_to_standard_error(capsys):
    print_rows(ScriptedRows([ponds()[:1], ponds()[2:]]), "csv")
    assert capsys.readouterr().err == ("openwmi: not shown, because they came after the columns were settled: Boats\n")


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("output", "told"), [("table", True), ("list", True), ("json", False)])
def test_people_get_a_summary(capsys, output, told):
    print_rows(ScriptedRows([ponds()[:1]], columns=("Name",)), output)
    assert bool(re.search(r"1 row · \d+ ms", capsys.readouterr().err)) is told


def test_summary_names_the_providers():
    summary = Summary()
    assert summary.text().startswith("0 rows · ")
    summary._providers.update(dict.fromkeys(["A"]))
    assert summary.text().endswith(" · provider A")
    summary._providers.update(dict.fromkeys(["B", "C", "D"]))
    assert summary.text().endswith(" · providers A, B, C…")


def test_records_and_single_objects(capsys):
    print_records([Record((Field("A"),), ["x"])], "jsonl")
    print_object(ponds()[0], "json", columns=("Name",))
    assert capsys.readouterr().out == '{"A": "x"}\n{\n  "Name": "Lily"\n}\n'
