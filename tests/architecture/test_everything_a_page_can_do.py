"""Whatever a page of the directory changes, a program can change too, unless it is for people only, and why."""

from collections.abc import Iterator

import pytest

SAME_NAME = "api_{page}"
"""Most pages and their counterpart have one name; the others are in the table."""
BY_PROGRAM = {
    "api_tokens.create": "api_api_tokens.create_api_token",
    "api_tokens.revoke": "api_api_tokens.revoke_api_token",
    "charters.publish": "api_charters.publish_charter",
    "charters.remind": "api_charters.remind_charter",
    "completions.take_records": "api_completions.preview_completion",  # the records and the values in one request
    "import_mappings.choose_columns": "api_imports.map_import",  # the columns and their values in one request
    "import_mappings.map_import": "api_imports.map_import",
    "invitations.invite_list": "api_invitations.invite",  # one request for each person
    "logos.bring_back": "api_network.put_logo",
    "logos.put_logo": "api_network.put_logo",
    "logos.take_away": "api_network.take_logo_away",
    "networks.change_settings": "api_network.change_network",
    "opening_hours.confirm_hours": "api_structures.change_structure",
    "own_structures.confirm": "api_structures.change_structure",  # with nothing to change
    "posts.change": "api_threads.edit_post",
    "posts.hide": "api_threads.hide_post",
    "posts.remove": "api_threads.remove_post",
    "posts.restore": "api_threads.restore_post",
    "posts.show": "api_threads.show_post",
    "senders.ask": "api_network.ask_sender_address",
    "senders.cancel": "api_network.cancel_sender_request",
    "senders.take_away": "api_network.take_sender_address_away",
    "start.hide": "api_start.hide_guide",
    "start.show_again": "api_start.hide_guide",
    "start.take_up_again": "api_start.take_step_up_again",
    "webhooks.change": "api_webhooks.change_webhook",
    "webhooks.change_secret": "api_webhooks.change_secret",
    "webhooks.create": "api_webhooks.create_webhook",
    "webhooks.remove": "api_webhooks.remove_webhook",
    "webhooks.replay": "api_webhooks.replay_delivery",
    "webhooks.start": "api_webhooks.start_webhook",
    "webhooks.stop": "api_webhooks.stop_webhook",
    "webhooks.test": "api_webhooks.test_webhook",
}
FOR_PEOPLE_ONLY = {
    "accounts.change_name": "an account belongs to a person, whatever their networks",
    "charters.sign": "a program does not commit itself to a charter",
    "closures.ask": "a network closes by the hand of somebody who writes its name",
    "closures.cancel": "as closures.ask",
    "digest_links.answer": "behind a link that a member received by mail",
    "digest_links.resume": "as digest_links.answer",
    "digest_links.stop": "as digest_links.answer",
    "email_changes.ask": "an account's address is its only key: a person asks, in a session of their own",
    "email_changes.cancel": "as email_changes.ask",
    "email_changes.confirm": "behind the link that the new address received, in that session",
    "email_changes.refuse": "behind the link that the old address received",
    "invitations.accept": "behind the link that the invited person received",
    "members.leave": "a member leaves by themselves; a program removes members",
    "orientation_answers.accept": "behind a link for referents without an account; api_orientations answers too",
    "orientation_answers.close": "as orientation_answers.accept",
    "orientation_answers.decline": "as orientation_answers.accept",
    "orientation_answers.give_appointment": "as orientation_answers.accept",
    "orientation_answers.note_meeting": "as orientation_answers.accept",
    "record_answers.answer": "behind the link that a referent received; a program changes the structure",
    "record_answers.answer_list": "as record_answers.answer",
    "record_answers.correct": "as record_answers.answer",
    "senders.confirm": "behind the link that the address received",
    "sign_in.ask_link": "a program has a token",
    "sign_in.sign_out": "as sign_in.ask_link",
    "sign_in.use_link": "as sign_in.ask_link",
    "sign_up.ask_to_open": "a network is opened by its first administrator, who has an address to prove",
    "sign_up.open_network": "as sign_up.ask_to_open",
}


@pytest.fixture
def app(start):
    return start("directory").app


def changing(app, *, by_program: bool) -> Iterator[str]:
    """Endpoints that change something."""
    for rule in app.url_map.iter_rules():
        if (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"} and rule.rule.startswith("/api/") is by_program:
            yield rule.endpoint


def test_whatever_a_page_changes_a_program_changes_too(app):
    programs = set(changing(app, by_program=True))
    pages = set(changing(app, by_program=False)) - FOR_PEOPLE_ONLY.keys()

    missing = {page for page in pages if BY_PROGRAM.get(page, SAME_NAME.format(page=page)) not in programs}

    assert not missing, "write its route in api/, or say in FOR_PEOPLE_ONLY why only people do it"


def test_a_program_needs_the_right_that_people_need(app):
    def right_of(endpoint):
        return app.view_functions[endpoint].required_right

    for page in set(changing(app, by_program=False)) - FOR_PEOPLE_ONLY.keys():
        assert right_of(BY_PROGRAM.get(page, SAME_NAME.format(page=page))) == right_of(page), page


def test_the_tables_name_pages_that_exist_and_each_once(app):
    pages = set(changing(app, by_program=False))

    assert BY_PROGRAM.keys() | FOR_PEOPLE_ONLY.keys() <= pages
    assert not BY_PROGRAM.keys() & FOR_PEOPLE_ONLY.keys()
