"""Reporting: facts heard from the others, reports that write and send themselves."""
