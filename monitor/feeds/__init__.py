"""A feed → articles: fetch, parse, poll, page, archive. Each module names the one library that only it may import."""

from monitor.feeds.archive import EXAMPLE_ARTICLE, as_article, decode_line, parse_archive_line, read_archive, read_lines
from monitor.feeds.archive_keys import Slip, find_slips
from monitor.feeds.charset import decode
from monitor.feeds.credentials import references
from monitor.feeds.dates import EARLIEST
from monitor.feeds.discovery import feeds_linked, feeds_of_page, usual_places
from monitor.feeds.failures import NOT_PUBLIC
from monitor.feeds.fetch import HttpFetcher
from monitor.feeds.looking import is_edit, next_look
from monitor.feeds.moving import address_of
from monitor.feeds.opml import FeedList, Left, Outline, read_opml, write_opml
from monitor.feeds.page import PageText, extract_page
from monitor.feeds.paging import as_document, is_try, page_text, settle_page, settle_page_failure
from monitor.feeds.parse import parse_feed
from monitor.feeds.plain import html_to_text, one_line
from monitor.feeds.polling import settle_failure, settle_not_modified, settle_not_read, settle_same_body, settle_success
from monitor.feeds.settling import settle_feed
from monitor.feeds.sitemap import is_sitemap, parts_of
from monitor.feeds.subscribing import Step, asking, confirmed, form_of, steps
from monitor.feeds.telegram import preview_of
from monitor.feeds.turns import LocalTurns, SharedTurns
from monitor.feeds.urls import normalise_url
from monitor.feeds.written_address import channel_address, written_address

__all__ = [
    "EARLIEST",
    "EXAMPLE_ARTICLE",
    "NOT_PUBLIC",
    "FeedList",
    "HttpFetcher",
    "Left",
    "LocalTurns",
    "Outline",
    "PageText",
    "SharedTurns",
    "Slip",
    "Step",
    "address_of",
    "as_article",
    "as_document",
    "asking",
    "channel_address",
    "confirmed",
    "decode",
    "decode_line",
    "extract_page",
    "feeds_linked",
    "feeds_of_page",
    "find_slips",
    "form_of",
    "html_to_text",
    "is_edit",
    "is_sitemap",
    "is_try",
    "next_look",
    "normalise_url",
    "one_line",
    "page_text",
    "parse_archive_line",
    "parse_feed",
    "parts_of",
    "preview_of",
    "read_archive",
    "read_lines",
    "read_opml",
    "references",
    "settle_failure",
    "settle_feed",
    "settle_not_modified",
    "settle_not_read",
    "settle_page",
    "settle_page_failure",
    "settle_same_body",
    "settle_success",
    "steps",
    "usual_places",
    "write_opml",
    "written_address",
]
