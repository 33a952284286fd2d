// @ts-check
// A brush on the strip of time: dragging over it chooses a stretch.

const d3 = /** @type {any} */ (window).d3;
const DAY = 86400000;
const EPOCH = 719163; // 1970-01-01, counted from year 1

/** A day counted from year 1 as text. @param {number} day */
export function words(day) {
  const moment = new Date((day - EPOCH) * DAY);
  if (Number.isNaN(moment.getTime())) return "";
  const text = moment.toISOString();
  return day % 1 ? text.slice(0, 16) : text.slice(0, 10);
}

/** @param {string} month "1950-10" @param {boolean} end */
function dayOf(month, end) {
  const [year, number] = month.split("-").map(Number);
  const first = new Date(0);
  first.setUTCFullYear(year, number - 1 + (end ? 1 : 0), 1);
  return first.getTime() / DAY + EPOCH;
}

/**
 * @param {HTMLElement} box with data-from, data-to (of the strip), data-first, data-span (of the stretch chosen now)
 * @param {(from: number, to: number) => void} chosen
 */
export function brushStrip(box, chosen) {
  const strip = /** @type {SVGElement | null} */ (box.querySelector("svg.strip"));
  if (!strip || !box.dataset.from) return;
  const wide = strip.getBoundingClientRect().width;
  const scale = d3.scaleLinear([dayOf(box.dataset.from, false), dayOf(box.dataset.to ?? "", true)], [0, wide]);
  const brush = d3
    .brushX()
    .extent([[0, 0], [wide, 47]])
    .on("end", (/** @type {any} */ event) => {
      if (!event.sourceEvent || !event.selection) return;
      const [left, right] = event.selection.map(scale.invert);
      chosen(left, Math.max(right, left + 1));
    });
  strip.querySelector("rect.window")?.remove();
  const first = scale(Number(box.dataset.first));
  const last = scale(Number(box.dataset.first) + Number(box.dataset.span));
  const held = d3.select(strip).append("g").attr("class", "brush").call(brush);
  held.call(brush.move, [Math.max(0, first), Math.min(wide, Math.max(last, first + 3))]);
}
