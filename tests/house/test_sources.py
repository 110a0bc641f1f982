# SPDX-License-Identifier: Apache-2.0
"""What holds for every source file of the tree."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("bench", "src", "tests", "tools")
LICENCE_LINE = "# SPDX-License-Identifier: Apache-2.0\n"


def source_files() -> list[Path]:
    return [
        ROOT / "noxfile.py",
        *(path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))),
    ]


def test_every_source_file_starts_with_its_licence():
    without = [path for path in source_files() if not path.read_text("utf-8").startswith(LICENCE_LINE)]
    assert without == []


def test_every_developers_tool_has_an_exact_release():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [line for line in project["optional-dependencies"]["dev"] if "==" not in line] == []


def test_constraints_and_developers_tools_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert {*extras["dev"], *extras["bench"]} - set(constraints) == set()


def test_the_package_ships_its_types():
    assert (ROOT / "src/openwmi/py.typed").is_file()
