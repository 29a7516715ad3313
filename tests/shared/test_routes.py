"""The addresses of the four services."""

import re
from collections import Counter


def test_no_two_views_answer_at_one_address(platform):
    for name, subject in platform.services.items():
        routes = Counter(
            (re.sub(r"<[^>]*>", "<>", rule.rule), method)
            for rule in subject.app.url_map.iter_rules()
            for method in rule.methods - {"HEAD", "OPTIONS"}
        )

        assert [route for route, count in routes.items() if count > 1] == [], name
