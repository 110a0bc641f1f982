# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.repository.finding import Finding


@pytest.fixture
def home(tmp_path, monkeypatch, openwmi):
    """A home of the test's own; the command looks there."""
    folder = tmp_path / "own"
    monkeypatch.setenv("OPENWMI_HOME", str(folder))
    monkeypatch.setenv("OPENWMI_NAMESPACE", "root/default")
    monkeypatch.chdir(tmp_path)
    assert openwmi("namespaces").code == 0
    return folder


def test_a_sound_repository(openwmi, home):
    told = openwmi("repository", "check")
    assert (told.code, told.out) == (0, "The repository is sound.\n")


def test_findings_are_told(openwmi, home, monkeypatch):
    findings = [Finding("is broken", "class Acme_Frog", "mend it"), Finding("is wet", "namespace root", "dry it")]
    monkeypatch.setattr("openwmi.cli.repository.examine", lambda repository: findings)
    told = openwmi("repository", "check")
    assert (told.code, told.err) == (5, "2 findings\n")
    assert told.out == ("class Acme_Frog: is broken\n  next: mend it\nnamespace root: is wet\n  next: dry it\n")


def test_backup_and_restore(openwmi, home, tmp_path):
    backup = openwmi("repository", "backup", "monday.backup")
    assert backup.out.startswith("monday.backup: ")
    mof = tmp_path / "a.mof"
    mof.write_text("class Acme_Late { [key] uint32 Id; };", encoding="utf-8")
    assert openwmi("mofcomp", mof).code == 0
    assert openwmi("classes", "Acme_Late").code == 0
    assert openwmi("repository", "restore", "monday.backup", "--yes").code == 0
    assert openwmi("classes", "Acme_Late").code == 1


def test_backup_overwrites_nothing(openwmi, home, tmp_path):
    (tmp_path / "mine").write_text("x", encoding="utf-8")
    assert openwmi("repository", "backup", "mine").code == 5
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize(("answer", "code"), [("n\n", 130), ("y\n", 5)])
def test_restore_asks_first(openwmi, home, tmp_path, monkeypatch, answer, code):
    (tmp_path / "no.backup").write_text("no backup", encoding="utf-8")
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt="": answer.strip())
    assert openwmi("repository", "restore", "no.backup").code == code
    assert openwmi("repository", "check").code == 0


def test_info(openwmi, home):
    lines = openwmi("repository", "info").out.splitlines()
    assert lines[0] == f"folder       {home / 'repository'}"
    assert "namespace    root\\default (0 classes)" in lines
