"""Parse modes: what is shown, where entities lie, and how faults are worded."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import BadRequest
from sandbox.formatting.html import parse_html
from sandbox.formatting.markdown import parse_markdown
from sandbox.formatting.reading import formatted
from sandbox.formatting.text import utf16_length, utf16_slice


def spans(text: str, mode: str) -> tuple[str, list[tuple[str, int, int]]]:
    shown = formatted(text, parse_mode=mode)
    return shown.text, [(e["type"], e["offset"], e["length"]) for e in shown.entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        pytest.param("<b>粗</b>", "粗", [("bold", 0, 1)], id="a-chinese-character-is-one-unit"),
        pytest.param("😀<i>x</i>", "😀x", [("italic", 2, 1)], id="an-emoji-is-two-units"),
        pytest.param("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)], id="tags-nest"),
        pytest.param("a &lt;b&gt; &amp; &#20170;", "a <b> & 今", [], id="references-are-decoded"),
        pytest.param("<b></b>x", "x", [], id="an-empty-tag-leaves-nothing"),
        pytest.param("  <u>x</u>  ", "x", [("underline", 0, 1)], id="white-space-at-the-ends-is-cut"),
        pytest.param("<B>x</B>", "x", [("bold", 0, 1)], id="tags-are-not-case-sensitive"),
        pytest.param("<b>x</>", "x", [("bold", 0, 1)], id="an-end-tag-may-leave-out-the-name"),
        pytest.param("<a href='javascript:x'>y</a>", "y", [], id="a-link-to-nowhere-is-plain-text"),
        pytest.param("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)], id="quotes"),
        pytest.param('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)], id="spoilers"),
    ],
)
def test_html_is_shown_as_telegram_shows_it(source: str, text: str, entities: list[Any]) -> None:
    assert spans(source, "HTML") == (text, entities)


def test_a_code_block_keeps_its_language() -> None:
    shown = parse_html('<pre><code class="language-python">x = 1</code></pre>')
    assert shown.entities == [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]


def test_a_link_and_a_mention_keep_where_they_lead() -> None:
    shown = parse_html('<a href="http://example.org/?a=1&amp;b=2">x</a><a href="tg://user?id=42">y</a>')
    assert [entity.get("url") or entity.get("user_id") for entity in shown.entities] == [
        "http://example.org/?a=1&b=2",
        42,
    ]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("中<x>y</x>", 'Unsupported start tag "x" at byte offset 3'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("1 <2", "Unclosed start tag at byte offset 2"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<a href=@>x</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ],
)
def test_bad_html_is_refused_in_telegrams_words(source: str, fault: str) -> None:
    with pytest.raises(BadRequest, match=re.escape(f"can't parse entities: {fault}") + "$"):
        parse_html(source)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        pytest.param("*粗* _斜_", "粗 斜", [("bold", 0, 1), ("italic", 2, 1)], id="bold-and-italic"),
        pytest.param(
            "__u__ ~s~ ||p||",
            "u s p",
            [("underline", 0, 1), ("strikethrough", 2, 1), ("spoiler", 4, 1)],
            id="double-marks",
        ),
        pytest.param("*a _b_*", "a b", [("bold", 0, 3), ("italic", 2, 1)], id="marks-nest"),
        pytest.param(r"1\.5 \- \\", "1.5 - \\", [], id="escapes-vanish"),
        pytest.param("`a.b`", "a.b", [("code", 0, 3)], id="code-needs-no-escapes"),
        pytest.param("```py\nx=1```", "x=1", [("pre", 0, 3)], id="a-block-drops-its-first-line-break"),
        pytest.param("[x](http://example.org)", "x", [("text_link", 0, 1)], id="links"),
        pytest.param(">a\n>b\nc", "a\nb\nc", [("blockquote", 0, 4)], id="quotes-run-over-lines"),
        pytest.param(">a\n>b||", "a\nb", [("expandable_blockquote", 0, 3)], id="expandable-quotes"),
    ],
)
def test_markdown_is_shown_as_telegram_shows_it(source: str, text: str, entities: list[Any]) -> None:
    assert spans(source, "MarkdownV2") == (text, entities)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("1.5", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a-b", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("中*a", "Can't find end of Bold entity at byte offset 3"),
        ("_a", "Can't find end of Italic entity at byte offset 0"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
        ("[a](http://x", "Can't find end of a URL at byte offset 4"),
        ("a!", "Character '!' is reserved and must be escaped with the preceding '\\'"),
    ],
)
def test_bad_markdown_is_refused_in_telegrams_words(source: str, fault: str) -> None:
    with pytest.raises(BadRequest, match=re.escape(f"can't parse entities: {fault}")):
        parse_markdown(source)


def test_an_unknown_parse_mode_is_refused() -> None:
    with pytest.raises(BadRequest, match="unsupported parse_mode"):
        formatted("x", parse_mode="BBCode")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start a", [("bot_command", "/start")]),
        ("请看 /points@test_bot 吧", [("bot_command", "/points@test_bot")]),
        ("a/b and 1/2", []),
        ("@zhangsan 好 #积分", [("mention", "@zhangsan"), ("hashtag", "#积分")]),
        ("见 https://example.org/a?b=1。", [("url", "https://example.org/a?b=1")]),
        ("mail a.b@example.org", [("email", "a.b@example.org")]),
    ],
)
def test_commands_mentions_and_links_are_found(text: str, found: list[tuple[str, str]]) -> None:
    shown = formatted(text)
    assert [(e["type"], utf16_slice(shown.text, e["offset"], e["length"])) for e in shown.entities] == found


def test_nothing_is_found_inside_of_code() -> None:
    assert [e["type"] for e in formatted("<code>/start</code> /help", parse_mode="HTML").entities] == [
        "code",
        "bot_command",
    ]


def test_explicit_entities_must_lie_within_the_text() -> None:
    with pytest.raises(BadRequest, match="ends after the end of the text"):
        formatted("ab", entities=[{"type": "bold", "offset": 1, "length": 2}])


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="<&\0"), max_size=60))
def test_plain_text_passes_html_unchanged(text: str) -> None:
    assert parse_html(text).text == text


@given(st.text(alphabet="<>/ab& ='\"😀中i", max_size=30))
def test_html_is_read_or_refused_and_entities_lie_within(text: str) -> None:
    try:
        shown = formatted(text, parse_mode="HTML")
    except BadRequest:
        return
    length = utf16_length(shown.text)
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= length for e in shown.entities)


@given(st.text(alphabet="*_~|`[]()!>\\ab\n😀中", max_size=30))
def test_markdown_is_read_or_refused_and_entities_lie_within(text: str) -> None:
    try:
        shown = formatted(text, parse_mode="MarkdownV2")
    except BadRequest:
        return
    length = utf16_length(shown.text)
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= length for e in shown.entities)
