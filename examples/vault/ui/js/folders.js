// Folders of notes: made with the first note in them, removed with all that is in them.

import { ask, inVault } from "./ask.js";
import { say } from "./message.js";

/** Whether the folder is there now. The vault itself always is. */
export async function makeFolder(name) {
  if (name === "") return true;
  const answer = await ask("make_folder", { folder: inVault(name) });
  return answer.verdict === "allowed" || say(answer);
}

export async function removeFolder(name) {
  return say(await ask("remove_folder", { folder: inVault(name) }), "Removed with all that was in it");
}
