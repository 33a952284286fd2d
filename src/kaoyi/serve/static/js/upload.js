// @ts-check
// Files may be dropped anywhere on the form; their names are listed before they are sent.

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("drop"));
const input = /** @type {HTMLInputElement | null} */ (document.getElementById("files"));
const chosen = document.getElementById("chosen");

function list() {
  chosen?.replaceChildren(
    ...[...(input?.files ?? [])].slice(0, 40).map((file) => {
      const line = document.createElement("li");
      line.textContent = `${file.name} · ${Math.ceil(file.size / 1024)} KB`;
      return line;
    }),
  );
}

form?.addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("over");
});
form?.addEventListener("dragleave", () => form.classList.remove("over"));
form?.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  if (input && event.dataTransfer?.files.length) input.files = event.dataTransfer.files;
  list();
});
input?.addEventListener("change", list);
