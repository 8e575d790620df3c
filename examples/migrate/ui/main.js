const { invoke } = window.__TAURI__.core;
const { appDataDir, basename, join } = window.__TAURI__.path;

const list = document.getElementById("recipes");
const said = document.getElementById("said");

/** Runs what may be refused, and says so. */
async function attempt(action) {
  try {
    await action();
    said.textContent = "";
  } catch (error) {
    said.textContent = String(error.message ?? error);
  }
}

async function show() {
  list.replaceChildren();
  for (const path of await invoke("list_recipes")) {
    const [title, text, remove] = ["h2", "p", "button"].map((name) => document.createElement(name));
    title.textContent = await basename(path, ".md");
    remove.textContent = "Remove";
    remove.onclick = () => attempt(() => invoke("remove_recipe", { path }).then(show));
    list.append(title, text, remove);
    await attempt(async () => (text.textContent = await invoke("read_recipe", { path })));
  }
}

document.getElementById("new").onsubmit = (event) => {
  event.preventDefault();
  const { name, text } = event.target.elements;
  attempt(async () => {
    const path = await join(await appDataDir(), "recipes", `${name.value}.md`);
    await invoke("save_recipe", { path, text: text.value });
    await show();
  });
};

await attempt(show);
document.body.dataset.ready = "true";
