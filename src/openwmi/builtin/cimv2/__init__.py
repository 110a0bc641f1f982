# SPDX-License-Identifier: Apache-2.0
r"""The classes of root\cimv2: one Win32 class a file, the CIM classes above them by subject."""
