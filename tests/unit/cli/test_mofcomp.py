# SPDX-License-Identifier: Apache-2.0

import click
import pytest

from openwmi.cli.mofcomp import flag_bits, translated

NOTE = (
    '#pragma namespace("root\\\\acme")\nclass Acme_Note%s { [key] uint32 Id; };\ninstance of Acme_Note%s { Id = 1; };\n'
)


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write a file into the current folder and return its name."""
    monkeypatch.chdir(tmp_path)

    def call(text, name="a.mof"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return call


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-check", ["--check"]),
        ("/CHECK", ["--check"]),
        ("-N:root\\acme", ["--namespace", "root\\acme"]),
        ("/n:root/acme", ["--namespace", "root/acme"]),
        ("-class:ForceUpdate", ["--class-force-update"]),
        ("-instance:createonly", ["--instance-create-only"]),
        ("-autorecover", ["--autorecover"]),
        ("-?", ["--help"]),
        ("/?", ["--help"]),
        ("--check", ["--check"]),
        ("-n", ["-n"]),
        ("/home/frog/a.mof", ["/home/frog/a.mof"]),
        ("/tmp", ["/tmp"]),
        ("a.mof", ["a.mof"]),
    ],
)
def test_classic_switches(text, words):
    assert list(translated(text)) == words


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("-B:x.bmf", "not supported"),
        ("/MFL:x", "not supported"),
        ("-u:me", "not supported"),
        ("-class:sideways", "-class:sideways has no such value"),
    ],
)
def test_switches_that_do_nothing_here(text, part):
    with pytest.raises(click.UsageError, match=part):
        list(translated(text))


@pytest.mark.parametrize(
    ("words", "bits"),
    [((), 0), (("createonly",), 2), (("updateonly", "forceupdate"), 0x41), (("safeupdate",) * 2, 0x20)],
)
def test_flag_bits(words, bits):
    assert flag_bits(words) == bits


def test_a_file_is_stored(openwmi, write):
    told = openwmi("mofcomp", write(NOTE % ("1", "1")))
    assert told.code == 0
    assert told.out == (
        "Parsing MOF file: a.mof\n"
        "MOF file has been successfully parsed\n"
        "Storing data in the repository...\n"
        "Done! 2 objects stored.\n"
    )
    assert told.err.startswith("WARNING: a.mof has no #pragma autorecover")
    assert openwmi("get", "Acme_Note1.Id=1").code == 0


def test_several_files(openwmi, write):
    told = openwmi("mofcomp", write(NOTE % ("2", "2")), write(NOTE % ("3", "3"), "b.mof"))
    assert (told.code, told.out.count("Done!")) == (0, 2)


def test_check_stores_nothing(openwmi, write):
    told = openwmi("mofcomp", "-check", write(NOTE % ("4", "4")))
    assert (told.code, told.out.splitlines()[-1]) == (0, "MOF file has been successfully parsed")
    assert openwmi("classes", "Acme_Note4").code == 1


def test_check_takes_no_other_switch(openwmi, write):
    assert openwmi("mofcomp", "-check", "-N:root\\acme", write("")).code == 2


def test_errors_of_the_text(openwmi, write):
    told = openwmi("mofcomp", write("class X { string ; };\ninstance X {};\n"), write(NOTE % ("5", "5"), "b.mof"))
    assert told.code == 3
    assert "a.mof (1): error SYNTAX 0X8004400c" in told.err
    assert "a.mof (2): error SYNTAX 0X80044018" in told.err
    assert told.err.endswith("Compiler returned error 0x8004400c\n")
    assert openwmi("classes", "Acme_Note5").code == 1


@pytest.mark.parametrize(
    ("switch", "code", "part"),
    [
        ("-class:createonly", 1, "Error Number: 0x80041019, Facility: WMI (WBEM_E_ALREADY_EXISTS)"),
        (
            "--instance-create-only",
            1,
            "while processing item 2 defined on lines 3 - 3 in file a.mof:",
        ),
        ("--class-update", 0, ""),
        ("-class:updateonly", 0, ""),
    ],
)
def test_change_flags(openwmi, write, switch, code, part):
    openwmi("mofcomp", write(NOTE % ("6", "6")))
    told = openwmi("mofcomp", switch, "a.mof")
    assert told.code == code
    assert part in told.err


def test_contradicting_flags_store_nothing(openwmi, write):
    told = openwmi("mofcomp", "-class:createonly", "-class:updateonly", write(NOTE % ("7", "7")))
    assert told.code == 2
    assert openwmi("classes", "Acme_Note7").code == 1


def test_the_namespace_option(openwmi, write):
    assert openwmi("mofcomp", "-N:root\\acme", write("class Acme_Note8 { [key] uint32 Id; };")).code == 0
    assert openwmi("classes", "Acme_Note8").code == 0
    assert openwmi("mofcomp", "-n", "not a namespace", "a.mof").code == 2
    assert openwmi("mofcomp", "-n", "root/nowhere", "a.mof").code == 1


def test_includes_are_relative_to_the_file(openwmi, write, tmp_path):
    (tmp_path / "sub").mkdir()
    write('#include("sub/part.mof")\n')
    (tmp_path / "sub" / "part.mof").write_text(NOTE % ("9", "9"), encoding="utf-8")
    assert openwmi("mofcomp", "a.mof").code == 0
    assert openwmi("mofcomp", write('#include("missing.mof")\n')).code == 3


def test_autorecover(openwmi, write, tmp_path):
    told = openwmi("mofcomp", "--autorecover", write(NOTE % ("10", "10")))
    assert (told.code, told.err) == (0, "")
    assert openwmi("mofcomp", write("#pragma autorecover\n" + NOTE % ("11", "11"), "b.mof")).err == ""
    listed = [line.split()[-1] for line in openwmi("repository", "info").out.splitlines() if "autorecover" in line]
    assert listed[-2:] == [str(tmp_path / "a.mof"), str(tmp_path / "b.mof")]


def test_a_file_that_is_not_there(openwmi):
    assert openwmi("mofcomp", "missing.mof").code == 2


def test_a_home_that_cannot_be_opened(openwmi, write, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "repository").write_text("in the way", encoding="utf-8")
    told = openwmi("mofcomp", "--home", tmp_path / "home", write(NOTE % ("12", "12")))
    assert told.code == 1
    assert "Error Number: " in told.err
