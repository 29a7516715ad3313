"""Chapters: equipment and money, SIM cards and recharges."""

from services.reporting.domain import sentences, words
from services.reporting.domain.chapters.tables import Json, chapter, table
from services.reporting.domain.figures import Figures
from services.reporting.domain.french import listed, number


def equipment_chapter(figures: Figures) -> Json:
    found = figures.equipment
    statuses = [status for status in words.STATUSES if any(row.by_status[status] for row in found.stock)]
    names = [words.ITEM_KINDS.get(row.kind, row.kind) for row in found.stock]
    rows = [
        [name, *(row.by_status[s] for s in statuses), row.total] for name, row in zip(names, found.stock, strict=True)
    ]
    total = [
        "Ensemble",
        *(sum(row.by_status[s] for row in found.stock) for s in statuses),
        sum(r.total for r in found.stock),
    ]
    bars = [
        {"kind": name, "status": words.STATUSES[status], "value": row.by_status[status]}
        for name, row in zip(names, found.stock, strict=True)
        for status in statuses
    ]
    told = listed([f"{number(sum(r.by_status[s] for r in found.stock))} {words.STATUSES[s].lower()}" for s in statuses])
    stock = table(
        "stock",
        "Matériel à la fin de la période",
        [("Matériel", "text"), *((words.STATUSES[status], "count") for status in statuses), ("Ensemble", "count")],
        rows,
        total=total if len(rows) > 1 else None,
        chart={"form": "stock", "alt": f"Matériel à la fin de la période : {told}.", "rows": bars} if rows else None,
    )
    lines = [sentences.loans(figures), sentences.money(figures)]
    return chapter("equipment", "Matériel et financements", lines, [stock, _funding(figures)])


def _funding(figures: Figures) -> Json:
    found = figures.equipment.funding
    rows = [[row.funder or "Sans financeur", row.purchases, row.items, row.amount_cents] for row in found]
    total = ["Ensemble", *(sum(row[index] for row in rows) for index in (1, 2, 3))]
    columns = [("Financeur", "text"), ("Achats et dons", "count"), ("Matériels", "count"), ("Montant", "cents")]
    return table("funding", "Achats et dons de la période", columns, rows, total=total if len(rows) > 1 else None)


def credit_chapter(figures: Figures) -> Json:
    found = [("Cartes SIM", figures.equipment.sims), ("Recharges", figures.equipment.recharges)]
    rows = [
        [name, ledger.received, ledger.given, ledger.expired, ledger.corrected, ledger.left]
        for name, ledger in found
        if any((ledger.received, ledger.given, ledger.expired, ledger.corrected, ledger.left))
    ]
    columns = [
        ("", "text"),
        *((label, "count") for label in ("Reçues", "Remises", "Périmées", "Corrections", "En stock à la fin")),
    ]
    return chapter(
        "credit", "Connexion", [sentences.given(figures)], [table("credit", "Cartes SIM et recharges", columns, rows)]
    )
