"""Base of the directory's models, with the plumbing tables in its metadata."""

from shared.database import declarative_base

Base = declarative_base()

OUTSIDE_ANY_NETWORK = {
    "account": "one person, one account, whatever the number of networks; read to sign in, before any network is known",
    "sign_in_link": "asked for and used before any network is known",
    "web_session": "belongs to an account, not to a network",
    "sign_up": "comes before the network that it opens",
    "attempt": "counts requests by address, before anyone is known",
}
"""Tables without row-level security, and why. No page or interface lists any of them."""
