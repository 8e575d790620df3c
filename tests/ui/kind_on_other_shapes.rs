use tauri_plugin_authority::Kind;

#[derive(Debug, Kind)]
enum Table {
    Customers,
}

#[derive(Debug, Kind)]
struct Printer(String);

#[derive(Debug, Kind)]
struct Flag<T> {
    #[kind(key)]
    flag: T,
}

fn main() {}
