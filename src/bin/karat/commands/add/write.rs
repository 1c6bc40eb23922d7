//! Changes the gold file of an article while nobody else does.

use karat::corpus::Folders;
use karat::problem::Problem;
use karat::store::update::{UpdateError, update_or_create};
use karat::store::{Bounds, GOLD_BYTES_MAX};

use crate::commands::add::put::Target;

/// What a file becomes, and what is to be told.
pub(crate) struct Change<T> {
    /// The new text; `None` leaves the file as it is.
    pub(crate) text: Option<String>,
    pub(crate) result: T,
}

/// Gives the text of the gold file, or nothing where there is none, and writes what comes back.
///
/// Nobody else who adds labels changes a file of the folder in between.
pub(crate) fn change<T>(
    target: &Target,
    folders: &Folders,
    is_dry: bool,
    mut make: impl FnMut(Option<&str>) -> Result<Change<T>, Vec<Problem>>,
) -> Result<T, Vec<Problem>> {
    let id = target.article.id();
    let path = folders.gold_file(id);
    let is_there = crate::settings::is_there(&path);
    if is_dry {
        let old = if is_there { Some(folders.gold_text(id)?) } else { None };
        return make(old.as_deref()).map(|change| change.result);
    }
    let bounds = Bounds { root: Some(&folders.gold), n_bytes_max: GOLD_BYTES_MAX };
    let mut result = None;
    let updated = update_or_create(&path, bounds, &mut |old| {
        let is_there = !old.is_empty();
        let change = make(is_there.then_some(old)).map_err(Refused::Made)?;
        result = Some(change.result);
        // A file that is not there must not be made for nothing.
        change.text.or_else(|| is_there.then(|| old.to_owned())).ok_or(Refused::Nothing)
    });
    match updated {
        Ok(_) | Err(UpdateError::Refused(Refused::Nothing)) => {
            Ok(result.expect("a change that was made has a result"))
        }
        Err(UpdateError::Refused(Refused::Made(problems))) => Err(problems),
        Err(error) => Err(vec![Problem::error("Y0", &target.gold_file, None, error.to_string())]),
    }
}

/// Why there is no new text.
#[derive(Debug)]
enum Refused {
    /// The labels are wrong.
    Made(Vec<Problem>),
    /// There is nothing to write.
    Nothing,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Made(problems) => write!(formatter, "{} problems", problems.len()),
            Self::Nothing => formatter.write_str("there is nothing to write"),
        }
    }
}
