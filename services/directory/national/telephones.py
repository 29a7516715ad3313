"""Telephone numbers as people write them, to the international form of the national schema."""

import re

import phonenumbers

_OVERSEAS = {
    "0590": "GP", "0690": "GP", "0691": "GP",
    "0594": "GF", "0694": "GF",
    "0596": "MQ", "0696": "MQ", "0697": "MQ",
    "0262": "RE", "0692": "RE", "0693": "RE",
    "0269": "YT",
}  # fmt: skip
"""Numbers written with a zero that belong to an overseas numbering plan. Source: Arcep, plan de numérotation."""

_FRENCH = re.compile(r"(?<!\d)0[1-9](?:[\s.-]?\d\d){4}(?!\d)")


def international(text: str) -> str | None:
    """``05 59 00 00 00`` to ``+33559000000``; None for what is no complete number.

    Of several numbers in one cell, the first one: the schema has room for one.
    """
    text = " ".join(text.split())
    first = re.split(r"\s*(?:[/;|,]|\bou\b|\bet\b)\s*", text, maxsplit=1)[0]
    digits = re.sub(r"\D", "", first)
    region = _OVERSEAS.get(digits[:4], "FR")
    number = (
        _parsed(first, region) or _found(text, region) or (_parsed(f"+{first}", region) if first.isdigit() else None)
    )
    return number and phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _parsed(text: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None  # not "valid": the schema asks for no more


def _found(text: str, region: str) -> phonenumbers.PhoneNumber | None:
    """« 05 59 00 00 00 (accueil) », or two numbers with nothing but a space or a dash between them."""
    if match := _FRENCH.search(text):
        return _parsed(match[0], region)
    return next((match.number for match in phonenumbers.PhoneNumberMatcher(text, region)), None)


def holds_several(text: str) -> bool:
    return len(re.findall(r"\d", text)) > 15


def is_same_number(before: str, after: str) -> bool:
    """Whether only its writing differs: « 05.59.00.00.00 », ``+33559000000``."""
    return after.startswith("+33") and re.sub(r"[\s./-]", "", before) == f"0{after[3:]}"
