"""The shape of a chapter and of a table, as JSON."""

from typing import Any

from services.reporting.domain.french import typeset

Json = dict[str, Any]

WITHHELD_NOTE = "« n.c. » : nombre non communiqué, parce qu’il désignerait trop peu de personnes."


def chapter(code: str, title: str, told: list[str], tables: list[Json | None]) -> Json:
    return {
        "code": code,
        "title": title,
        "sentences": [typeset(sentence) for sentence in told if sentence],
        "tables": [table for table in tables if table and table["rows"]],
    }


def table(code: str, caption: str, columns: list[tuple[str, str]], rows: list[list[Any]], **more: Any) -> Json:
    """``columns``: label and unit; ``more``: ``total``, ``chart``."""
    heads = [{"label": label, "unit": unit} for label, unit in columns]
    return {"code": code, "caption": caption, "columns": heads, "rows": rows, "total": None, "chart": None, **more}
