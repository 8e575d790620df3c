use tauri_plugin_authority::{Call, File, Read, Result, require, require_path};

fn commands(call: Call, note: String, notes: Vec<String>) -> Result<()> {
    require!(call, note)?;
    require!(call)?;
    require!(call, notes[0], File<Read>)?;
    require!(call, "note", File<Read>)?;
    require!(call, note, File<Read>, Read)?;
    require!(call, note, String)?;
    require!(note, note, File<Read>)?;
    require_path!(call, note, File<Read>)?;
    Ok(())
}

fn main() {}
