"""The page of permissions says what the table says, and names everything that it holds."""

from docs.make_permissions_page import PAGE, permissions_page
from messages.permission_words import action_names
from services.permissions import ALLOWED, Action


def test_the_page_is_in_step_with_the_table() -> None:
    assert PAGE.read_text("utf-8") == permissions_page(), "remake it: python -m docs.make_permissions_page"


def test_every_action_stands_in_the_table_and_has_a_name() -> None:
    assert set(ALLOWED) == set(Action)
    assert set(action_names()) == {action.value for action in Action}
