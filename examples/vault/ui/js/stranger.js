// A window without a capability asks for what the others may have.

import { ask, inData, inVault, withBody } from "./ask.js";
import { byId, element } from "./element.js";
import { FETCH, byFetch } from "./load.js";

const requests = [
  ["list_notes", { dir: inVault("published") }],
  ["read_note", { note: inVault("published/On walking.md") }],
  ["save_note", { note: inVault("published/On walking.md"), text: "" }],
  ["export_note", { request: { from: inVault("published/On walking.md"), to: inData("exports/x.txt"), style: { style: "plain", width: 72 } } }],
  ["attach", { file: inData("attachments/x.png") }, withBody(new Uint8Array([0]))],
  ["body_runs", {}],
  [FETCH, { url: "https://collector.example/" }, byFetch],
  ["plugin:authority|recent_decisions", {}],
];

for (const [command, args, send] of requests) {
  const answer = await ask(command, args, send);
  byId("answer").append(
    element(
      "li",
      { "data-command": command, "data-refused": String(answer.verdict !== "allowed") },
      element("code", {}, command),
      element("span", { class: "chip", "data-verdict": answer.verdict }, answer.verdict === "acl" ? "not permitted" : answer.verdict),
      element("small", {}, answer.message ?? ""),
    ),
  );
}
document.body.dataset.ready = "true";

if (new URLSearchParams(location.search).has("demo")) import("./demo.js").then((demo) => demo.finish());
