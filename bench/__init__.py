# SPDX-License-Identifier: Apache-2.0
"""Measurements with limits, one subject a file: bench_<subject>.py with a function run()."""
