// @ts-check
// Asks how far the reading has come until it is done.
import { swap } from "./swap.js";

async function look() {
  const box = document.getElementById("reading");
  if (box?.dataset.state !== "reading") return;
  await swap(location.pathname, ["reading"]);
  if (document.getElementById("reading")?.dataset.state === "reading") window.setTimeout(look, 700);
  else location.reload();
}

window.setTimeout(look, 500);
