// @ts-check
// Words a reader selects get a link: #q120-134, code points of the source file. Opening such a link marks the words.

/** @typedef {{node: Text, offset: number}} Place */

const page = /** @type {HTMLElement} */ (document.querySelector("article.page"));
const bar = /** @type {HTMLElement} */ (document.getElementById("cite"));
const spans = /** @type {HTMLElement[]} */ ([...page.querySelectorAll("[data-start]")]);
const starts = spans.map((span) => Number(span.dataset.start));

/** The source offset of a place in the text. @param {Node} node @param {number} offset @param {boolean} after */
function sourceOf(node, offset, after) {
  const span = /** @type {HTMLElement | null} */ ((node instanceof Element ? node : node.parentElement)?.closest("[data-start]"));
  if (!span) return null;
  const start = Number(span.dataset.start);
  const text = span.textContent ?? "";
  const points = Array.from(text).length;
  const end = Number(span.dataset.end ?? start + points);
  if (points !== end - start) return after ? end : start; // an entity, or a script that changes lengths: all of it
  const before = node.nodeType === Node.TEXT_NODE ? text.slice(0, offset) : offset ? text : "";
  return start + Array.from(before).length;
}

/** The place in the text of a source offset. @param {number} source @returns {Place | null} */
function placeOf(source) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= source) low = middle;
    else high = middle - 1;
  }
  const span = spans[low];
  const node = span?.firstChild;
  if (!(node instanceof Text)) return null;
  const points = Array.from(node.data);
  const within = Math.max(0, Math.min(points.length, source - starts[low]));
  return { node, offset: points.slice(0, within).join("").length };
}

function markCited() {
  const match = /^#q(\d+)(?:-(\d+))?$/.exec(location.hash);
  const cited = /** @type {any} */ (CSS).highlights;
  cited?.clear();
  if (!match) return;
  const from = placeOf(Number(match[1]));
  const to = placeOf(Math.max(Number(match[1]), Number(match[2] ?? 0) - 1)); // the last sign itself: a note may follow it
  if (!from || !to) return;
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  const last = Array.from(to.node.data.slice(to.offset))[0] ?? "";
  range.setEnd(to.node, to.offset + last.length);
  if (cited && match[2]) cited.set("cited", new (/** @type {any} */ (window).Highlight)(range));
  if (!document.getElementById(location.hash.slice(1))) {
    from.node.parentElement?.scrollIntoView({ block: "center" });
  }
}

function offer() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!page.contains(range.startContainer) || !page.contains(range.endContainer)) return;
  const start = sourceOf(range.startContainer, range.startOffset, false);
  const end = sourceOf(range.endContainer, range.endOffset, true);
  if (start === null || end === null || end <= start) return;
  const link = /** @type {HTMLAnchorElement} */ (bar.querySelector("[data-link]"));
  const explain = /** @type {HTMLAnchorElement} */ (bar.querySelector("[data-explain]"));
  link.href = `${location.pathname}#q${start}-${end}`;
  explain.search = `?at=${start}`;
  /** @type {HTMLElement} */ (bar.firstElementChild).textContent = `${start}–${end}`;
  bar.hidden = false;
}

bar.querySelector("button")?.addEventListener("click", async (event) => {
  const link = /** @type {HTMLAnchorElement} */ (bar.querySelector("[data-link]"));
  await navigator.clipboard.writeText(link.href);
  /** @type {HTMLElement} */ (event.target).textContent = bar.dataset.copied ?? "";
});
document.addEventListener("selectionchange", offer);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  bar.hidden = true;
  if (location.hash.startsWith("#c")) history.replaceState(null, "", location.pathname + location.search);
});
window.addEventListener("hashchange", markCited);
markCited();
