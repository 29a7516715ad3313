"""Files of any table, as people send them: CSV, workbook or JSON, to one :class:`SourceTable`. Knows no schema."""
