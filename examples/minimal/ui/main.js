const { invoke } = window.__TAURI__.core;
const { isDenied } = window.__TAURI__.authority;
const { BaseDirectory } = window.__TAURI__.path;

async function show(id, path) {
  const answer = document.getElementById(id);
  try {
    answer.textContent = await invoke("read_note", { note: { path, baseDir: BaseDirectory.AppData } });
    answer.dataset.state = "ok";
  } catch (error) {
    answer.dataset.state = isDenied(error) ? "denied" : "error";
    answer.dataset.code = error.code ?? error.kind ?? "";
    answer.textContent = isDenied(error) ? `Refused: ${error.code}, decision ${error.decision}` : String(error.message ?? error);
  }
}

await show("allowed", "notes/hello.md");
await show("refused", "elsewhere.md");
document.getElementById("body-runs").textContent = await invoke("body_runs");
document.body.dataset.ready = "true";
