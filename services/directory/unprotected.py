"""Tables of the directory that belong to no network, and why. The first ones hold people: no page and no
interface lists any of them. The communes are a reference, public and without a word about any network."""

UNPROTECTED = {
    "account": "one account for each person, whatever the number of networks; read to sign in, before any is known",
    "account_identity": "an account as an identity provider knows it; read to sign in, before any network is known",
    "sign_in_link": "asked for and used before any network is known",
    "web_session": "belongs to an account, not to a network",
    "email_change": "belongs to an account, not to a network",
    "sign_up": "comes before the network that it opens",
    "tombstone": "of a network that is no more: the operator's proof that it was erased, without a name",
    "attempt": "counts requests by address, before anyone is known",
    "commune": "communes of France, the same for every network; the application role only reads it",
    "commune_edition": "from which edition of the communes a department was loaded; as commune",
}
