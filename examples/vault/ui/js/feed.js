// A feed, read from the text that a server sent: Atom or RSS, and of either no more than text.

/** What a feed says, or null where the text is none. */
export function readFeed(text) {
  const xml = new DOMParser().parseFromString(text, "application/xml");
  const feed = xml.querySelector("feed, channel");
  if (!feed || xml.querySelector("parsererror")) return null;
  return { title: textOf(feed, "title"), entries: [...xml.querySelectorAll("entry, item")].map(readEntry) };
}

const readEntry = (entry) => ({
  title: textOf(entry, "title"),
  date: readDate(textOf(entry, "published", "updated", "pubDate")),
  summary: textOf(entry, "summary", "description"),
});

/** The text of the first child that has one of these names. Markup in it is text as well, written out. */
function textOf(parent, ...names) {
  const children = [...parent.children];
  const found = names.map((name) => children.find(({ localName }) => localName === name)).find(Boolean);
  return found?.textContent.trim().replace(/\s+/g, " ") ?? "";
}

function readDate(text) {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}
