# SPDX-License-Identifier: Apache-2.0
"""`openwmi query … | head -1` on a class without end: the row comes, the command ends, the provider stops."""

import subprocess
import time

import pytest

from openwmi.client.rows import BATCH_ROWS
from openwmi.services.rowchannel import BOUND_ROWS
from tests.cli.conftest import COMMAND, PATIENCE_S

ENDLESS = """
from pathlib import Path
from openwmi.provider import *

class Acme_Endless(CimClass, namespace="root/acme"):
    Number: uint64 = key()

class Endless(InstanceProvider[Acme_Endless]):
    def enumerate(self, request):
        number = 0
        try:
            while True:
                yield Acme_Endless(Number=number)
                number += 1
        finally:
            Path(__file__).with_name("stopped").write_text(str(number))
"""


@pytest.mark.parametrize("output", ["table", "list", "json", "jsonl", "csv", "mof"])
def test_a_reader_that_goes_away_stops_the_provider(ask, tmp_path, output):
    (tmp_path / "endless.py").write_text(ENDLESS)
    assert ask("provider", "install", "endless.py").code == 0
    start = time.monotonic()
    with subprocess.Popen(
        [COMMAND, "query", "SELECT * FROM Acme_Endless", "-o", output], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(1)
        process.stdout.close()
        assert process.wait(PATIENCE_S) == 141
        assert process.stderr.read() == b""
    assert time.monotonic() - start < PATIENCE_S / 4
    # What fits into the pipe, the batch that did not, and what was made ahead.
    assert int((tmp_path / "stopped").read_text()) < 64 * BATCH_ROWS + BOUND_ROWS
