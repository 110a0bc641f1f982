# SPDX-License-Identifier: Apache-2.0
"""The contracts of import-linter speak of the tree as it is."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PURE = {"errors", "model", "mof", "wire", "wmio", "wql"}
TEXT_AND_BYTES = {"mof", "wire", "wmio", "wql"}


def contract(name: str) -> dict:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (found,) = [contract for contract in table["contracts"] if contract["name"] == name]
    return found


def packages() -> set[str]:
    return {path.parent.name for path in (ROOT / "src/openwmi").glob("*/*.py")}


def floors() -> list[str]:
    return [floor for layer in contract("Imports only go down")["layers"] for floor in layer.split(" | ")]


def test_a_floor_that_is_built_has_no_parentheses():
    assert {floor for floor in floors() if floor.strip("()") in packages()} == packages()


def test_every_pure_floor_that_is_built_is_held_pure():
    held = contract("The lower floors are pure")["source_modules"]
    assert set(held) == {f"openwmi.{name}" for name in PURE & packages()}


def test_shipped_classes_see_no_floor_that_authors_do_not_see():
    hidden = contract("Shipped classes see no more than other authors see")["forbidden_modules"]
    assert set(hidden) == {f"openwmi.{name}" for name in (TEXT_AND_BYTES | {"security"}) & packages()}
