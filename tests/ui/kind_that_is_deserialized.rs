// A type that serde could read would be an argument that nobody judges.
use serde::Deserialize;
use tauri_plugin_authority::Kind;

#[derive(Debug, Deserialize, Kind)]
struct Table {
    #[kind(key)]
    table: String,
}

fn main() {}
