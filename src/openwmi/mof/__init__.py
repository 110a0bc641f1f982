# SPDX-License-Identifier: Apache-2.0
"""mof: MOF text to declarations and back; pure."""
