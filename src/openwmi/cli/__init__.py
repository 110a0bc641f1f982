# SPDX-License-Identifier: Apache-2.0
"""cli: the command `openwmi`, one command a file."""
