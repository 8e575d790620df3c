// Asking for a feed: by `fetch` of guest-js, and around it.

const { invoke } = window.__TAURI_INTERNALS__;
const { Channel } = window.__TAURI__.core;
const { fetch, header } = window.__TAURI__.authority;

/** The plugin's command, as the log and the panel name it. */
export const FETCH = "plugin:authority|fetch";

/** Loads the text of a response. */
export async function load(url, init) {
  const response = await fetch(url, init);
  const { status, redirected } = response;
  return { status, url: response.url, redirected, text: await response.text() };
}

/** Loads what a request of the panel names. */
export const byFetch = (_command, { url, ...init }) => load(url, init);

/** The same, and ends it when the first bytes are there. */
export function abortedAtFirst(_command, { url }) {
  const aborting = new AbortController();
  return load(url, { signal: aborting.signal, onProgress: () => aborting.abort() });
}

/** Below the ids that guest-js takes. */
let last = 0;

/** Straight to Tauri, with the URL as it is spelled: a browser's `Request` would mend it, or keep a header to itself. */
export const asSpelled = (command, { url, headers = {} }) => {
  const asked = { id: ++last, url, method: "GET", headers: Object.entries(headers), redirects: "follow", channel: new Channel() };
  return invoke(command, new Uint8Array(), { headers: { request: header(asked) } });
};
