"""Where one may be sent back to."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.domain.local_paths import is_local_path, local_path_or


@pytest.mark.parametrize("path", ["/", "/annuaire/marne/", "/annuaire/marne/?q=caf%C3%A9&page=2", "/a//b", "/é"])
def test_a_page_of_this_site_is_kept(path):
    assert local_path_or(path, "/compte/") == path


@pytest.mark.parametrize(
    "path",
    [None, "", "annuaire", "//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example",
     "https://evil.example/", "javascript:alert(1)", "\\\\evil.example", " //evil.example", "/" + "a" * 2000],
)  # fmt: skip
def test_another_site_is_not(path):
    assert local_path_or(path, "/compte/") == "/compte/"


@given(st.text(alphabet="/\\.:@?#ab\t\n %", max_size=12))
def test_no_accepted_path_leads_to_another_host(path):
    if is_local_path(path):
        assert urlsplit(urljoin("https://maillage.example/compte/", path)).netloc == "maillage.example"
