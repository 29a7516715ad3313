"""What the journal of the reports follows, and in which words.

The delays and the threshold of a network's reports are decided in the directory, whose journal tells who changed them;
what is kept of them here is a copy.
"""

from services.reporting.models.base import Base
from services.reporting.models.report import ReportEdition
from shared.journal import Noun

Base.nouns[ReportEdition.__tablename__] = Noun(
    name="Rapport",
    label=lambda edition: f"{edition.run.period}, édition {edition.run.edition}",
    fields={"state": "État", "publish_at": "Publication prévue", "published_at": "Publié"},
    terms={"state": {"draft": "brouillon", "published": "publié"}},
    path="/rapports/{network}/{id}",
)
