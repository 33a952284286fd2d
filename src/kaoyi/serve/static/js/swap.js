// @ts-check
// Puts parts of another page of this server in the place of the same parts of this one.

/** @type {AbortController | null} */
let asking = null;

/**
 * @param {string} address of this server
 * @param {string[]} ids of the elements to replace
 * @returns {Promise<boolean>} whether they were replaced; false when another swap was begun meanwhile
 */
export async function swap(address, ids) {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(address, { signal: asking.signal });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ids) {
      const fresh = page.getElementById(id);
      if (fresh) document.getElementById(id)?.replaceWith(document.adoptNode(fresh));
    }
    history.replaceState(null, "", address);
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return false;
    throw error;
  }
}
