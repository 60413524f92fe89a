"""Words of class names by which markup tells what an element is for."""

from __future__ import annotations


def vocabulary(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())


TITLE_WORDS = vocabulary("title headline heading titre titulo titel subject")
DATE_WORDS = vocabulary(
    """
    date datetime published pubdate posted time timestamp updated modified created day datum fecha when
    submitted publishdate
    """
)
AUTHOR_WORDS = vocabulary("author authors byline writer creator contributor autor auteur username")
CATEGORY_WORDS = vocabulary(
    """
    category categories cat cats tag tags topic topics badge eyebrow kicker pill term terms rubric chip
    overline taxonomy taxonomies subject section genre channel flag hat rubrik rubrique categoria
    """
)
MORE_WORDS = vocabulary("more readmore continue morelink btn button cta weiterlesen")
COMMENT_WORDS = vocabulary("comment comments disqus share sharing social likes hits avatar gravatar")
MODIFIED_WORDS = frozenset(["updated", "modified", "lastmod", "changed", "revised"])
SUMMARY_WORDS = vocabulary("excerpt summary teaser standfirst dek abstract introtext snippet chapo")
EXCERPT_WORDS = vocabulary(
    """
    excerpt summary description desc teaser intro introduction introtext lead dek deck standfirst
    abstract snippet content body text blurb subtitle preview chapo vorspann
    """
)
TEST_NAMES = (
    "data-testid",
    "data-hook",
    "data-qa",
    "data-test",
)  # where applications name the parts of a card
