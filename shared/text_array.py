"""Several texts in one column."""

from typing import Any

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY


class TextArray(ARRAY[str]):
    """``text[]``, as psycopg reads and writes lists: SQLAlchemy would look again at each value of each list."""

    cache_ok = True
    render_bind_cast = True

    def __init__(self) -> None:
        super().__init__(Text)

    def adapt(self, cls: Any, **_: Any) -> "TextArray":
        """Otherwise the dialect would put its own kind of array in this one's place."""
        return TextArray()

    def bind_processor(self, dialect: Any) -> Any:
        return None

    def result_processor(self, dialect: Any, coltype: object) -> Any:
        return None
