// Importing what lies in the inbox: the bytes never pass through the page, which only hears how far it is.

import { ask, inData } from "./ask.js";
import { byId } from "./element.js";
import { say } from "./message.js";

const { Channel } = window.__TAURI__.core;

export async function importFile(name, to) {
  const bar = byId("progress");
  const progress = new Channel(({ done, all }) => {
    bar.value = done / all;
  });
  bar.value = 0;
  bar.hidden = false;
  const answer = await ask("import_file", { source: inData(`inbox/${name}`), target: inData(`attachments/${to}`), progress });
  bar.hidden = true;
  return say(answer, `Imported, ${answer.value?.toLocaleString("en")} bytes`);
}
