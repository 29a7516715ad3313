"""Small numbers: what would point at somebody is withheld.

The frequency rule with a secondary suppression (Insee, "manuel de protection des tableaux"): a cell that counts at
least one person and fewer than the network's threshold is withheld; when the total is printed, cells are withheld
until at least two are, and until those together reach the threshold, so that the missing one cannot be found by
subtraction.
"""

from collections.abc import Sequence


def is_small(people: int, threshold: int) -> bool:
    return 0 < people < threshold


def withheld_rows(people: Sequence[int], threshold: int) -> set[int]:
    """Positions of the rows to withhold in a column of people whose total is printed."""
    withheld = {index for index, count in enumerate(people) if is_small(count, threshold)}
    if not withheld:
        return withheld
    others = [index for index, count in enumerate(people) if index not in withheld and count > 0]
    for index in sorted(others, key=lambda index: (people[index], index)):
        if len(withheld) > 1 and sum(people[position] for position in withheld) >= threshold:
            break
        withheld.add(index)
    return withheld
