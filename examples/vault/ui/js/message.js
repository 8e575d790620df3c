import { byId, element } from "./element.js";

/** Says what came of the last request. */
export function say(answer, done) {
  const line = byId("message");
  line.dataset.kind = { allowed: "ok", refused: "denied", disk: "error", acl: "denied", aborted: "error", page: "error" }[answer.verdict];
  line.dataset.code = answer.code ?? "";
  line.dataset.decision = answer.decision ?? "";
  line.title = answer.message ?? "";
  line.replaceChildren(...words(answer, done));
  return answer.verdict === "allowed";
}

function words(answer, done) {
  switch (answer.verdict) {
    case "allowed":
      return [done];
    case "refused":
      return ["Refused: ", element("code", {}, answer.code), " ", element("code", { class: "id" }, answer.decision)];
    case "disk":
      return ["The disk says: ", element("code", {}, answer.code)];
    case "aborted":
      return ["Aborted"];
    case "page":
      return ["The page says: ", answer.message];
    default:
      return ["Not permitted to this window"];
  }
}
