use tauri_plugin_authority::Kind;

#[derive(Debug, Kind)]
struct Flag {
    #[kind(key)]
    flag: String,
    #[kind(key)]
    value: String,
}

fn main() {}
