use tauri_plugin_authority::{Dir, File, Item, NewFile, Read, Remove, Scoped};

async fn save(note: Scoped<File<Read>>) {
    note.replace("new").await.unwrap();
}

async fn remove(note: Scoped<File<Read>>) {
    note.remove_file().await.unwrap();
}

async fn read(note: Scoped<Item<Remove>>) {
    note.read().await.unwrap();
}

async fn overwrite(from: Scoped<File<Read>>, to: Scoped<File<Read>>) {
    from.copy_to(to).await.unwrap();
}

async fn list(dir: Scoped<NewFile>) -> tauri_plugin_authority::Listing {
    dir.list().await.unwrap()
}

async fn remove_tree(dir: Scoped<Dir>) {
    dir.remove_tree_blocking().unwrap();
}

async fn name(dir: Scoped<Dir>) -> std::fs::ReadDir {
    std::fs::read_dir(dir.path()).unwrap()
}

fn main() {}
