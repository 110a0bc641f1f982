# SPDX-License-Identifier: Apache-2.0

import pytest

from openwmi.cli.providerfile import default_namespace, provider_path, provider_text
from openwmi.errors import WbemError
from openwmi.provider.instance import declaration_of
from openwmi.provider.loading import load_provider_file, providers_in

MOST_LINES = 25


def test_the_file_is_short_and_works(tmp_path):
    text = provider_text("Acme_Frog", "root\\acme")
    assert len(text.splitlines()) <= MOST_LINES
    file = tmp_path / "acme_frog.py"
    file.write_text(text, encoding="utf-8")
    (provider,) = providers_in(load_provider_file(file))
    assert provider.__name__ == "FrogProvider"
    assert declaration_of(provider).definition.namespace == "root\\acme"
    assert declaration_of(provider).capabilities.enumerate


@pytest.mark.parametrize("name", ["", "1Frog", "Acme Frog", "Frog_", "__Frog", "class"])
def test_names_that_no_class_may_have(name):
    with pytest.raises(WbemError):
        provider_text(name, "root/acme")


@pytest.mark.parametrize(
    ("name", "path", "namespace"), [("Acme_Frog", "acme_frog.py", "root/acme"), ("Frog", "frog.py", "root/frog")]
)
def test_defaults(name, path, namespace):
    assert (str(provider_path(name)), default_namespace(name)) == (path, namespace)
