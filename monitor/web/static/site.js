// Every page works without this. It tells the server the reader's zone, and adds keys, a slider and the newest end of a time line on a small screen.
"use strict";
(() => {
  // The server writes moments in the reader's zone once a cookie names it; on the first page they are rewritten here, as it would write them.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const shown = document.querySelector("[data-zone]");
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const dayOf = (told) => `${told.day} ${told.month} ${told.year}`;
  const inUtc = (moment) => {
    const [year, month, day, hour, minute] = moment.toISOString().split(/[-T:]/);
    return { year, month: months[month - 1], day: String(Number(day)), hour, minute };
  };
  const inZone = (moment, format) => {
    const told = Object.fromEntries(format.formatToParts(moment).map((part) => [part.type, part.value]));
    return { ...told, month: told.month.slice(0, 3) }; // the British write Sept
  };
  const rewrite = (time, format) => {
    const moment = new Date(time.dateTime);
    const [mine, utc] = [inZone(moment, format), inUtc(moment)];
    const clock = `${utc.hour}:${utc.minute} UTC`;
    const same = `${dayOf(mine)} ${mine.hour}:${mine.minute}` === `${dayOf(utc)} ${utc.hour}:${utc.minute}`;
    const beside = same ? "" : dayOf(mine) === dayOf(utc) ? clock : `${utc.day} ${utc.month}, ${clock}`;
    const here = `${dayOf(mine)}, ${mine.hour}:${mine.minute} ${mine.timeZoneName}`;
    if (time.title) time.title = beside ? `${here} · ${beside}` : here;
    if (time.dataset.as === "day") time.textContent = dayOf(mine);
    if (time.dataset.as === "here") time.textContent = here;
    if (time.dataset.as !== "moment") return;
    const note = Object.assign(document.createElement("span"), { className: "utc", textContent: beside });
    time.replaceChildren(here, ...(beside ? [" ", note] : []));
  };
  if (zone && shown && shown.dataset.zone !== zone) {
    document.cookie = `monitor_zone=${zone}; path=/; max-age=31536000; samesite=lax`;
    // One format for all: to make it takes longer than to use it a hundred times.
    const format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short",
    });
    for (const time of document.querySelectorAll("time[datetime]")) rewrite(time, format);
    shown.dataset.zone = shown.textContent = zone;
    document.querySelector("[data-beside]").hidden = zone === "UTC";
  }

  // On a small screen: the newest end of a time line.
  requestAnimationFrame(() => { // when the page is laid out anyway
    for (const chart of document.querySelectorAll(".chart")) chart.scrollLeft = chart.scrollWidth;
  });

  const weeks = document.querySelector("[data-slider]");
  if (weeks && weeks.children.length > 2) {
    const links = [...weeks.querySelectorAll("a")];
    const at = Math.max(0, links.findIndex((link) => link.getAttribute("aria-current")));
    const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: links.length - 1, value: at });
    slider.setAttribute("aria-label", "Week");
    slider.setAttribute("aria-valuetext", links[at].title);
    slider.addEventListener("input", () => slider.setAttribute("aria-valuetext", links[slider.value].title));
    slider.addEventListener("change", () => { location.href = links[slider.value].href; });
    weeks.before(slider);
  }

  const note = document.querySelector(".keys");
  const toggle = document.querySelector("[data-keys]");
  if (!note || !toggle) return;
  let on = localStorage.getItem("keys") !== "off";
  const tell = () => { note.hidden = false; toggle.textContent = on ? "Turn off" : "Turn on"; };
  toggle.addEventListener("click", () => { on = !on; localStorage.setItem("keys", on ? "on" : "off"); tell(); });
  tell();

  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-row]")];
    if (!rows.length) return;
    const here = rows.indexOf(document.activeElement);
    rows[Math.min(rows.length - 1, Math.max(0, here < 0 && by < 0 ? 0 : here + by))].focus();
  };
  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const verdicts = document.querySelectorAll("[data-verdict]");
    const search = document.querySelector("[data-search], .filter select, .filter input");
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/" && search) search.focus();
    else if (/^[1-6]$/.test(event.key) && verdicts[event.key - 1]) verdicts[event.key - 1].focus();
    else return;
    event.preventDefault();
  });
})();
