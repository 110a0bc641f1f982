# SPDX-License-Identifier: Apache-2.0

import subprocess

import pytest

from tools import check_mirror
from tools.check_mirror import main


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.setattr(check_mirror, "TESTED_ELSEWHERE", {})
    monkeypatch.setattr(check_mirror, "MIRROR_NOTHING", {})

    def make(*names: str) -> list[str]:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("LEGS = 4\n", encoding="utf-8")
        return [str(tmp_path)]

    return make


@pytest.mark.parametrize(
    ("module", "test"),
    [
        ("frog.py", "test_frog.py"),
        ("pond/frog.py", "pond/test_frog.py"),
        ("pond/__init__.py", "pond/test_init.py"),
        ("pond/tree_frog.py", "pond/test_tree_frog.py"),
    ],
)
def test_a_module_with_its_test_is_fine(tree, module, test):
    assert main(tree(f"src/openwmi/{module}", f"tests/unit/{test}")) == 0


@pytest.mark.parametrize("test", ["tests/unit/test_frog.py", "tests/property/pond/test_frog.py"])
def test_a_module_without_its_test_is_found(tree, capsys, test):
    assert main(tree("src/openwmi/frog.py", "src/openwmi/pond/frog.py", test)) == 1
    assert "write tests/unit/pond/test_frog.py" in capsys.readouterr().out


def test_a_second_test_file_of_a_module_is_fine(tree):
    names = ["src/openwmi/frog.py", "tests/unit/test_frog.py", "tests/unit/test_frog_legs.py"]
    assert main(tree(*names)) == 0


def test_a_test_without_a_module_is_found(tree, capsys):
    assert main(tree("src/openwmi/frog.py", "tests/unit/test_frog.py", "tests/unit/test_toad.py")) == 1
    assert "test_toad.py:1: tests no module of the same path" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    [
        "",
        '"""A docstring."""\n',
        "import json\nfrom openwmi.pond import frog\n",
        '__all__ = ["frog"]\n',
        '__version__: str = "1"\n',
    ],
)
def test_a_module_without_code_needs_no_test(tree, tmp_path, text):
    arguments = tree("src/openwmi/pond/__init__.py")
    (tmp_path / "src/openwmi/pond/__init__.py").write_text(text, encoding="utf-8")
    assert main(arguments) == 0


def test_in_a_repository_only_what_git_tracks_counts(tree, tmp_path, capsys):
    arguments = tree("src/openwmi/frog.py", "tests/unit/test_frog.py", "src/openwmi/toad.py")
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True, timeout=30)
    subprocess.run(["git", "-C", str(tmp_path), "add", "src/openwmi/frog.py"], check=True, timeout=30)
    assert main(arguments) == 1
    found = capsys.readouterr().out
    assert "write tests/unit/test_frog.py" in found
    assert "toad" not in found


def test_patterns_list_what_is_tested_elsewhere(tree, monkeypatch, capsys):
    monkeypatch.setattr(check_mirror, "TESTED_ELSEWHERE", {"pond/*_frog.py": "one table", "newt.py": "gone"})
    monkeypatch.setattr(check_mirror, "MIRROR_NOTHING", {"pond/test_all.py": "the table"})
    assert main(tree("src/openwmi/pond/tree_frog.py", "tests/unit/pond/test_all.py")) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.endswith("newt.py:1: listed in tools/check_mirror.py but not there")
