use tauri_plugin_authority::Kind;

#[derive(Debug, Kind)]
struct GlobOfNumber {
    #[kind(key)]
    printer: String,
    #[kind(glob)]
    copies: u8,
}

#[derive(Debug, Kind)]
struct RangeOfText {
    #[kind(key, range)]
    table: String,
}

#[derive(Debug, Kind)]
struct CaseOfNumber {
    #[kind(key)]
    tray: String,
    #[kind(ignore_case)]
    number: u8,
}

fn main() {}
