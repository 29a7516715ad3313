"""Calls to other people's servers: where they may not go, and what a server may not do with us."""

import socket
import ssl
import threading
import time
from contextlib import suppress
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from services.directory.gateways import webhook_sender
from services.directory.gateways.webhook_sender import AddressRefused, check_address


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.0.0.8/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fd00::1]/",
        "https://[::127.0.0.1]/",
        "https://[::ffff:0:127.0.0.1]/",
        "https://[64:ff9b::a9fe:a9fe]/",
        "https://[64:ff9b:1::7f00:1]/",
        "https://192.0.0.8/",
        "https://168.63.129.16/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://user:pass@8.8.8.8/",
        "ftp://8.8.8.8/",
        "https://",
        "https://nulle-part.invalid/",
    ],
)
def test_private_and_strange_addresses_are_refused(url):
    with pytest.raises(AddressRefused):
        check_address(url, anywhere=False)


def test_a_public_address_is_accepted():
    assert check_address("https://8.8.8.8/x", anywhere=False) == ("8.8.8.8", 443, "8.8.8.8")


def test_a_server_that_answers_letter_by_letter_holds_nobody_up(monkeypatch):
    monkeypatch.setattr(webhook_sender, "ALL_SECONDS", 0.5)
    listening = socket.create_server(("127.0.0.1", 0))

    def drip():
        connection, _ = listening.accept()
        with connection, suppress(OSError):
            for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 60:
                connection.sendall(bytes([letter]))
                time.sleep(0.05)

    threading.Thread(target=drip, daemon=True).start()

    outcome = webhook_sender.post(f"http://127.0.0.1:{listening.getsockname()[1]}/", b"{}", {}, anywhere=True)

    listening.close()
    assert (outcome.status, outcome.answer) == (None, "Pas de réponse à temps.")
    assert outcome.milliseconds < 3000


@pytest.fixture
def made_up_certificate(tmp_path):
    """Of localhost, signed by nobody whom anybody knows."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(datetime(2020, 1, 1)).not_valid_after(datetime(2090, 1, 1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = tmp_path / "localhost.pem"
    path.write_bytes(secret + made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    return path


def test_nothing_is_told_to_a_server_whose_certificate_nobody_vouches_for(made_up_certificate):
    heard = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append(self.path)

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made_up_certificate)
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    outcome = webhook_sender.post(f"https://localhost:{server.server_port}/", b"{}", {}, anywhere=True)

    server.shutdown()
    server.server_close()
    assert outcome.status is None
    assert outcome.answer.startswith("Certificat refusé")
    assert heard == []
