"""Draws the Slack message of an alert as Slack shows it, in light and dark, for phone and desktop.

    python tools/card_pictures.py demo-out/demo.db f03d2dd3b5b3dfbf docs/slack-card

takes the alert from what `make demo` leaves (it ends with the id of one; `monitor alerts list` has them all) and writes docs/slack-card-{desktop,phone}-{light,dark}.png. Needs Chromium (or CHROMIUM=path); nothing is asked of any network.
What is drawn are the blocks as they are posted: text that Slack does not parse is not parsed here either.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from monitor.alerts.render import render_story
from monitor.store import open_store

WIDTHS = {"desktop": 760, "phone": 390}
STYLE = """
:root { --ink: #1d1c1d; --soft: #616061; --page: #fff; --line: #ddd; --link: #1264a3; --code: #c01343; --chip: #f6f6f6;
  --go: #007a5a; --button: #fff; }
.dark { --ink: #d1d2d3; --soft: #ababad; --page: #1a1d21; --line: #35373b; --link: #1d9bd1; --code: #e8912d; --chip: #222529;
  --go: #007a5a; --button: #222529; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.466 Lato, "Noto Sans", "DejaVu Sans", sans-serif; }
.message { display: flex; gap: 8px; padding: 12px 20px 16px; }
.face { flex: none; width: 36px; height: 36px; border-radius: 6px; background: #2f4858; color: #fff; font-weight: 700;
  display: grid; place-items: center; }
.body { min-width: 0; flex: 1; }
.who b { font-weight: 900; } .who span { font-size: 12px; color: var(--soft); margin-left: 6px; }
.app { background: var(--chip); color: var(--soft); border-radius: 2px; font-size: 10px; padding: 1px 3px; font-weight: 700; }
h1 { font-size: 18px; line-height: 1.33; font-weight: 900; margin: 6px 0 4px; overflow-wrap: anywhere; }
.block { margin: 6px 0; overflow-wrap: anywhere; } .line { min-height: 1em; }
blockquote { margin: 4px 0; padding-left: 12px; border-left: 4px solid var(--line); }
code { font: 12px/1.5 "DejaVu Sans Mono", monospace; color: var(--code); background: var(--chip); border: 1px solid var(--line);
  border-radius: 3px; padding: 2px 3px 1px; }
a { color: var(--link); text-decoration: none; } .call { background: #f2c74466; border-radius: 3px; padding: 0 2px; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 16px; } .phone .fields { grid-template-columns: 1fr; gap: 6px; }
.fields b { font-weight: 700; } .small { font-size: 12px; color: var(--soft); }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; }
.button { border: 1px solid var(--line); border-radius: 4px; padding: 0 12px; height: 32px; line-height: 30px; font-size: 13px;
  font-weight: 700; background: var(--button); }
.button.primary { background: var(--go); color: #fff; border-color: var(--go); } .select::after { content: " ⌄"; }
hr { border: 0; border-top: 1px solid var(--line); }
"""


def draw_block(block: dict[str, Any]) -> str:
    kind = block["type"]
    if kind == "header":
        return f"<h1>{escape(block['text']['text'])}</h1>"
    if kind == "divider":
        return "<hr>"
    if kind == "rich_text":
        return f"<div class=block>{''.join(map(draw_rich, block['elements']))}</div>"
    if kind == "context":
        lines = "".join(f"<div>{escape(element['text'])}</div>" for element in block["elements"])
        return f"<div class='block small'>{lines}</div>"
    if kind == "section":
        fields = "".join(f"<div>{draw_mrkdwn(field['text'])}</div>" for field in block["fields"])
        return f"<div class='block fields'>{fields}</div>"
    if kind == "actions":
        return f"<div class='block buttons'>{''.join(map(draw_button, block['elements']))}</div>"
    raise ValueError(f"nobody has said how a block of type {kind} looks")


def draw_rich(element: dict[str, Any]) -> str:
    inner = "".join(map(draw_run, element["elements"]))
    return (
        f"<blockquote>{inner}</blockquote>"
        if element["type"] == "rich_text_quote"
        else f"<div class=line>{inner}</div>"
    )


def draw_run(run: dict[str, Any]) -> str:
    if run["type"] in ("user", "usergroup"):
        return f"<span class=call>@{escape(run.get('user_id') or run['usergroup_id'])}</span>"
    text = escape(run["text"]).replace("\n", "<br>")
    for style, tag in (("code", "code"), ("bold", "b"), ("italic", "i")):
        if run.get("style", {}).get(style):
            text = f"<{tag}>{text}</{tag}>"
    return f"<a href='{escape(run['url'])}'>{text}</a>" if run["type"] == "link" else text


def draw_mrkdwn(text: str) -> str:
    """The little that the cards use: a bold name, then plain text; both are escaped already."""
    return re.sub(r"^\*(.+)\*$", r"<b>\1</b>", text, flags=re.MULTILINE).replace("\n", "<br>")


def draw_button(element: dict[str, Any]) -> str:
    if element["type"] == "static_select":
        return f"<span class='button select'>{escape(element['placeholder']['text'])}</span>"
    return f"<span class='button {element.get('style', '')}'>{escape(element['text']['text'])}</span>"


def page(message: dict[str, Any], *, device: str, theme: str) -> str:
    blocks = "".join(map(draw_block, message["blocks"]))
    return (
        f"<!doctype html><meta charset=utf-8><style>{STYLE}body {{ width: {WIDTHS[device]}px; }}</style>"
        f"<body class='{device} {theme}'>"
        f"<div class=message><div class=face>M</div><div class=body><div class=who><b>monitor</b> <span class=app>APP</span>"
        f"<span>8:02 AM</span></div>{blocks}</div></div>"
        "<script>document.title = document.querySelector('.message').getBoundingClientRect().height</script>"
    )


def message_of(database: Path, alert: str) -> dict[str, Any]:
    """The message as it is posted where somebody hears its buttons."""
    if not database.is_file():
        raise SystemExit(f"{database} is not there: `make demo` leaves demo-out/demo.db")
    with closing(open_store(f"sqlite:///{database}")) as store:
        story = store.story(alert)
    if story is None:
        raise SystemExit(f"{database} has no alert {alert}: `monitor alerts list` shows those it has")
    return asdict(render_story(story, buttons=True))


def chromium(*arguments: str) -> str:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("Chromium is not installed; name it with CHROMIUM=/path")
    fixed = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"]
    return subprocess.run([program, *fixed, *arguments], check=True, capture_output=True, text=True, timeout=300).stdout


def take_picture(html: str, target: Path, *, width: int) -> None:
    """As high as the message is: its height is asked for first. A window is never as narrow as a phone, so the page says its width."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "card.html"
        source.write_text(html, encoding="utf-8")
        profile = f"--user-data-dir={folder}/profile"
        shown = chromium(profile, f"--window-size={width},900", "--dump-dom", source.as_uri())
        found = re.search(r"<title>([\d.]+)</title>", shown)
        height = round(float(found[1])) + 1 if found else 900
        size = f"--window-size={width},{height}"
        chromium(profile, size, "--force-device-scale-factor=2", f"--screenshot={target.resolve()}", source.as_uri())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path, help="the SQLite file of a store, like demo-out/demo.db")
    parser.add_argument("alert", help="the id of one of its alerts")
    parser.add_argument("target", help="where the pictures go, without their ending")
    arguments = parser.parse_args()
    message = message_of(arguments.database, arguments.alert)
    for device, width in WIDTHS.items():
        for theme in ("light", "dark"):
            target = Path(f"{arguments.target}-{device}-{theme}.png")
            take_picture(page(message, device=device, theme=theme), target, width=width)
            print(target)


if __name__ == "__main__":
    main()
