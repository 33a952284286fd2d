// @ts-check
// Zoom and brush: while the reader moves, the lanes that are there are stretched; when they rest, the server counts anew.
import { brushStrip, words } from "./brush.js";
import { swap } from "./swap.js";

const d3 = /** @type {any} */ (window).d3;
const SMALLEST = 1 / 12; // of a day

/** @type {number | undefined} */
let waiting;

function begin() {
  const box = /** @type {HTMLElement} */ (document.getElementById("time"));
  const first = Number(box.dataset.first);
  const span = Number(box.dataset.span);
  const inner = [...box.querySelectorAll("svg.inner")];
  const field = /** @type {SVGElement} */ (box.querySelector("svg.lane-field"));
  if (!field) return;

  /** @param {number} from @param {number} to */
  function settle(from, to) {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(async () => {
      const rounded = to - from > 6 ? [Math.floor(from), Math.ceil(to)] : [from, to];
      const last = to - from > 6 ? words(rounded[1] - 1) : words(rounded[1]);
      if (await swap(`?since=${words(rounded[0])}&until=${last}${box.dataset.others}`, ["narrow", "time", "found"])) begin();
    }, 180);
  }

  /** @param {number} from @param {number} to */
  function stretch(from, to) {
    const scale = span / (to - from);
    for (const one of inner) {
      one.setAttribute("x", `${(100 * (first - from)) / (to - from)}%`);
      one.setAttribute("width", `${100 * scale}%`);
    }
  }

  const width = () => field.getBoundingClientRect().width || 1;
  const zoom = d3
    .zoom()
    .scaleExtent([0.02, Math.max(1, span / SMALLEST)])
    .filter((/** @type {any} */ event) => (event.type === "wheel" ? event.ctrlKey || event.shiftKey || event.altKey || document.activeElement?.closest("#time") : !event.button))
    .on("zoom", (/** @type {any} */ event) => {
      const { k, x } = event.transform;
      const from = first - (x / width() / k) * span;
      stretch(from, from + span / k);
    })
    .on("end", (/** @type {any} */ event) => {
      const { k, x } = event.transform;
      if (k === 1 && x === 0) return;
      const from = first - (x / width() / k) * span;
      settle(from, from + span / k);
    });
  for (const one of box.querySelectorAll("svg.lane-field")) d3.select(one).call(zoom);

  brushStrip(box, settle);

  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (box.querySelectorAll("a[href^='?']"))) {
    link.addEventListener("click", async (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const step = link.dataset.step;
      if (await swap(link.getAttribute("href") ?? "", ["narrow", "time", "found"])) {
        begin();
        if (step) /** @type {HTMLElement | null} */ (document.querySelector(`a[data-step="${step}"]`))?.focus();
      }
    });
  }
}

begin();
