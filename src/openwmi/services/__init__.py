# SPDX-License-Identifier: Apache-2.0
"""services: what IWbemServices means, once, free of any protocol."""
