# SPDX-License-Identifier: Apache-2.0
"""model: the CIM object model; values only, nothing that waits or remembers."""
