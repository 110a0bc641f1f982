# SPDX-License-Identifier: Apache-2.0

from pathlib import Path

import pytest

from tools.check_size import FUNCTION_LIMIT_LINES, MODULE_LIMIT_LINES, check, main


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def messages(root: Path) -> list[str]:
    return [str(finding).removeprefix(f"{root}/") for finding in check(root)]


def function_of(lines: int) -> str:
    return "def long():\n" + "    pass\n" * (lines - 1)


def test_a_function_at_the_limit_is_fine(tmp_path):
    write(tmp_path / "frog.py", function_of(FUNCTION_LIMIT_LINES))
    assert messages(tmp_path) == []


@pytest.mark.parametrize("before", ["", "async ", "@cache\n"])
def test_a_function_over_the_limit_is_found(tmp_path, before):
    write(tmp_path / "frog.py", before + function_of(FUNCTION_LIMIT_LINES + 1))
    line = before.count("\n") + 1
    assert messages(tmp_path) == [
        f"frog.py:{line}: function long of 61 lines, limit 60; give its steps names of their own"
    ]


def test_a_long_method_is_found(tmp_path):
    method = function_of(FUNCTION_LIMIT_LINES + 1).replace("\n", "\n    ")
    write(tmp_path / "frog.py", f"class Frog:\n    {method}")
    assert [message.partition(";")[0] for message in messages(tmp_path)] == [
        "frog.py:2: function long of 61 lines, limit 60"
    ]


def test_decorators_do_not_count(tmp_path):
    write(tmp_path / "frog.py", "@cache\n@final\n" + function_of(FUNCTION_LIMIT_LINES))
    assert messages(tmp_path) == []


@pytest.mark.parametrize(("lines", "count"), [(MODULE_LIMIT_LINES, 0), (MODULE_LIMIT_LINES + 1, 1)])
def test_the_limit_of_a_module(tmp_path, lines, count):
    write(tmp_path / "frog.py", "A = 1\n" * lines)
    assert len(messages(tmp_path)) == count


@pytest.mark.parametrize(
    "statement",
    [
        "import openwmi",
        "import json, openwmi.model as m",
        "from openwmi.wql import lexer",
        "from . import pond",
    ],
)
@pytest.mark.parametrize("head", ["def jump():\n    ", "class Frog:\n  def jump(self):\n    "])
def test_our_own_imports_stand_at_the_top(tmp_path, head, statement):
    write(tmp_path / "frog.py", f"{head}{statement}\n")
    (message,) = messages(tmp_path)
    assert message.endswith("jump imports openwmi; move the import to the top of the module")


@pytest.mark.parametrize("statement", ["import json", "from rich.table import Table", "import openwmipond"])
def test_a_late_import_of_others_is_fine(tmp_path, statement):
    write(tmp_path / "frog.py", f"def jump():\n    {statement}\n")
    assert messages(tmp_path) == []


@pytest.mark.parametrize("name", ["utils.py", "frog_helpers.py", "Manager.py", "common/__init__.py"])
def test_names_that_say_nothing_are_found(tmp_path, name):
    write(tmp_path / name, "")
    assert len(messages(tmp_path)) == 1


@pytest.mark.parametrize("name", ["win32_baseboard.py", "database.py", "management/__init__.py"])
def test_names_that_only_contain_such_a_word_are_fine(tmp_path, name):
    write(tmp_path / name, "")
    assert messages(tmp_path) == []


def test_what_is_not_python_is_found(tmp_path):
    write(tmp_path / "frog.py", "def (:\n")
    (message,) = messages(tmp_path)
    assert message.startswith("frog.py:1: not Python: ")


@pytest.mark.parametrize(("text", "status"), [("A = 1\n", 0), (function_of(61), 1)])
def test_the_exit_status(tmp_path, capsys, text, status):
    path = write(tmp_path / "frog.py", text)
    assert main([str(tmp_path)]) == status
    assert (str(path) in capsys.readouterr().out) == bool(status)
