use std::sync::Arc;
use tauri_plugin_authority::core::{
    access::AccessSet,
    guard::{Ask, Guard, JudgedPath},
    scope::Scope,
    validate::path::ValidPath,
};

fn judged(guard: &Arc<Guard>, scope: &Arc<Scope>, path: ValidPath, ask: Ask<'_>) -> JudgedPath {
    JudgedPath::new(guard, scope, path, ask, panic!())
}

fn copied(judged: &JudgedPath) -> JudgedPath {
    judged.clone()
}

fn name(judged: &JudgedPath) -> &str {
    judged.path().as_str()
}

fn empty() -> AccessSet {
    AccessSet(0)
}

fn main() {}
