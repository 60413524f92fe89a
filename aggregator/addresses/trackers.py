"""Query parameters that say where a reader came from, not which article is read."""

from __future__ import annotations

import re
from collections.abc import Collection

# Always dropped, whatever the value; compared in lower case.
NAMES = frozenset(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid ymclid _openstat twclid ttclid li_fat_id igshid igsh
    epik rdt_cid sccid irclickid irgwc wickedid rb_clickid tblci dicbo oborigurl gad_source gad_campaignid srsltid
    _ga _gl _gac _gid _up _kx __s __hstc __hssc __hsfp _hsenc _hsmi hsctatracking hss_channel
    mc_cid mc_eid mkt_tok mkwid pcrid trk trkcampaign trkinfo trkemail lipi lici wpisrc wpmm wp_mail_id
    elq elqtrackid elqtrack elqaid elqat elqcampaignid elqak dm_i dm_t ml_subscriber ml_subscriber_hash ck_subscriber_id
    vero_id vero_conv oly_enc_id oly_anon_id et_cid et_rid sfmc_id sfmc_activityid bxid cndid esrc nr_email_referer
    emci emdi mailing_id mailid mailingid newsletter_id nlid nlcid recip_id blogsub sendgrid_id
    fb_action_ids fb_action_types fb_source fb_ref fb_comment_id action_object_map action_type_map action_ref_map
    __tn__ __cft__[0] __xts__[0] mibextid sfnsn rdid ref_src ref_url refsrc reflink referrer referer http_referer
    __twitter_impression share_id sharetype soc_src soc_trk sms_ss awesm guccounter guce_referrer guce_referrer_sig
    usqp aoh amp_js_v amp_gsa amp_ct amp_tf noamp nonamp _branch_match_id _branch_referrer
    cmp cmpid cmpl icid iclid ncid ocid ftag ftcamp xtor xtref xts xtcr wt_mc wt_zmc wt_cc cid_source s_cid s_kwcid
    s_campaign sc_campaign sc_channel sc_cid sc_src sc_eh sc_lid sc_uid sr_share smid smtyp ito taid rpc feedtype
    feedname feedsource spm scm mkevt mkcid mkrid campid campaign_id utm utm_source_platform hmb_campaign traffic_source
    trafficsource leadsource in_source dlbk srnd sref tpcc mbid yptr cvid oc nsukey unlocked_article_code
    replytocom unapproved moderation-hash doing_wp_cron relatedposts_hit relatedposts_origin relatedposts_position
    like_comment cachebuster cache_bust nocache _nocache clckid zanpid sk_id pfrom embedded-checkout xnpe_tifc
    tmpl print printable printer printerfriendly printview _amp amp outputtype ismobile
    phpsessid jsessionid aspsessionid cfid cftoken sessionid session_id zenid oscsid
    """.split()
)
PREFIXES = (
    "utm_", "utm-", "ga_", "gaa_", "pk_", "piwik_", "matomo_", "mtm_", "hsa_", "at_", "ns_", "wt.", "itm_", "oft_",
    "stm_", "hmb_", "outbrain", "taboola", "amp;", "aspsessionid", "fb_action", "sfmc_", "ta_c", "_bta_", "mc_",
    "xs_", "cm_mmc",
)  # fmt: skip

_CHANNEL = (
    r"(?:rss|atom|feed|feeds|rdf|twitter|tw|t\.co|x|facebook|fb|linkedin|instagram|ig|whatsapp|wa|telegram|tg|reddit"
    r"|bluesky|mastodon|threads|pinterest|youtube|social|socialmedia|email|e-mail|mail|newsletter|newsletters|nl|digest"
    r"|alert|alerts|push|share|sharing|social-share|copy|copylink|link|app|mobile|web|home|homepage|hp|front|frontpage"
    r"|nav|menu|sidebar|related|search|google|bing|msn|yahoo|flipboard|smartnews|applenews|apple_news|newsbreak"
    r"|article|articles|story|recommended|trending|popular|latest|topnews|top|headline|headlines|topstories)"
)
_CHANNELS = re.compile(rf"{_CHANNEL}(?:[-_.:]+[\w.:-]*)?|[\w-]*(?:\.com|\.org|\.net|\.co|twsrc\S*)", re.I)
_FEEDS = re.compile(
    r"(?:rss|atom|feed)[\w.:-]*|twitter|facebook|linkedin|whatsapp|email|e-mail|newsletter", re.I
)
_HASH = re.compile(r"(?=[a-z]*\d)[0-9a-z]{26,}|[0-9a-f]{16,}", re.I)
# Dropped only where the value shows what they are: elsewhere `sid`, `source`, `m` name the article.
VALUES: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("ref", "via"), _CHANNELS),
    **dict.fromkeys(
        ("source", "src", "from", "origin", "partner", "emc", "mod", "cid", "fr", "sender", "xid"), _FEEDS
    ),
    **dict.fromkeys(("sid", "s", "session", "phpsid", "token"), _HASH),
    "m": re.compile(r"[01]"),
    "mobile": re.compile(r"[01]|true|false|yes|no|on|off", re.I),
    "share": re.compile(r"[a-z][a-z-]+", re.I),
    "nb": re.compile(r"1"),
    "feature": re.compile(r"share|youtu\.be|emb_\w+|shared", re.I),
    **dict.fromkeys(
        ("view", "output", "format", "mode", "display", "layout", "template", "type"),
        re.compile(r"(?:amp|print|printer|printable|printview|print_view|mobile)", re.I),
    ),
    "_": re.compile(r"\d{6,}"),
    "rss": re.compile(r"1|true|yes", re.I),
    "campaign": re.compile(r".*(?:rss|email|newsletter|social).*", re.I),
}


def is_tracker(name: str, value: str, keep: Collection[str], drop: Collection[str]) -> bool:
    """Whether a query parameter can go without naming another article; `keep` and `drop` are a source's own."""
    name = name.lower()
    if keep and name in keep:
        return False
    if name in NAMES or name.startswith(PREFIXES) or (drop and name in drop):
        return True
    known = VALUES.get(name)
    return known is not None and known.fullmatch(value) is not None
