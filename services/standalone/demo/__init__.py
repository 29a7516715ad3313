"""A demonstration network, loaded through the product's own pages and programming interface.

Its people and structures are invented; its communes are real. Its figures are those of a quarter of a real network's
year and of a real course on tablets, so that the report can be checked by eye.
"""
