"""Files that members share, between a request, the storage and an answer."""

import io

from flask import Response, send_file
from werkzeug.datastructures import FileStorage

from services.directory.errors import FileGone, FileNotShared
from services.directory.files.shareable import Shareable, read_shareable
from services.directory.files.source_table import FileRefused
from services.directory.models.resource import Resource
from shared.storage import ObjectMissing, Storage

NOTHING_RUNS = "default-src 'none'; sandbox"


def received(file: FileStorage | None) -> Shareable | None:
    """None when nothing was chosen. Raises FileNotShared."""
    if file is None or not file.filename:
        return None
    try:
        return read_shareable(file.filename, file.stream)
    except FileRefused as refused:
        raise FileNotShared(refused.sentence) from refused


def sent(resource: Resource, storage: Storage) -> Response:
    """To be kept, never to be opened by the browser in our name. Raises FileGone."""
    if not resource.file_key:
        raise FileGone
    try:
        data = storage.get(resource.file_key)
    except ObjectMissing as missing:
        raise FileGone from missing
    told = {"mimetype": resource.file_type, "download_name": resource.file_name, "etag": False}
    response = send_file(io.BytesIO(data), as_attachment=True, **told)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
