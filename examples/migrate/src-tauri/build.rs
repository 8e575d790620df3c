//! Nothing but what every Tauri app has.

fn main() {
    tauri_build::build();
}
