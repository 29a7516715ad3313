"""Mechanism that the four services share; no rule of the trade lives here."""
