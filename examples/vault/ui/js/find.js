// Finding notes: the field above the list. Whatever is typed is sent; the app says what a query may be.

import { ask, inVault } from "./ask.js";
import { byId } from "./element.js";
import { listedFiles, showOnly } from "./list.js";
import { say } from "./message.js";

const PAUSE = 150;

/** Leaves in the list the notes that hold what the field says, all of them where it says nothing. */
export async function find() {
  const text = byId("find").value;
  if (text === "") return showOnly(null);
  const notes = listedFiles();
  const answer = await ask("find_notes", { notes: notes.map(inVault), query: { text, limit: 200 } });
  // meanwhile it may say something else
  if (byId("find").value !== text) return;
  const found = answer.verdict === "allowed" ? answer.value.map((place) => notes[place]) : [];
  if (say(answer, found.length === 1 ? "Found in 1 note" : `Found in ${found.length} notes`)) showOnly(new Set(found));
}

export function findWhileTyping() {
  let pause;
  byId("find").addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(find, PAUSE);
  });
}
