// The feed reader: it loads what is typed or picked, and shows it. Nothing here checks an address but the app.

import { ask } from "./ask.js";
import { attacksOnFeeds } from "./attacks-on-feeds.js";
import { byId, element } from "./element.js";
import { readFeed } from "./feed.js";
import { FETCH, load } from "./load.js";
import { say } from "./message.js";
import { makePanel } from "./panel.js";

const { invoke } = window.__TAURI__.core;
const { explain } = window.__TAURI__.authority;

const SAMPLES = [
  ["walks.xml", "Slow roads"],
  ["bread.xml", "The bread diary"],
  ["rude.xml", "A rude feed"],
  ["slow.xml", "Slow roads, slowly"],
  ["endless.xml", "Without an end"],
  ["too-long.xml", "Too long"],
];

let loading = null; // its AbortController

export async function loadFeed(url) {
  loading?.abort();
  const aborting = new AbortController();
  loading = aborting;
  byId("url").value = url;
  byId("abort").disabled = false;
  byId("message").dataset.kind = "none";
  byId("feed").replaceChildren();
  markLoaded(url);
  showProgress({ received: 0, total: null });
  const { signal } = aborting;
  const answer = await ask(FETCH, { url }, () => load(url, { signal, onProgress: showProgress }));
  // another may have been begun meanwhile
  if (loading !== aborting) return answer;
  loading = null;
  byId("abort").disabled = true;
  byId("progress").hidden = true;
  const feed = answer.verdict === "allowed" ? readFeed(answer.value.text) : null;
  say(answer, feed ? "Loaded" : `The server says ${answer.value?.status}`);
  byId("feed").replaceChildren(...(answer.verdict === "allowed" ? shown(feed) : [refusal(answer)]));
  await showReached();
  return answer;
}

export const abortLoading = () => loading?.abort();

function showProgress({ received, total }) {
  const bar = byId("progress");
  bar.hidden = false;
  if (total === null) bar.removeAttribute("value");
  else bar.value = received / total;
  const of = total === null ? "" : ` of ${total.toLocaleString("en")}`;
  byId("status").dataset.received = String(received);
  byId("status").textContent = `${received.toLocaleString("en")}${of} bytes`;
}

/** What the feed says, as text: of its markup nothing is taken over. */
function shown(feed) {
  if (!feed) return [element("h1", {}, "No feed"), element("p", {}, "What came is neither Atom nor RSS.")];
  return [
    element("h1", {}, feed.title),
    element(
      "ol",
      { class: "entries" },
      ...feed.entries.map(({ title, date, summary }) =>
        element(
          "li",
          {},
          element("h2", {}, title),
          element("time", { datetime: date?.toISOString() }, date ? date.toLocaleDateString("en", { dateStyle: "medium" }) : "no date"),
          summary ? element("p", {}, summary) : undefined,
        ),
      ),
    ),
  ];
}

function refusal({ verdict, code, decision, message, error }) {
  return element(
    "div",
    { class: "refusal", "data-verdict": verdict, "data-code": code },
    element("h1", {}, code ?? { aborted: "aborted", page: "not sent" }[verdict] ?? "not permitted"),
    element("p", {}, verdict === "refused" ? explain(error).text : message),
    decision ? element("p", {}, "Decision ", element("code", { class: "id" }, decision)) : undefined,
  );
}

function markLoaded(url) {
  for (const button of byId("feed-list").querySelectorAll("button")) {
    if (button.dataset.feed === url) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

/** How many connections the other program got so far: what a page must not bring about. */
const reached = async () => (await invoke("feed_connections")).other;

async function showReached() {
  byId("reached").textContent = String(await reached());
}

export const addresses = await invoke("feed_addresses");
byId("feed-list").append(
  ...SAMPLES.map(([name, title]) => {
    const url = `${addresses.feeds}/feeds/${name}`;
    return element("li", {}, element("button", { "data-feed": url, title: url, onclick: () => loadFeed(url) }, element("span", { class: "name" }, title)));
  }),
);
byId("address").addEventListener("submit", (event) => {
  event.preventDefault();
  loadFeed(byId("url").value);
});
byId("abort").addEventListener("click", abortLoading);
export const panel = makePanel({ attacks: attacksOnFeeds(addresses), hide: null, withDecisions: false, effect: { head: "Other reached", count: reached } });
byId("panel").addEventListener("attack-sent", showReached);

await loadFeed(`${addresses.feeds}/feeds/walks.xml`);
document.body.dataset.ready = "true";

if (new URLSearchParams(location.search).has("demo")) import("./demo.js").then((demo) => demo.tourOfFeeds());
