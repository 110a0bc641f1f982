# SPDX-License-Identifier: Apache-2.0

from openwmi.cli.autorecover import add_to_autorecover, autorecover_list


def test_the_list_is_ordered_and_unique(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert autorecover_list(tmp_path) == []
    for name in ("b.mof", "a.mof", "b.mof"):
        add_to_autorecover(tmp_path, tmp_path.relative_to(tmp_path) / name)
    assert autorecover_list(tmp_path) == [str(tmp_path / "b.mof"), str(tmp_path / "a.mof")]
