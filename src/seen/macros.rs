//! The drop-in for `tauri::generate_handler!`.

/// `tauri::generate_handler!`, wrapped by [`seen`](crate::seen), that also knows the names of the app's commands: which of
/// them are under no ACL can then be said at start-up.
///
/// ```
/// mod notes {
///     #[tauri::command]
///     pub(crate) fn count() {}
/// }
/// #[tauri::command]
/// fn greet() {}
///
/// # fn app<R: tauri::Runtime>(builder: tauri::Builder<R>) -> tauri::Builder<R> {
/// builder.invoke_handler(tauri_plugin_authority::generate_handler![greet, notes::count])
/// # }
/// ```
///
/// The names are kept for the process, since Tauri takes the handler before the plugin is set up. A command is known by the
/// name of its function, also where `#[tauri::command(rename = "..")]` gives it another. In a crate that is named
/// `tauri-plugin-<name>`, and where `#![plugin(name)]` comes first, the commands are the plugin's, as Tauri has it.
#[macro_export]
macro_rules! generate_handler {
    (#![plugin($plugin:ident)] $($rest:tt)*) => {
        $crate::__seen_by_name!(
            [::core::option::Option::Some(::core::stringify!($plugin))] [#![plugin($plugin)]] $($rest)*
        )
    };
    ($($rest:tt)*) => {
        $crate::__seen_by_name!([::core::option::Option::None] [] $($rest)*)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __seen_by_name {
    (
        [$plugin:expr] [$($inner:tt)*]
        $($(#[$($attribute:tt)*])* $first:ident $(:: $next:ident)*),* $(,)?
    ) => {
        $crate::seen_by_name(
            ::core::env!("CARGO_PKG_NAME"),
            $plugin,
            &[$($(#[$($attribute)*])* $crate::__last!($first $($next)*)),*],
            $crate::__tauri_generate_handler!($($inner)* $($(#[$($attribute)*])* $first $(:: $next)*),*),
        )
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __last {
    ($last:ident) => { ::core::stringify!($last) };
    ($first:ident $($rest:ident)+) => { $crate::__last!($($rest)+) };
}
