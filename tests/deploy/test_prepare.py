"""A new installation: its secrets, its databases, its bucket, and how one knows that it works."""

from contextlib import contextmanager
from datetime import UTC, datetime

import pika
import pytest
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import ProgrammingError

from deploy import prepare, probe
from deploy.make_env import SERVICES, env_file
from shared.database.embedded import EmbeddedPostgres
from shared.ids import new_id
from shared.web.tokens import read_token, sign_token
from tests.deploy.compose import containers, env_values


@pytest.fixture(scope="module")
def server(new_folder):
    server = EmbeddedPostgres(new_folder("prepared") / "data")
    yield server
    server.stop()


@pytest.fixture
def variables(server, seaweed):
    """What the container « prepare » receives, with the addresses of this machine."""
    storage = {"S3_ENDPOINT": seaweed.url, "S3_ACCESS_KEY": seaweed.access_key, "S3_SECRET_KEY": seaweed.secret_key}
    return containers()["prepare"]["environment"] | storage | {"POSTGRES_URL": server.superuser_url}


@contextmanager
def application_of(server, service):
    """A connection as the service's application role."""
    url = make_url(server.superuser_url).set(
        drivername="postgresql+psycopg", username=f"{service}_app", database=f"maillage_{service}"
    )
    engine = create_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_an_installation_is_prepared_and_preparing_it_again_changes_nothing(server, seaweed, variables):
    prepare.main(variables)
    prepare.main(variables)

    for service in SERVICES:
        with application_of(server, service) as connection:
            assert "outbox" in inspect(connection).get_table_names()
            with pytest.raises(ProgrammingError, match="permission denied"):
                connection.execute(text("CREATE TABLE anything (id int)"))
    assert seaweed.storage().exists("00000000-0000-0000-0000-000000000000/ready")


def test_the_services_prepared_are_the_services_there_are():
    from tests.deploy.test_compose import SERVICES as found

    assert sorted(SERVICES) == found


def test_two_installations_share_no_secret():
    one, other = (env_values(env_file("https://m.example.org", mail_from="m@example.org")) for _ in range(2))

    shared = {name for name in one if one[name] == other[name]}
    assert shared == {"PUBLIC_URL", "COOKIE_SECURE", "MAIL_FROM", "SMTP_HOST", "SMTP_PORT", "COMPOSE_PROFILES"}


def test_the_identity_keys_of_the_env_file_survive_its_quoting():
    values = env_values(env_file("https://m.example.org", mail_from="m@example.org"))
    now, account = datetime.now(UTC), new_id()

    token = sign_token(values["IDENTITY_PRIVATE_KEY"], account_id=account, session_id=new_id(), name="C", now=now)

    claims = read_token(values["IDENTITY_PUBLIC_KEY"], token, now)
    assert claims is not None
    assert claims.account_id == account


def test_with_a_mail_server_of_ones_own_no_letter_is_caught():
    values = env_values(env_file("https://m.example.org", mail_from="m@example.org", smtp="smtp.example.org:587"))

    assert (values["SMTP_HOST"], values["SMTP_PORT"]) == ("smtp.example.org", "587")
    assert "COMPOSE_PROFILES" not in values


def test_cookies_are_for_secure_connections_except_on_ones_own_machine():
    assert env_values(env_file("https://m.example.org", mail_from="m@e.fr"))["COOKIE_SECURE"] == "true"
    assert env_values(env_file("http://localhost:8080", mail_from="m@e.fr"))["COOKIE_SECURE"] == "false"


def test_a_worker_whose_queue_nobody_reads_is_not_healthy(rabbitmq):
    name = f"probe-{new_id().hex}"
    with pika.BlockingConnection(pika.URLParameters(rabbitmq.url)) as connection:
        channel = connection.channel()
        channel.queue_declare(name, durable=True, arguments={"x-queue-type": "quorum"})

        with pytest.raises(SystemExit, match=f"nobody reads {name}"):
            probe.check_queues(rabbitmq.url, [name])
        channel.basic_consume(name, lambda *_: None)
        probe.check_queues(rabbitmq.url, [name])

        channel.queue_delete(name)


def test_a_probe_says_when_nothing_answers():
    with pytest.raises(SystemExit, match="not ready"):
        probe.check_web(9)
    with pytest.raises(SystemExit, match="no answer from the broker"):
        probe.check_queues("amqp://guest:guest@127.0.0.1:9/%2F", ["any"])
