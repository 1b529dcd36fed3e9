// Every page works without this. It tells the server the reader's zone, and adds keys, a slider and where to look on a small screen.
"use strict";
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const shown = document.querySelector("[data-zone]");
  const told = `monitor_zone=${zone}`;
  if (zone && shown && shown.dataset.zone !== zone && !document.cookie.includes(told)) {
    document.cookie = `${told}; path=/; max-age=31536000; samesite=lax`;
    if (document.cookie.includes(told)) location.reload(); // not where cookies are refused: it would never end
  }

  // On a small screen: where one is in the navigation, and the newest end of a time line.
  const here = document.querySelector(".bar nav [aria-current]");
  if (here) here.closest("nav").scrollLeft = here.offsetLeft - here.closest("nav").clientWidth / 2;
  for (const chart of document.querySelectorAll(".chart")) chart.scrollLeft = chart.scrollWidth;

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
