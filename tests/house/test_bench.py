# SPDX-License-Identifier: Apache-2.0

import io

import pytest
from rich.console import Console

from bench.__main__ import subjects
from bench.report import Result, ratio_text, table_of
from bench.timing import best_of


def rendered(*results: Result) -> str:
    out = io.StringIO()
    Console(file=out, width=140).print(table_of(results))
    return out.getvalue()


@pytest.mark.parametrize(
    ("limit", "ok", "holds"),
    [
        (None, None, True),
        (2.0, None, True),
        (1.9, None, False),
        (1.9, True, True),
        (2.0, False, False),
        (None, False, False),
    ],
)
def test_a_result_holds_within_its_limit_unless_told(limit, ok, holds):
    assert Result("jump", 2.0, "s", limit=limit, ok=ok).holds == holds


@pytest.mark.parametrize(
    ("result", "verdict"),
    [
        (Result("jump", 2.0, "s"), " - "),
        (Result("jump", 2.0, "s", limit=3), " ok "),
        (Result("jump", 2.0, "s", limit=1), " over limit "),
    ],
)
def test_the_table_says_the_verdict(result, verdict):
    assert verdict in rendered(result)


def test_the_table_says_the_ratio():
    slow, fast = Result("toad", 3.0, "s", ratio_to="frog"), Result("frog", 2.0, "s")
    assert "1.50 x frog" in rendered(slow, fast)


def test_a_ratio_to_nothing_measured_is_an_error():
    with pytest.raises(KeyError):
        ratio_text(Result("toad", 3.0, "s", ratio_to="frog"), {})


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], ["frog", "tree_frog"]),
        (["tree"], ["tree_frog"]),
        (["x"], []),
        (["tree", "frog"], ["frog", "tree_frog"]),
    ],
)
def test_names_choose_subjects(tmp_path, names, expected):
    for name in ("bench_tree_frog.py", "bench_frog.py", "report.py"):
        (tmp_path / name).touch()
    assert subjects(tmp_path, names) == expected


def test_best_of_runs_as_often_as_told():
    runs: list[None] = []
    assert best_of(lambda: runs.append(None), repeat=3) >= 0
    assert len(runs) == 3


def test_the_best_of_no_runs_is_an_error():
    with pytest.raises(ValueError, match="at least 1"):
        best_of(list, repeat=0)
