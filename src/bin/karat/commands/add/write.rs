//! Changes the gold file of an article while nobody else does.

use karat::corpus::Folders;
use karat::problem::Problem;
use karat::store::write_atomically;

use crate::commands::add::put::Target;

/// What a file becomes, and what is to be told.
pub(crate) struct Change<T> {
    /// The new text; `None` leaves the file as it is.
    pub(crate) text: Option<String>,
    pub(crate) result: T,
}

/// Gives the text of the gold file, or nothing where there is none, and writes what comes back.
pub(crate) fn change<T>(
    target: &Target,
    folders: &Folders,
    is_dry: bool,
    make: impl FnOnce(Option<&str>) -> Result<Change<T>, Vec<Problem>>,
) -> Result<T, Vec<Problem>> {
    let path = folders.gold_file(target.article.id());
    let is_there = crate::settings::is_there(&path);
    let old = if is_there { Some(folders.gold_text(target.article.id())?) } else { None };
    let change = make(old.as_deref())?;
    if let Some(text) = change.text.filter(|_| !is_dry) {
        write_atomically(&path, text.as_bytes())
            .map_err(|error| vec![Problem::error("Y0", &target.gold_file, None, error.to_string())])?;
    }
    Ok(change.result)
}
