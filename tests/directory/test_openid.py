"""What an identity provider says, and what of it is believed: nothing expired, meant for another, or forged."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from services.directory.gateways.openid import Provider, ProviderFailed

SECRET = "a-secret-of-the-tests, long enough for HS256"
QUESTION = {"state": "s" * 48, "nonce": "n" * 48, "code_verifier": "v" * 64}
KEY, STRANGER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


class Speaker:
    """A provider on loopback that says what it is told to say, with ``paths``: address → answer."""

    def __init__(self):
        mine = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = json.dumps(mine.paths[self.path]).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        names = {"authorization_endpoint": "ask", "token_endpoint": "token", "jwks_uri": "keys"}
        places = {name: f"{self.issuer}/{path}" for name, path in {**names, "userinfo_endpoint": "person"}.items()}
        public = json.loads(RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "one", "use": "sig", "alg": "RS256"}
        self.paths = {"/.well-known/openid-configuration": {"issuer": self.issuer, **places}}
        self.paths |= {"/keys": {"keys": [public]}, "/person": {"sub": "agent-1", "email": "nadia@ville.fr"}}

    def say(self, *, key=KEY, algorithm="RS256", **claims):
        now = int(time.time())
        said = {"iss": self.issuer, "aud": "maillage", "sub": "agent-1", "nonce": QUESTION["nonce"]}
        said = {**said, "iat": now, "exp": now + 60, **claims}
        token = jwt.encode({name: value for name, value in said.items() if value}, key, algorithm, {"kid": "one"})
        self.paths["/token"] = {"access_token": "a", "token_type": "Bearer", "id_token": token}


@pytest.fixture
def speaker():
    made = Speaker()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def ask(speaker):
    registered = {"client_id": "maillage", "client_secret": SECRET, "scope": "openid email", "acr": ""}

    def person():
        provider = Provider(speaker.issuer, redirect_uri="http://localhost/back", **registered)
        return provider.person(QUESTION, code="c", state=QUESTION["state"])

    return person


def test_what_is_said_in_order_is_believed(speaker, ask):
    speaker.say()

    assert (ask().subject, ask().email_verified) == ("agent-1", False)


LIES = [
    ({"exp": 1_700_000_000}, "ExpiredSignature"),
    ({"exp": None}, "MissingRequiredClaim"),
    ({"aud": "another-service"}, "InvalidAudience"),
    ({"iss": "https://elsewhere.example"}, "InvalidIssuer"),
    ({"nonce": "another"}, "nonce"),
    ({"nonce": None}, "nonce"),
    ({"sub": "agent-2"}, "somebody else"),
    ({"key": STRANGER}, "InvalidSignature"),
    ({"key": SECRET, "algorithm": "HS256"}, "InvalidAlgorithm"),
    ({"key": None, "algorithm": "none"}, "InvalidAlgorithm"),
]


@pytest.mark.parametrize(("lie", "reason"), LIES)
def test_an_identity_that_is_not_in_order_is_refused(speaker, ask, lie, reason):
    speaker.say(**lie)

    with pytest.raises(ProviderFailed, match=reason):
        ask()


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/.well-known/openid-configuration", []),
        ("/.well-known/openid-configuration", {"issuer": "https://elsewhere.example"}),
        ("/token", {"error": "invalid_grant"}),
        ("/token", {"access_token": "a", "token_type": "Bearer"}),
        ("/keys", {"keys": []}),
        ("/person", ["agent-1"]),
        ("/person", {}),
    ],
)
def test_an_answer_out_of_shape_is_a_failure_of_the_provider_and_no_error_of_ours(speaker, ask, path, answer):
    speaker.say()
    speaker.paths[path] = answer

    with pytest.raises(ProviderFailed):
        ask()


def test_a_provider_that_names_no_keys_is_not_asked(speaker):
    del speaker.paths["/.well-known/openid-configuration"]["jwks_uri"]
    known = {"client_id": "maillage", "client_secret": SECRET, "scope": "openid", "acr": "", "redirect_uri": ""}

    with pytest.raises(ProviderFailed, match="jwks_uri"):
        Provider(speaker.issuer, **known).ask()
