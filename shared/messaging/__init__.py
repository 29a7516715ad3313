"""How services talk: outbox → relay → bus → inbox. See docs/events.md."""
