# SPDX-License-Identifier: Apache-2.0

import subprocess
import sys

import pytest

from tools import environment, system_packages


def test_a_python_without_any_pip_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "runs", lambda *_command: False)
    monkeypatch.setattr(environment, "has_pip_for_another_python", lambda: False)
    with pytest.raises(SystemExit) as stop:
        environment.make(tmp_path / "venv")
    assert f"apt-get install python3.{sys.version_info.minor}-venv" in str(stop.value)


def test_a_working_environment_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "runs", lambda *_command: True)
    mark = tmp_path / "venv" / "mark"
    mark.parent.mkdir()
    mark.touch()
    assert environment.make(mark.parent) == [environment.python_in(mark.parent), "-m", "pip"]
    assert mark.exists()


def test_an_old_python_is_refused(monkeypatch):
    monkeypatch.setattr(environment, "OLDEST_PYTHON", (99, 1))
    with pytest.raises(SystemExit, match=r"needs Python 99\.1 or later"):
        environment.main([".venv"])


@pytest.mark.parametrize(("extras", "target"), [([], "."), (["dev"], ".[dev]"), (["dev", "bench"], ".[dev,bench]")])
def test_extras_are_installed(monkeypatch, extras, target):
    commands = []

    def run(command, **_options):
        commands.append(command)
        return subprocess.CompletedProcess(command, returncode=7)

    monkeypatch.setattr(subprocess, "run", run)
    assert environment.install(["pip"], extras) == 7
    assert commands[0][-2:] == ["--editable", target]


def test_the_package_is_compiled_after_it_was_installed(tmp_path, monkeypatch):
    commands = []

    def run(command, **_options):
        commands.append(command)
        return subprocess.CompletedProcess(command, returncode=0)

    monkeypatch.setattr(environment, "make", lambda _folder: ["pip"])
    monkeypatch.setattr(subprocess, "run", run)
    assert environment.main([str(tmp_path)]) == 0
    assert [command[1:3] for command in commands] == [["install", "--quiet"], ["-m", "compileall"]]
    assert commands[1][0] == str(environment.python_in(tmp_path))


def test_missing_programs_name_their_packages_once(tmp_path, monkeypatch):
    monkeypatch.setattr(system_packages, "SEARCH_PATH", str(tmp_path))
    assert system_packages.missing_packages() == ["dbus-daemon", "iproute2", "mount", "procps", "util-linux"]


def test_a_user_is_told_what_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system_packages, "SEARCH_PATH", str(tmp_path))
    monkeypatch.setattr(system_packages, "can_install", lambda: False)
    assert system_packages.main() == 1
    assert "apt-get install dbus-daemon iproute2 mount procps util-linux" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("answers", "status", "verbs"),
    [
        ([True], 0, ["install"]),
        ([False, True, True], 0, ["install", "update", "install"]),
        ([False, False], 1, ["install", "update"]),
    ],
)
def test_root_installs_and_refreshes_the_lists_when_that_fails(tmp_path, monkeypatch, answers, status, verbs):
    seen = []

    def apt_get(*arguments):
        seen.append(arguments[0])
        return answers[len(seen) - 1]

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system_packages, "SEARCH_PATH", str(tmp_path))
    monkeypatch.setattr(system_packages, "can_install", lambda: True)
    monkeypatch.setattr(system_packages, "apt_get", apt_get)
    assert system_packages.main() == status
    assert seen == verbs
