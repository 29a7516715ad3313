"""Keys of a standalone installation: made at the first start, kept in its folder."""

import json
import os
import secrets
from pathlib import Path

from shared.web.tokens import make_key_pair


def load_or_make(folder: Path) -> dict[str, str]:
    """Settings that are secrets, by name. The file can be read by its owner only."""
    path = folder / "secrets.json"
    if not path.exists():
        private, public = make_key_pair()
        values = {
            "secret_key": secrets.token_urlsafe(48),
            "pseudonym_key": secrets.token_urlsafe(48),
            "identity_private_key": private,
            "identity_public_key": public,
        }
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(values, file)
    return json.loads(path.read_text())
