"""Every page is fit for everybody, whoever opens it, on a large screen and on a phone, with a mouse or without.

The test walks the route tables like its neighbour: a new page is covered without writing anything here. Of a page that
several roles may open, each role looks at what the roles before it have not seen, and at the page where it arrives.
"""

import pytest

from shared.testing.plugin import SERVICES
from tests.walls.routes import pages_of
from tests.walls.walkers import Sight, roles_of


@pytest.mark.parametrize("service", SERVICES)
def test_every_page_is_fit_for_everybody(service, start, demonstration, walkers, treasure):
    subject, found = start(service), []

    for route in (page for page in pages_of(subject) if page.is_known):
        path = route.path(demonstration.loaded.slug, {name: treasure(service, name) for name in route.identifiers})
        seen: frozenset[str] = frozenset()
        for role in roles_of(route, subject.service.rights):
            sight = Sight(walkers.who(role), path)
            is_new = not seen or route.rule.endswith("<network>/") or sight.kinds_without_looking() - seen
            if is_new and sight.opens():
                assert sight.status < 500, path
                seen |= sight.kinds
                faults = [*walkers.faults(sight), *sight.faults_once_refused()]
                found += [f"{route.rule}, {role}: {fault}" for fault in faults]
    found += walkers.complaints

    assert not found, "\n".join(found)
