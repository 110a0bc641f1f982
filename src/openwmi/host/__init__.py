# SPDX-License-Identifier: Apache-2.0
"""host: where providers run. Host processes, quotas and replacement have their place here."""
