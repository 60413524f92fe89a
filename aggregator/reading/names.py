"""Words of class names by which markup tells what an element is for."""

from __future__ import annotations

TITLE_WORDS = frozenset(["title", "headline", "heading", "titre", "titulo", "titel", "subject"])
DATE_WORDS = frozenset(
    [
        "date",
        "datetime",
        "published",
        "pubdate",
        "posted",
        "time",
        "timestamp",
        "updated",
        "modified",
        "created",
        "day",
        "datum",
        "fecha",
        "when",
        "submitted",
        "publishdate",
    ]
)
AUTHOR_WORDS = frozenset(
    ["author", "authors", "byline", "writer", "creator", "contributor", "autor", "auteur", "username"]
)
CATEGORY_WORDS = frozenset(
    [
        "category",
        "categories",
        "cat",
        "cats",
        "tag",
        "tags",
        "topic",
        "topics",
        "badge",
        "eyebrow",
        "kicker",
        "pill",
        "term",
        "terms",
        "rubric",
        "chip",
        "overline",
        "taxonomy",
        "taxonomies",
        "subject",
        "section",
        "genre",
        "channel",
        "flag",
        "hat",
        "rubrik",
        "rubrique",
        "categoria",
    ]
)
MORE_WORDS = frozenset(["more", "readmore", "continue", "morelink", "btn", "button", "cta", "weiterlesen"])
COMMENT_WORDS = frozenset(
    ["comment", "comments", "disqus", "share", "sharing", "social", "likes", "hits", "avatar", "gravatar"]
)
MODIFIED_WORDS = frozenset(["updated", "modified", "lastmod", "changed", "revised"])
SUMMARY_WORDS = frozenset(
    ["excerpt", "summary", "teaser", "standfirst", "dek", "abstract", "introtext", "snippet", "chapo"]
)
EXCERPT_WORDS = frozenset(
    [
        "excerpt",
        "summary",
        "description",
        "desc",
        "teaser",
        "intro",
        "introduction",
        "introtext",
        "lead",
        "dek",
        "deck",
        "standfirst",
        "abstract",
        "snippet",
        "content",
        "body",
        "text",
        "blurb",
        "subtitle",
        "preview",
        "chapo",
        "vorspann",
    ]
)
TEST_NAMES = (
    "data-testid",
    "data-hook",
    "data-qa",
    "data-test",
)  # where applications name the parts of a card
