"""A feed → articles: fetch, parse, poll, page, archive. Each module names the one library that only it may import."""

from monitor.feeds.archive import as_article, decode_line, parse_archive_line, read_archive, read_lines
from monitor.feeds.charset import decode
from monitor.feeds.fetch import HttpFetcher
from monitor.feeds.looking import next_look
from monitor.feeds.page import PageText, extract_page
from monitor.feeds.paging import as_document, settle_page, settle_page_failure
from monitor.feeds.parse import parse_feed
from monitor.feeds.plain import html_to_text
from monitor.feeds.polling import settle_failure, settle_not_modified, settle_same_body, settle_success
from monitor.feeds.urls import normalise_url

__all__ = [
    "HttpFetcher",
    "PageText",
    "as_article",
    "as_document",
    "decode",
    "decode_line",
    "extract_page",
    "html_to_text",
    "next_look",
    "normalise_url",
    "parse_archive_line",
    "parse_feed",
    "read_archive",
    "read_lines",
    "settle_failure",
    "settle_not_modified",
    "settle_page",
    "settle_page_failure",
    "settle_same_body",
    "settle_success",
]
