use tauri_plugin_authority::Scoped;

#[tauri::command]
fn read_note(note: Scoped<String>) -> String {
    note.into_inner()
}

fn main() {
    let _ = tauri::Builder::default().invoke_handler(tauri::generate_handler![read_note]);
}
