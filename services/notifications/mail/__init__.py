"""How letters are written: text, HTML and MIME. No database, no network."""
