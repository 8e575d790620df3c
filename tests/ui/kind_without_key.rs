use tauri_plugin_authority::Kind;

#[derive(Debug, Kind)]
struct Table {
    table: String,
}

fn main() {}
