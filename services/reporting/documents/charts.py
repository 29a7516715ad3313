"""Charts as SVG, from Vega-Lite: the same picture in the page and in the PDF, without any script.

Every chart stands beside the table of its data and carries a sentence that says what it shows; values are written on
the marks, so that nothing depends on colours alone.
"""

import re
from functools import cache
from typing import Any

from services.reporting.domain.report import each_table

Json = dict[str, Any]

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
INK, SOFT, GRID = "#2b2b2b", "#6b6b6b", "#e4e1da"
OTHERS = ("#9a6612", "#4f6378", "#9c4a30", "#3f7f76", "#6f5f8f")
"""Dark enough for white figures on them (4.5:1)."""
FONT = "Libertinus Serif, Georgia, serif"
"""Libertinus is in Typst; on a page, the reader's own serif stands in."""


def with_charts(report: Json, accent: str) -> Json:
    """The same report with an ``svg`` in each chart. ``accent``: ``#rrggbb``, readable on white."""
    return each_table(report, lambda table: _drawn(table, accent))


def _drawn(table: Json, accent: str) -> Json:
    chart = table["chart"]
    return {**table, "chart": {**chart, "svg": draw(chart, accent)}} if chart else table


def draw(chart: Json, accent: str) -> str:
    """SVG text. ``chart``: ``{"form", "rows", …}`` of a chapter; ``accent``: ``#rrggbb``. Same input, same bytes."""
    spec = _FORMS[chart["form"]](chart["rows"], accent)
    svg = _converter().vegalite_to_svg({"$schema": _SCHEMA, **spec, "config": _CONFIG})
    return _renumbered(svg, chart["form"])


def _renumbered(svg: str, prefix: str) -> str:
    """Identifiers come from a counter of the whole process: made the same every time, and unique in a page.

    The class makes a page shrink the picture to its width.
    """
    names = {name: f"{prefix}-{rank}" for rank, name in enumerate(dict.fromkeys(re.findall(r'id="(\w+)"', svg)))}
    svg = svg.replace("<svg ", '<svg class="img-fluid" ', 1).replace(' class="marks"', "", 1)
    return re.sub(r'(id="|url\(#)(\w+)', lambda found: found[1] + names[found[2]], svg)


@cache
def _converter() -> Any:
    # Loading it takes half a second: only the worker that draws pays for it.
    import vl_convert

    return vl_convert


_CONFIG: Json = {
    "font": FONT,
    "background": "#ffffff",
    "padding": 2,
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT,
        "labelFontSize": 12,
        "title": None,
        "domain": False,
        "ticks": False,
        "gridColor": GRID,
        "labelPadding": 6,
    },
    "legend": {
        "orient": "top",
        "title": None,
        "labelColor": INK,
        "labelFontSize": 12,
        "symbolType": "square",
        "offset": 16,
    },
}


def _palette(names: list[str], accent: str) -> Json:
    return {"domain": names, "range": [accent, *OTHERS][: len(names)]}


def _weeks(rows: list[Json], accent: str) -> Json:
    kinds = list(dict.fromkeys(row["kind"] for row in rows))
    x = {"field": "day", "type": "ordinal", "sort": None, "axis": {"labelAngle": 0, "grid": False}}
    totals = [{"aggregate": [{"op": "sum", "field": "value", "as": "total"}], "groupby": ["day"]}]
    return {
        "width": 520,
        "height": 190,
        "data": {"values": [{**row, "day": f"{row['week'][8:10]}/{row['week'][5:7]}"} for row in rows]},
        "layer": [
            {
                "mark": {"type": "bar", "cornerRadiusTopLeft": 2, "cornerRadiusTopRight": 2},
                "encoding": {
                    "x": x,
                    "y": {"field": "value", "type": "quantitative", "axis": {"tickCount": 4, "format": "d"}},
                    "color": {
                        "field": "kind",
                        "type": "nominal",
                        "scale": _palette(kinds, accent),
                        "legend": {} if len(kinds) > 1 else None,
                    },
                },
            },
            {
                "transform": [*totals, {"filter": "datum.total > 0"}],
                "mark": {"type": "text", "dy": -7, "color": INK, "fontSize": 12},
                "encoding": {"x": x, "y": {"field": "total", "type": "quantitative"}, "text": {"field": "total"}},
            },
        ],
    }


def _structures(rows: list[Json], accent: str) -> Json:
    y = {
        "field": "structure",
        "type": "nominal",
        "sort": None,
        "axis": {"labelLimit": 240, "labelColor": INK, "grid": False},
    }
    x = {"field": "value", "type": "quantitative", "axis": None}
    return {
        "width": 300,
        "height": {"step": 28},
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "bar", "color": accent, "cornerRadiusEnd": 2, "height": 16},
                "encoding": {"x": x, "y": y},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "color": INK, "fontSize": 12},
                "encoding": {"x": x, "y": y, "text": {"field": "value"}},
            },
        ],
    }


def _skills(rows: list[Json], accent: str) -> Json:
    y = {
        "field": "series",
        "type": "nominal",
        "sort": None,
        "axis": {"labelLimit": 240, "labelColor": INK, "grid": False},
    }
    scale = {"domain": [0, 20], "nice": False}
    axis = {"values": [0, 5, 10, 15, 20], "format": "d", "labelFlush": False}

    def at(field: str) -> Json:
        return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}

    def point(field: str, colour: str) -> list[Json]:
        text = {"type": "text", "dy": -15, "color": INK, "fontSize": 13, "align": "center"}
        mark = {"type": "point", "filled": True, "size": 150, "color": colour, "opacity": 1}
        return [
            {"mark": mark, "encoding": {"y": y, "x": at(field)}},
            {"mark": text, "encoding": {"y": y, "x": at(field), "text": {"field": f"{field}_text"}}},
        ]

    texts = {"before": "avant\u00a0: ", "after": "après\u00a0: "}
    told = [{**row, **{f"{f}_text": f"{t}{row[f]:.2f}".replace(".", ",") for f, t in texts.items()}} for row in rows]
    rule = {"mark": {"type": "rule", "strokeWidth": 3, "color": accent, "opacity": 0.35}}
    line = {**rule, "encoding": {"y": y, "x": at("before"), "x2": {"field": "after"}}}
    return {
        "width": 360,
        "height": {"step": 64},
        "data": {"values": told},
        "layer": [line, *point("before", SOFT), *point("after", accent)],
    }


def _stock(rows: list[Json], accent: str) -> Json:
    statuses = list(dict.fromkeys(row["status"] for row in rows))
    y = {
        "field": "kind",
        "type": "nominal",
        "sort": None,
        "axis": {"labelColor": INK, "labelLimit": 240, "grid": False},
    }
    stack = {"stack": "value", "groupby": ["kind"], "as": ["from", "to"], "sort": [{"field": "rank"}]}
    x = {"field": "from", "type": "quantitative", "axis": None}
    colours = {
        "field": "status",
        "type": "nominal",
        "scale": {"domain": statuses, "range": [accent, *OTHERS][: len(statuses)]},
    }
    middle = {"calculate": "(datum.from + datum.to) / 2", "as": "middle"}
    return {
        "width": 380,
        "height": {"step": 34},
        "data": {"values": [{**row, "rank": statuses.index(row["status"])} for row in rows]},
        "transform": [stack, middle],
        "layer": [
            {
                "mark": {"type": "bar", "height": 20},
                "encoding": {"y": y, "x": x, "x2": {"field": "to"}, "color": colours},
            },
            {
                "transform": [{"filter": "datum.value > 0"}],
                "mark": {"type": "text", "color": "#ffffff", "fontSize": 12, "fontWeight": "bold"},
                "encoding": {"y": y, "x": {"field": "middle", "type": "quantitative"}, "text": {"field": "value"}},
            },
        ],
    }


_FORMS = {"weeks": _weeks, "structures": _structures, "skills": _skills, "stock": _stock}
