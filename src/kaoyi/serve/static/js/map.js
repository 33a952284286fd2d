// @ts-check
// Moves and zooms the map; when the reader rests, the server says which places and labels there is room for.
import { brushStrip, words } from "./brush.js";
import { swap } from "./swap.js";

const d3 = /** @type {any} */ (window).d3;
const PARTS = ["map", "found", "narrow"];
/** @type {number | undefined} */
let waiting;

function begin() {
  const box = /** @type {HTMLElement} */ (document.getElementById("map"));
  const drawing = /** @type {SVGSVGElement} */ (box.querySelector(".canvas svg"));
  const [x, y, width, height] = (box.dataset.box ?? "").split(" ").map(Number);

  /** @param {string} address */
  const settle = (address) => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(async () => {
      if (await swap(address, PARTS)) begin();
    }, 200);
  };

  const zoom = d3
    .zoom()
    .scaleExtent([0.05, 200])
    .filter((/** @type {any} */ event) => (event.type === "wheel" ? event.ctrlKey || event.shiftKey || event.altKey || document.activeElement?.closest("#map") : !event.button))
    .on("zoom", (/** @type {any} */ event) => drawing.setAttribute("viewBox", seen(event.transform).join(" ")))
    .on("end", (/** @type {any} */ event) => {
      if (event.transform.k === 1 && !event.transform.x && !event.transform.y) return;
      const [left, top, wide] = seen(event.transform).map((part) => part.toFixed(2));
      settle(`?box=${left},${top},${wide},${box.dataset.narrow}${box.dataset.others}`);
    });
  d3.select(drawing).call(zoom);

  /** @param {{k: number, x: number, y: number}} moved */
  function seen({ k, x: right, y: down }) {
    const pixel = width / (drawing.getBoundingClientRect().width || 1);
    return [x - (right * pixel) / k, y - (down * pixel) / k, width / k, height / k];
  }

  brushStrip(box, (from, to) => settle(`?since=${words(Math.floor(from))}&until=${words(Math.ceil(to) - 1)}${box.dataset.kept}`));

  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (box.querySelectorAll("nav a"))) {
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const step = link.dataset.step;
      if (await swap(link.getAttribute("href") || "?", PARTS)) {
        begin();
        /** @type {HTMLElement | null} */ (document.querySelector(`a[data-step="${step}"]`))?.focus();
      }
    });
  }
}

begin();
