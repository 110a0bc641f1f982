# SPDX-License-Identifier: Apache-2.0
"""Ask a provider; without types, because a test knows what it will get."""


def get(provider, key, request):
    return provider.get(key, request)


def rows(provider, request):
    return list(provider.enumerate(request))
