"""Which addresses name one article, and what of an address is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.addresses import canonical, shown

HOME = "https://www.example.org/news/2022/dock-raid"
ONE_ARTICLE = [
    # scheme, host, port
    "http://www.example.org/news/2022/dock-raid",
    "https://example.org/news/2022/dock-raid",
    "HTTPS://WWW.EXAMPLE.ORG/news/2022/dock-raid",
    "https://www.example.org:443/news/2022/dock-raid",
    "http://www.example.org:80/news/2022/dock-raid",
    "https://www2.example.org/news/2022/dock-raid",
    "https://m.example.org/news/2022/dock-raid",
    "https://mobile.example.org/news/2022/dock-raid",
    "https://amp.example.org/news/2022/dock-raid",
    "https://www.example.org./news/2022/dock-raid",
    "//www.example.org/news/2022/dock-raid",
    # path
    "https://www.example.org/news/2022/dock-raid/",
    "https://www.example.org//news//2022/dock-raid",
    "https://www.example.org/news/./x/../2022/dock-raid",
    "https://www.example.org/news/2022/dock%2Draid",
    "https://www.example.org/news/2022/dock-raid/index.html",
    "https://www.example.org/news/2022/dock-raid/index.php",
    "https://www.example.org/news/2022/dock-raid/default.aspx",
    "https://www.example.org/index.php/news/2022/dock-raid",
    "https://www.example.org/news/2022/dock-raid/amp",
    "https://www.example.org/news/2022/dock-raid/amp/",
    "https://www.example.org/amp/news/2022/dock-raid",
    "https://www.example.org/news/amp/2022/dock-raid",
    "https://www.example.org/news/2022/dock-raid.amp",
    "https://www.example.org/news/2022/dock-raid/print/",
    "https://www.example.org/news/2022/dock-raid;jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9",
    "https://www.example.org/(S(lit3py55t21z5v55vlm25s55))/news/2022/dock-raid",
    # fragments
    "https://www.example.org/news/2022/dock-raid#comments",
    "https://www.example.org/news/2022/dock-raid#:~:text=freed%20twelve",
    "https://www.example.org/news/2022/dock-raid#xtor=RSS-1",
    "https://www.example.org/news/2022/dock-raid#",
    # query
    "https://www.example.org/news/2022/dock-raid?",
    "https://www.example.org/news/2022/dock-raid?utm_source=rss&utm_medium=feed&utm_campaign=x",
    "https://www.example.org/news/2022/dock-raid?UTM_SOURCE=rss",
    "https://www.example.org/news/2022/dock-raid?utm_source=rss&amp;utm_medium=feed",
    "https://www.example.org/news/2022/dock-raid?fbclid=IwAR0abc",
    "https://www.example.org/news/2022/dock-raid?gclid=1&dclid=2&gbraid=3&wbraid=4",
    "https://www.example.org/news/2022/dock-raid?mc_cid=aa&mc_eid=bb",
    "https://www.example.org/news/2022/dock-raid?_hsenc=p2&_hsmi=3",
    "https://www.example.org/news/2022/dock-raid?mkt_tok=abc",
    "https://www.example.org/news/2022/dock-raid?ref=twitter",
    "https://www.example.org/news/2022/dock-raid?ref_src=twsrc%5Etfw",
    "https://www.example.org/news/2022/dock-raid?source=rss",
    "https://www.example.org/news/2022/dock-raid?from=newsletter",
    "https://www.example.org/news/2022/dock-raid?at_medium=RSS&at_campaign=KARANGA",
    "https://www.example.org/news/2022/dock-raid?ns_mchannel=rss&ns_source=PublicRSS20",
    "https://www.example.org/news/2022/dock-raid?xtor=AL-72",
    "https://www.example.org/news/2022/dock-raid?WT.mc_id=abc",
    "https://www.example.org/news/2022/dock-raid?CMP=Share_iOSApp_Other",
    "https://www.example.org/news/2022/dock-raid?cmpid=rss",
    "https://www.example.org/news/2022/dock-raid?ito=1490",
    "https://www.example.org/news/2022/dock-raid?smid=tw-share",
    "https://www.example.org/news/2022/dock-raid?share=facebook&nb=1",
    "https://www.example.org/news/2022/dock-raid?replytocom=881",
    "https://www.example.org/news/2022/dock-raid?amp=1",
    "https://www.example.org/news/2022/dock-raid?amp",
    "https://www.example.org/news/2022/dock-raid?outputType=amp",
    "https://www.example.org/news/2022/dock-raid?m=1",
    "https://www.example.org/news/2022/dock-raid?print=1",
    "https://www.example.org/news/2022/dock-raid?print=print",
    "https://www.example.org/news/2022/dock-raid?tmpl=component&print=1&layout=print",
    "https://www.example.org/news/2022/dock-raid?PHPSESSID=9a8b7c6d5e4f30211203f4e5d6c7b8a9",
    "https://www.example.org/news/2022/dock-raid?sid=9a8b7c6d5e4f30211203f4e5d6c7b8a9",
    "https://www.example.org/news/2022/dock-raid?pk_campaign=x&pk_kwd=y",
    "https://www.example.org/news/2022/dock-raid?mtm_campaign=x",
    "https://www.example.org/news/2022/dock-raid?igshid=abc&twclid=1&ttclid=2&li_fat_id=3",
    "https://www.example.org/news/2022/dock-raid?__twitter_impression=true&guccounter=1",
    "https://www.example.org/news/2022/dock-raid?feature=share",
    "https://www.example.org/news/2022/dock-raid?spm=a2c.1&scm=20140722",
    "https://www.example.org/news/2022/dock-raid?vero_id=x&oly_enc_id=y&ck_subscriber_id=1",
    "https://www.example.org/news/2022/dock-raid?elqTrackId=1&elq=2&elqaid=3&elqat=1",
    "https://www.example.org/news/2022/dock-raid?s_cid=a&icid=b&ncid=c&ocid=d",
    "https://www.example.org/news/2022/dock-raid?_=1652000000000",
    "https://www.example.org/news/2022/dock-raid?doing_wp_cron=1652000000.1",
    "https://www.example.org/news/2022/dock-raid?hss_channel=tw-1&sref=rss",
    "https://www.example.org/news/2022/dock-raid?email=",
    "https://www.example.org/news/2022/dock-raid?utm_source=a&amp;amp;utm_medium=b",
    "https://www.example.org/news/2022/dock-raid?source=social&ref=homepage&via=twitter",
    "https://www.example.org/news/2022/dock-raid/comment-page-2/#comment-99",
    "https://www.example.org/news/2022/dock-raid?sessionid=0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    "https://www.example.org/news/2022/dock-raid?ss_source=a&ss_campaign_id=1&trk_msg=2",
    # wrapped
    "https://www.google.com/url?rct=j&sa=t&url=https://www.example.org/news/2022/dock-raid&ct=ga",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.example.org%2Fnews%2F2022%2Fdock-raid%3Ffbclid%3D1&h=AT0",
    "https://www.google.com/amp/s/www.example.org/news/2022/dock-raid",
    "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/news/2022/dock-raid",
    # as pages print them
    "  https://www.example.org/news/2022/dock-raid\n",
    "https://www.example.org/news/2022/dock-\nraid",
    "https:\\\\www.example.org\\news\\2022\\dock-raid",
]

PAIRS_OF_ONE = [
    ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
    ("https://example.org/a?q=x+y", "https://example.org/a?q=x%20y"),
    ("https://example.org/é", "https://example.org/%C3%A9"),
    ("https://example.org/%c3%a9", "https://example.org/%C3%A9"),
    ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
    ("https://EXAMPLE.org/a?id=4#top", "https://example.org/a?id=4"),
    ("https://example.org/view.php?id=4&PHPSESSID=1", "https://example.org/view.php?id=4"),
    ("https://example.org/story.amp.html", "https://example.org/story.html"),
    ("https://example.org", "https://example.org/"),
    ("https://example.org/index.html", "https://example.org/"),
    ("https://en.m.example.org/wiki/Kiln", "https://en.example.org/wiki/Kiln"),
    ("https://example.org/a?id=4&id=4", "https://example.org/a?id=4"),
    ("https://example.org/a?&id=4&&", "https://example.org/a?id=4"),
    ("https://example.org/a~b", "https://example.org/a%7Eb"),
]

APART = [
    ("https://example.org/?p=1", "https://example.org/?p=2"),
    ("https://example.org/?p=1", "https://example.org/"),
    ("https://example.org/a?id=12", "https://example.org/a?id=120"),
    ("https://example.org/list?page=1", "https://example.org/list?page=2"),
    ("https://example.org/watch?v=aB", "https://example.org/watch?v=ab"),
    ("https://example.org/a/Zz1", "https://example.org/a/zz1"),
    ("https://example.org/2021/report", "https://example.org/2022/report"),
    ("https://example.org/en/report", "https://example.org/fr/report"),
    ("https://example.org/report?lang=en", "https://example.org/report?lang=fr"),
    ("https://en.example.org/a", "https://fr.example.org/a"),
    ("https://blog.example.org/a", "https://news.example.org/a"),
    ("https://example.org/a", "https://example.com/a"),
    ("https://example.org/view?sid=8", "https://example.org/view?sid=9"),
    ("https://example.org/a?source=12", "https://example.org/a?source=13"),
    ("https://example.org/a?ref=8812", "https://example.org/a?ref=8813"),
    ("https://example.org/?m=202204", "https://example.org/?m=202205"),
    ("https://example.org/#!/story/1", "https://example.org/#!/story/2"),
    ("https://example.org/#/story/1", "https://example.org/#/story/2"),
    ("https://example.org/index-of-prices", "https://example.org/"),
    ("https://example.org/tag/amp/", "https://example.org/tag/"),
    ("https://example.org/category/print", "https://example.org/category"),
    ("https://example.org/amp-dealers", "https://example.org/dealers"),
    ("https://example.org/news/printing", "https://example.org/news/"),
    ("https://mexample.org/a", "https://example.org/a"),
    ("https://wwwexample.org/a", "https://example.org/a"),
    ("https://example.org/story.php?cat=1&story=2", "https://example.org/story.php?cat=2&story=1"),
    ("https://example.org/node/12", "https://example.org/node/13"),
    ("https://example.org:8080/a", "https://example.org/a"),
    ("https://example.org/a?tag=x", "https://example.org/a?tag=y"),
    ("https://example.org/a?article=1", "https://example.org/a?article=2"),
    ("https://example.org/a?start=15", "https://example.org/a?start=30"),
    ("https://example.org/a?Take=26", "https://example.org/a?Take=52"),
    ("https://example.org/a?12345", "https://example.org/a?12346"),
    ("https://example.org/a;id=1", "https://example.org/a;id=2"),
    ("https://example.org/a%2Fb", "https://example.org/a/b"),
    ("https://example.org/a?x=%26", "https://example.org/a?x="),
    ("https://example.org/search?q=kiln", "https://example.org/search?q=dock"),
    ("https://example.org/?s=kiln", "https://example.org/?s=dock"),
    ("https://example.org/a?date=2021-05-04", "https://example.org/a?date=2021-05-05"),
    ("https://example.org/a?c=US", "https://example.org/a?c=GB"),
    ("https://example.org/a?type=news&no=1", "https://example.org/a?type=news&no=2"),
    ("https://example.org/a?idxno=1", "https://example.org/a?idxno=2"),
    ("https://example.org/a?oid=001&aid=1", "https://example.org/a?oid=002&aid=1"),
    ("https://example.org/a?code=1", "https://example.org/a?code=2"),
    ("https://example.org/a?t=1", "https://example.org/a?t=2"),
    ("https://example.org/a?mode=1", "https://example.org/a?mode=2"),
    ("https://example.org/a?view=article&id=1", "https://example.org/a?view=category&id=1"),
    ("https://example.org/a?doc=cmp", "https://example.org/a?doc=amp"),
    ("https://example.org/a?nl=12", "https://example.org/a?nl=13"),
    ("https://example.org/a?cid=12", "https://example.org/a?cid=13"),
    ("https://example.org/a?token=abc", "https://example.org/a?token=abd"),
    ("https://example.org/a?campaign=3", "https://example.org/a?campaign=4"),
    ("https://example.org/a?ID=3", "https://example.org/a?ID=4"),
    ("https://example.org/a?key=9a8b7c6d5e4f3021", "https://example.org/a?key=9a8b7c6d5e4f3022"),
    ("https://example.org/a.html", "https://example.org/a.pdf"),
    ("https://example.org/a/1", "https://example.org/a/1/2"),
    ("https://example.org/a?newsletter_id=12", "https://example.org/a?newsletter_id=13"),
    ("https://example.org/a?session_id=12", "https://example.org/a?session_id=13"),
    ("https://example.org/a?print=12", "https://example.org/a?print=13"),
    ("https://example.org/a?ref=article-12", "https://example.org/a?ref=article-13"),
    ("https://example.org/a?pk_id=1", "https://example.org/a?pk_id=2"),
    ("https://example.org/a?id=1&amp;amp;section=a", "https://example.org/a?id=1&amp;amp;section=b"),
    ("https://example.org/a?campaign_id=3", "https://example.org/a?campaign_id=4"),
    ("https://example.org/a?origin=kenya", "https://example.org/a?origin=ghana"),
    ("https://example.org/services/print", "https://example.org/services"),
    ("https://example.org/part-1", "https://example.org/part-2"),
    ("https://www.google.com/url?q=https://a.example/1", "https://www.google.com/url?q=https://a.example/2"),
]  # fmt: skip


@pytest.mark.parametrize("address", ONE_ARTICLE)
def test_forms_of_one_address_have_one_identity(address: str) -> None:
    assert canonical(address) == canonical(HOME)


@pytest.mark.parametrize(("one", "other"), PAIRS_OF_ONE)
def test_two_spellings_are_one_article(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_articles_are_never_one(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_a_source_keeps_and_drops_parameters_of_its_own() -> None:
    assert (
        canonical("https://example.org/a?ref=rss&x=1", keep=("ref",), drop=("x",))
        == "https://example.org/a?ref=rss"
    )
    assert (
        shown("https://example.org/a?ref=rss&x=1", keep=("ref",), drop=("x",))
        == "https://example.org/a?ref=rss"
    )


@pytest.mark.parametrize(
    "address", ["", "  ", "mailto:a@example.org", "javascript:void(0)", "not an address", "/a", "http://"]
)
def test_what_is_no_web_address_comes_back_stripped(address: str) -> None:
    assert canonical(address) == address.strip()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://WWW.Example.org/News/?utm_source=x&id=4#more", "https://www.example.org/News/?id=4#more"),
        ("http://example.org/a b/é?q=ü", "http://example.org/a%20b/%C3%A9?q=%C3%BC"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/a"),
        ("http://localhost:8000/a", "http://localhost:8000/a"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("//example.org/a", "https://example.org/a"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1"),
        ("https://example.org/a\r\n/b", "https://example.org/a/b"),
        ("https://example.org/a#:~:text=x", "https://example.org/a"),
        ("https://example.org", "https://example.org/"),
        ("https://www.google.com/url?url=https://example.org/a%3Fid%3D1&ct=ga", "https://example.org/a?id=1"),
        ("https://example.org/a%zz", "https://example.org/a%25zz"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
    ],
)
def test_the_publishers_own_address_is_shown(address: str, expected: str) -> None:
    assert shown(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "data:text/html,x", "ftp://example.org/a", "file:///etc/passwd",
        "mailto:a@example.org", "",
        "https://user@example.org/", "http://good.example@evil.example/", "http://example.org:22/",
        "http://example.org:25/",
        "https://example.org/\x00", "https://example.org/\x1b[31m", "https://exa\u202emple.org/", "https://",
        "https://example.org/" + "a" * 2100, "https://exa mple.org/", "https://example.org:99999/", "https:///a",
        "java\nscript:alert(1)", " \x01javascript:alert(1)", "/relative", "https://.../",
    ],
)  # fmt: skip
def test_what_cannot_be_shown_gives_none(address: str) -> None:
    assert shown(address) is None


ADDRESSES = st.one_of(
    st.text(max_size=80),
    st.builds(
        "{}://{}{}{}".format,
        st.sampled_from(["http", "https", "HTTP", ""]),
        st.sampled_from(
            ["example.org", "www.m.example.org", "a@b.example:80", "bücher.example", "amp.amp.example.org"]
        ),
        st.text(alphabet="/.;%aZ0é-()=&amp?#+ ", max_size=30),
        st.text(alphabet="?&=;%#!/amp1utm_sidé+ ", max_size=30),
    ),
)


@given(ADDRESSES)
def test_the_identity_of_an_identity_is_itself(address: str) -> None:
    assert canonical(canonical(address)) == canonical(address)


@given(ADDRESSES)
def test_what_is_shown_is_short_ascii_and_names_the_same_article(address: str) -> None:
    public = shown(address)
    if public is not None:
        assert public.isascii()
        assert len(public) <= 2083
        assert public.startswith(("http://", "https://"))
        assert canonical(public) == canonical(address)
        assert shown(public) == public
