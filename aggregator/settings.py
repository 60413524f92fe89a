"""Scrapy's settings; each line departs from the default for the reason beside it. See aggregator/fetching."""

from scrapy.settings import default_settings as _scrapy

from aggregator.fetching.policy import Policy

BOT_NAME = "aggregator"
SPIDER_MODULES = ["aggregator.spiders"]
NEWSPIDER_MODULE = "aggregator.spiders"
USER_AGENT = Policy().user_agent  # the spider adds the home's contact

# Politeness: many hosts at once, one request at a time on each, as far apart as the home says.
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 10
DOWNLOAD_DELAY_JITTER = 0  # the delay is the least, not the mean
ROBOTSTXT_OBEY = True  # by RobotsMiddleware below: Scrapy's own allows what RFC 9309 forbids

# Nothing may hold the run: a dead host, a drip, a bomb.
DOWNLOAD_TIMEOUT = 30
DNS_TIMEOUT = 10
RETRY_TIMES = 1
RETRY_HTTP_CODES = [500, 502, 504, 408]  # 429 and 503 wait for their Retry-After
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # a dead host is a finding after three visits, not a log line
DOWNLOAD_MAXSIZE = 5 * 2**20
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 5
WATCHDOG_SECONDS = 60
GRACE_SECONDS = 10  # for requests under way after a signal or at the end of the budget
MEMUSAGE_LIMIT_MB = 800
MEMUSAGE_CHECK_INTERVAL_SECONDS = 5

# Who is answered, and what is told to whom.
TWISTED_DNS_RESOLVER = "aggregator.fetching.guard.GuardedResolver"
DOWNLOAD_HANDLERS = {
    "http": "aggregator.fetching.handler.GuardedHandler",
    "https": "aggregator.fetching.handler.GuardedHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_TLS_MIN_VERSION = "TLSv1.2"  # RFC 8996
COOKIES_ENABLED = False
REFERER_ENABLED = False
HTTPPROXY_ENABLED = False  # behind a proxy the address guard would see only the proxy
METAREFRESH_ENABLED = False
COMPRESSION_ENABLED = False  # DecompressionMiddleware below
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

DOWNLOADER_MIDDLEWARES = {
    "aggregator.fetching.hosts.HostMiddleware": 60,
    "aggregator.fetching.robots.RobotsMiddleware": 100,
    "aggregator.fetching.decompression.DecompressionMiddleware": 590,
    "aggregator.fetching.redirects.SameSiteRedirectMiddleware": 600,
}
EXTENSIONS = {"aggregator.fetching.watchdog.Watchdog": 0}
# Scrapy's own that ours replace, and what is off and slow to load: a key that is None would load it all the same.
_LEFT_OUT = {
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware",
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",  # redirects and next pages are checked by us
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
    "scrapy.extensions.remote_control.RemoteControl",
    "scrapy.extensions.telnet.TelnetConsole",
}
DOWNLOADER_MIDDLEWARES_BASE = {
    name: place for name, place in _scrapy.DOWNLOADER_MIDDLEWARES_BASE.items() if name not in _LEFT_OUT
}
EXTENSIONS_BASE = {name: place for name, place in _scrapy.EXTENSIONS_BASE.items() if name not in _LEFT_OUT}
ITEM_PIPELINES = {
    "aggregator.pipelines.normalise.Normalise": 100,
    "aggregator.pipelines.judge.Judge": 200,
    "aggregator.pipelines.deduplicate.Deduplicate": 300,
    "aggregator.pipelines.keep.Keep": 400,
}

HTTPERROR_ALLOW_ALL = True  # the spider records what a server said
DUPEFILTER_CLASS = (
    "scrapy.dupefilters.BaseDupeFilter"  # two sources may share a page; a visit knows what it asked
)
CONCURRENT_ITEMS = 4  # pipelines are synchronous: a hundred tasks a page are a hundred for nothing
WARN_ON_GENERATOR_RETURN_VALUE = False  # reads the source of each callback; ours are typed
LOGSTATS_INTERVAL = 0
STATS_DUMP = False
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"  # a known entry is no warning
LOG_LEVEL = "WARNING"
FEED_EXPORT_ENCODING = "utf-8"
