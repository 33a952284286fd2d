// @ts-check
// A name that is pointed at, or that has the focus, keeps its own ties in sight; the others step back.

const drawing = document.getElementById("network");

/** @param {string | null} name */
function attend(name) {
  if (!drawing) return;
  /** @type {Set<string | undefined>} */
  const near = new Set(name ? [name] : []);
  for (const line of /** @type {NodeListOf<SVGElement>} */ (drawing.querySelectorAll(".edge"))) {
    const own = !name || line.dataset.a === name || line.dataset.b === name;
    if (own && name) near.add(line.dataset.a).add(line.dataset.b);
    line.classList.toggle("dimmed", !own);
  }
  for (const node of /** @type {NodeListOf<SVGElement>} */ (drawing.querySelectorAll("a[data-name]"))) {
    node.classList.toggle("dimmed", Boolean(name) && !near.has(node.dataset.name));
  }
}

for (const node of /** @type {NodeListOf<SVGElement>} */ (drawing?.querySelectorAll("a[data-name]") ?? [])) {
  node.addEventListener("pointerenter", () => attend(node.dataset.name ?? null));
  node.addEventListener("pointerleave", () => attend(null));
  node.addEventListener("focus", () => attend(node.dataset.name ?? null));
  node.addEventListener("blur", () => attend(null));
}
