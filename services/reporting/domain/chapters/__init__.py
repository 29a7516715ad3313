"""The chapters of a report: sentences, tables with raw values, and what each chart shows.

A chapter is plain JSON: the same one is read by the page, the PDF, the workbook and the API, and frozen in the edition.
A table is ``{"code", "caption", "columns": [{"label", "unit"}], "rows": [[…]], "total": […] or None, "chart": … or
None}``; a chart is ``{"form", "alt", "rows": [{…}]}``.
"""

from services.reporting.domain.chapters.activity import activity_chapter
from services.reporting.domain.chapters.life import life_chapter
from services.reporting.domain.chapters.orientations import orientations_chapter
from services.reporting.domain.chapters.resources import credit_chapter, equipment_chapter
from services.reporting.domain.chapters.series import series_chapter, skills_chapter
from services.reporting.domain.chapters.tables import Json
from services.reporting.domain.figures import Figures

_WRITERS = (
    activity_chapter,
    series_chapter,
    skills_chapter,
    equipment_chapter,
    credit_chapter,
    orientations_chapter,
    life_chapter,
)


def chapters(figures: Figures) -> list[Json]:
    """Only the chapters that have something to say."""
    found = [write(figures) for write in _WRITERS]
    return [chapter for chapter in found if chapter["tables"] or chapter["sentences"]]
