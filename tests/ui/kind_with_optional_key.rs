use tauri_plugin_authority::Kind;

#[derive(Debug, Kind)]
struct Table {
    #[kind(key)]
    table: Option<String>,
}

fn main() {}
