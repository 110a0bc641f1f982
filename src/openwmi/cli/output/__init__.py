# SPDX-License-Identifier: Apache-2.0
"""output: what commands print, one format a file."""
