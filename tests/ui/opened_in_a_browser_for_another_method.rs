use tauri::{AppHandle, Runtime};
use tauri_plugin_authority::{
    Scoped, Url,
    method::{Delete, Post},
};

async fn send<R: Runtime>(app: AppHandle<R>, hook: Scoped<Url<Post>>) {
    hook.open_in_browser(&app).await.unwrap();
}

fn remove<R: Runtime>(app: AppHandle<R>, entry: &Url<Delete>) {
    entry.open_in_browser_blocking(&app).unwrap();
}

fn main() {}
