# SPDX-License-Identifier: Apache-2.0
"""dispatch: who answers what. Plans queries and walks repository and providers as rows."""
