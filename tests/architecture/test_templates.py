"""Templates can be read, extend the one layout, and contain nothing that the browser's policy refuses."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(p for top in ("services", "shared") for p in (ROOT / top).rglob("pages/templates/**/*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_keeps_the_rules(path):
    source = path.read_text()

    Environment(extensions=["jinja2.ext.do"]).parse(source)
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*src=)", source)
    if "{% extends" in source:
        assert len(re.findall(r"<h1|page_title\(", source)) <= 1
