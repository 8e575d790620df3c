use tauri_plugin_authority::Kind;

#[derive(Debug, Kind)]
struct Fraction {
    #[kind(key)]
    scale: String,
    factor: f64,
}

#[derive(Debug, Kind)]
struct Unsigned {
    #[kind(key)]
    size: String,
    bytes: u64,
}

fn main() {}
