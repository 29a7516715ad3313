"""Several texts in one column."""

from typing import Any

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY


class TextArray(ARRAY[str]):
    """``text[]``, as psycopg reads and writes lists: SQLAlchemy would look again at each value of each list."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(Text)

    def bind_processor(self, dialect: Any) -> Any:
        return None

    def result_processor(self, dialect: Any, coltype: object) -> Any:
        return None
