//! What every Tauri app has, and what editors need.

fn main() {
    tauri_build::build();
    // Editors complete and check the entries in `capabilities/`.
    authority_build::Schemas::new().extend();
}
