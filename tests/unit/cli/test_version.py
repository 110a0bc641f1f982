# SPDX-License-Identifier: Apache-2.0

import re


def test_one_line(openwmi):
    assert re.fullmatch(r"openwmi \d+\.\d+\.\d+\S* \(Python \d+\.\d+\.\d+\S*, \S.*\)\n", openwmi("version").out)
