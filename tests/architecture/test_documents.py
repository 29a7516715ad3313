"""What a newcomer reads: short where it begins, and every link leads somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("services", "shared", "deploy", "docs")
PAGES = sorted([*ROOT.glob("*.md"), *(page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md"))])
SCREEN = 60
"""Lines."""


@pytest.mark.parametrize("page", sorted(ROOT.glob("services/*/README.md")), ids=lambda page: page.parent.name)
def test_the_first_page_of_a_service_fits_one_screen(page):
    assert len(page.read_text().splitlines()) <= SCREEN


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_documents_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())

    assert [target for target in targets if not (page.parent / target).exists()] == []
