"""Workbooks that no library of the tests writes: LibreOffice's, and Excel's from before 2007."""

import base64
import io
import zipfile
import zlib

_OLD = (
    "eNrtWE1oE0EU/maTNElt06SmQivUpWCrtR6qFy9tjEF7saVaUCmCbpNFYmMSN4lgD1qtPQqCJ4uXQi9eql78QQ968yBU9CAIQqvHgiAoeGi7vn"
    "mZaKo5NKDFyn7LvJ15b943s/PmZ3dfzYXmp++3LOAX9MKFFduPmjKdoOQvFYIgu23LbOnuo2Q72FDw+yiQNR48qX/plTGU8V6Ahnvu5ySBD5RO"
    "IouBTNrU1xEHuA+GkH3oISlwmzQBNHOvGlnGWW5meZdrPmW5nzXXWfZQ3XkxjLnIQOc+NYtPaG1sC0DyPmSfd6zpRhNeyFl8+YYo1vUgaiWN1L"
    "9paHXXYQYUtz4zbVpGah5hCuAMvto68KW0Up/pjn599QKk/7Za762gv6m5gXHYp3mCT9JU3eaWlloM5a1CPF+wzNwSLlAZnFygdXiO4h1NkCVn"
    "bgJimYSpZzO5vJHyAMeSqZTZAPQbSStp6omOqDVmxM+TR7eeTRlxM0S+rNodtSxjLHmmYOapyVgsOkTue3SrYNIOcNjMxQ1LtljcHoKrtod6Xj"
    "Z1JBNo4HyIF0+QDoClO59f948MRk6xZpyPhOLBsV0+K2xckR7kHGCLi6W0dLLHLpZXmXUr51tYhmnK0719sEllDk1wnWtsbad29jLeRDrK8jso"
    "P7l45FHr5MfITsrP9i2MhWffRqbRRgdZgvzlNYEu0SWmbkk8jpTuQm0y71k2/7bh+LSg6rutTscGLHOUQOMhUSzJ0RE/Spoaq2UVzxCPgOQSFb"
    "gEc7lVfcFcFCZc0mRJcp395FI2yVWjuLQKXBpzeRVXMWo+xaUx19SiS9kklzzoe7VGPJCOtKX+RC0cOHDgwIEDBw4cbFgIfiktvojLF02Pesn3"
    "qv86y5RWnN8k/y2OIkNXnj5MDyJNdwsXq5o/W+ARJS6xRp/S/0KJ49S6hVGMcD9Gq56/9JEmyp9nzY7BP7eEqm1/pZp+/uX2vwMSSufy"
)
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def old_workbook() -> bytes:
    """Nom, Adresse, Code postal, Ville: « Mairie d'Arzacq », then « CCAS »."""
    return zlib.decompress(base64.b64decode(_OLD))


def open_workbook(*rows: list[str], after: str = "") -> bytes:
    """``after``: rows in XML that follow."""
    lines = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    body = f'<office:body><office:spreadsheet><table:table table:name="Lieux">{lines}{after}</table:table>'
    content = f"<office:document-content {_SPACES}>{body}</office:spreadsheet></office:body></office:document-content>"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return data.getvalue()


def _cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
