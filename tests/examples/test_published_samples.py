# SPDX-License-Identifier: Apache-2.0
"""The published samples in each style that fits, from the schema to a client."""

import sys
from collections import Counter
from pathlib import Path

import pytest

import openwmi
from openwmi.cli.main import main
from openwmi.errors import AlreadyExistsError, InvalidMethodParametersError, NotFoundError, ProviderNotCapableError

EXAMPLES = Path(__file__).parents[2] / "examples"

ORIGINAL_LINES = {"instprov": 1214, "methprov": 1141, "propprov": 861}
STYLES = {"instprov": 3, "methprov": 3, "propprov": 2}
WRITTEN = [
    (sample, style)
    for sample in ORIGINAL_LINES
    for style in ("raw", "framework", "typed")
    if (EXAMPLES / style / f"{sample}.py").is_file()
]


@pytest.fixture
def connected(tmp_path, monkeypatch):
    """Return a function that registers a sample, by MOF where it has one, and connects to where its class is."""
    opened = []

    def connect(sample):
        monkeypatch.syspath_prepend(EXAMPLES.parent)
        monkeypatch.setenv("OPENWMI_HOME", str(tmp_path))
        mof = EXAMPLES / f"{sample}.mof"
        command = ["mofcomp", str(mof)] if mof.is_file() else ["provider", "install", str(mof.with_suffix(".py"))]
        with pytest.raises(SystemExit) as ended:
            main(command)
        assert ended.value.code in {0, None}
        connection = openwmi.connect("root/acme", home=tmp_path)
        opened.append(connection)
        return connection

    yield connect
    for connection in opened:
        connection.close()
    for name in [name for name in sys.modules if name.startswith("examples.")]:
        del sys.modules[name]


@pytest.mark.parametrize("style", ["raw", "framework", "typed"])
class TestInstances:
    def test_all_are_enumerated(self, connected, style):
        acme = connected(f"{style}/instprov")
        assert {row.MyKey: row.MyValue for row in acme.instances("InstProvSamp")} == {"a": 1, "b": 2, "c": 3}

    def test_one_is_got_by_its_path_in_any_case(self, connected, style):
        acme = connected(f"{style}/instprov")
        assert acme.get('InstProvSamp.MyKey="b"').MyValue == 2
        assert acme.get('InstProvSamp.MyKey="B"').MyValue == 2

    def test_another_is_not_found(self, connected, style):
        with pytest.raises(NotFoundError):
            connected(f"{style}/instprov").get('InstProvSamp.MyKey="z"')

    def test_queries_are_filtered(self, connected, style):
        acme = connected(f"{style}/instprov")
        assert [row.MyKey for row in acme.query("SELECT MyKey FROM InstProvSamp WHERE MyValue > 1")] == ["b", "c"]

    def test_what_is_not_declared_is_refused(self, connected, style):
        acme = connected(f"{style}/instprov")
        with pytest.raises(ProviderNotCapableError):
            acme.new("InstProvSamp", MyKey="d", MyValue=4).save()
        with pytest.raises(ProviderNotCapableError):
            acme.delete('InstProvSamp.MyKey="a"')


@pytest.mark.parametrize("style", ["raw", "framework", "typed"])
class TestMethods:
    def test_echo_gives_its_argument_back(self, connected, style):
        out = connected(f"{style}/methprov").call("MethProvSamp", "Echo", sInArg="hello")
        assert (out.sOutArg, out.ReturnValue) == ("hello", 5)

    def test_the_argument_has_a_default(self, connected, style):
        out = connected(f"{style}/methprov").call("MethProvSamp", "Echo")
        assert (out.sOutArg, out.ReturnValue) == ("default", 7)

    def test_it_is_called_on_the_class(self, connected, style):
        with pytest.raises((InvalidMethodParametersError, NotFoundError)):
            connected(f"{style}/methprov").call("MethProvSamp=@", "Echo", sInArg="hello")


@pytest.mark.parametrize("style", ["raw", "typed"])
class TestProperties:
    def test_dynamic_properties_come_from_the_provider(self, connected, style):
        found = connected(f"{style}/propprov").get('PropProvSamp.MyKey="abc"')
        assert (found.AString, found.ANumber) == ("Hello World", 27)

    def test_they_can_be_queried_for(self, connected, style):
        acme = connected(f"{style}/propprov")
        assert [row.MyKey for row in acme.query("SELECT MyKey FROM PropProvSamp WHERE ANumber = 27")] == ["abc"]
        assert list(acme.query("SELECT MyKey FROM PropProvSamp WHERE ANumber = 28")) == []

    def test_they_are_not_written(self, connected, style):
        acme = connected(f"{style}/propprov")
        found = acme.get('PropProvSamp.MyKey="abc"')
        found.ANumber = 28
        with pytest.raises(ProviderNotCapableError):
            found.save()


class TestShares:
    @pytest.fixture
    def acme(self, connected):
        return connected("framework/shares")

    def test_a_query_by_name_and_one_by_anything_else_give_the_same(self, acme):
        assert [row.Path for row in acme.query("SELECT Path FROM Acme_Share WHERE Name = 'PUB'")] == ["/srv/pub"]
        assert [row.Name for row in acme.query("SELECT Name FROM Acme_Share WHERE Path = '/srv/pub'")] == ["pub"]

    def test_a_share_is_read(self, acme):
        share = acme.get('Acme_Share.Name="home"')
        assert (share.Path, share.MaximumAllowed, share.CreationClassName) == ("/home", None, "Acme_Share")
        with pytest.raises(NotFoundError):
            acme.get('Acme_Share.Name="none"')

    def test_a_share_is_made_changed_and_deleted(self, acme):
        acme.new("Acme_Share", Name="new", Path="/new").save()
        acme.put(acme.new("Acme_Share", Name="new", Path="/newer", MaximumAllowed=3), flags=1)
        share = acme.get('Acme_Share.Name="new"')
        assert (share.Path, share.MaximumAllowed) == ("/newer", 3)
        with pytest.raises(AlreadyExistsError):
            acme.put(share, flags=2)
        acme.delete('Acme_Share.Name="new"')
        with pytest.raises(NotFoundError):
            acme.delete('Acme_Share.Name="new"')
        with pytest.raises(NotFoundError):
            acme.put(share, flags=1)

    def test_a_partial_put_is_refused(self, acme):
        with pytest.raises(ProviderNotCapableError):
            acme.put(acme.get('Acme_Share.Name="pub"'), only=["Path"])

    def test_a_method_changes_it(self, acme):
        out = acme.call('Acme_Share.Name="pub"', "Rename", NewPath="/srv/public")
        assert (out.OldPath, out.ReturnValue) == ("/srv/pub", 0)
        assert acme.get('Acme_Share.Name="pub"').Path == "/srv/public"


def lines_of(sample, style):
    files = [EXAMPLES / style / f"{sample}{suffix}" for suffix in (".py", ".mof")]
    return sum(len(file.read_text().splitlines()) for file in files if file.is_file())


@pytest.mark.parametrize(("sample", "style"), WRITTEN)
def test_a_sample_is_a_tenth_of_the_original(sample, style):
    assert lines_of(sample, style) * 10 <= ORIGINAL_LINES[sample]


def test_the_manual_tells_the_line_counts():
    assert Counter(sample for sample, _ in WRITTEN) == STYLES
    page = (EXAMPLES.parent / "docs" / "writing-a-provider.md").read_text()
    for sample, original in ORIGINAL_LINES.items():
        counts = [str(lines_of(sample, style) or "") for style in ("typed", "framework", "raw")]
        row = next(line for line in page.splitlines() if line.startswith(f"| `{sample}`"))
        assert [cell.strip() for cell in row.strip("|").split("|")[1:]] == [f"{original:,}", *counts]
