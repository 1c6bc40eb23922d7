//! `karat lint --changed`: keeps the findings that a change which git knows of may have caused.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;

use karat::corpus::Folders;
use karat::lint::LintedGold;
use karat::problem::Problem;
use karat::store::git::{GitError, Repository, Status};

/// Files of the gold folder that say how all gold is read.
const BASIS: [&str; 2] = ["schema.yaml", "entities.yaml"];

/// What git knows of a folder.
struct Told {
    /// The folder, as the user would type it.
    folder: String,
    /// The folder, from that of the repository, with `/` behind it; empty for the repository's own.
    prefix: String,
    status: Status,
}

/// Keeps the findings about what git says changed, and about what it does not follow; those that stop everything stay.
/// Returns how many gold files git ignores.
///
/// Gold changed when its article did, and all of it when a file did that it is read with. With a base, what changed
/// since the last commit that it has in common with HEAD changed too.
///
/// # Errors
/// If one of the folders stands in no repository, or git cannot be asked or does not know the base: a message with what
/// to do.
pub(super) fn keep_changed(
    problems: &mut Vec<Problem>,
    folders: &Folders,
    project: Option<&Path>,
    golds: &[LintedGold],
    base: Option<&str>,
) -> Result<usize, String> {
    let (gold, articles) = (Told::of(&folders.gold, base)?, Told::of(&folders.articles, base)?);
    let n_ignored = golds.iter().filter(|linted| gold.ignores(&linted.path)).count();
    if project.is_some_and(|file| is_changed(file, base)) || BASIS.iter().any(|name| gold.changed(name)) {
        return Ok(n_ignored);
    }
    let told = [gold, articles];
    let stems: BTreeSet<&OsStr> = told.iter().flat_map(Told::stems).collect();
    problems.retain(|problem| {
        problem.is_unreadable
            || told.iter().any(|told| told.ignores(&problem.file) || told.is_above_change(&problem.file))
            // Two articles are in it, and either may be the one that changed.
            || (problem.rule == "A6" && !stems.is_empty())
            || Path::new(&problem.file).file_stem().is_some_and(|stem| stems.contains(stem))
    });
    Ok(n_ignored)
}

impl Told {
    fn of(folder: &Path, base: Option<&str>) -> Result<Self, String> {
        let shown = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        // Any name does: the folder is what is asked for.
        let place = Repository::around(folder)
            .and_then(|repository| repository.inside(&folder.join("*")).map(|inside| (repository, inside)));
        let Some((repository, inside)) = place else {
            return Err(format!(
                "--changed asks git, and {} stands in no repository of git\nhelp: leave --changed out, or run git init",
                shown.display()
            ));
        };
        let prefix = inside.strip_suffix('*').unwrap_or_default().to_owned();
        let status = status(&repository, prefix.trim_end_matches('/'), base).map_err(|error| {
            let help = error.help().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
            format!("--changed asks git in vain: {error}{help}")
        })?;
        Ok(Self { folder: folder.display().to_string(), prefix, status })
    }

    /// Says whether a file of the folder itself changed.
    fn changed(&self, name: &str) -> bool {
        self.status.changed.contains(&format!("{}{name}", self.prefix))
    }

    /// Says whether git ignores a file.
    fn ignores(&self, file: &str) -> bool {
        let Some(inside) = self.inside(file) else { return false };
        self.status.ignored.contains(&inside)
            || self.status.ignored.iter().any(|entry| entry.ends_with('/') && inside.starts_with(entry))
    }

    /// Says whether something below this very folder changed, for findings about folders.
    fn is_above_change(&self, file: &str) -> bool {
        if file == self.folder {
            return !self.status.changed.is_empty();
        }
        let Some(inside) = self.inside(file).map(|inside| inside + "/") else { return false };
        self.status.changed.iter().any(|changed| changed.starts_with(&inside))
    }

    /// Returns the names of what changed, without their endings.
    fn stems(&self) -> impl Iterator<Item = &OsStr> {
        self.status.changed.iter().filter_map(|path| Path::new(path).file_stem())
    }

    fn inside(&self, file: &str) -> Option<String> {
        let rest = Path::new(file).strip_prefix(&self.folder).ok()?;
        Some(format!("{}{}", self.prefix, rest.to_str()?))
    }
}

/// Says whether git knows of a change of a file; a file in no repository did not change.
fn is_changed(file: &Path, base: Option<&str>) -> bool {
    let Some(repository) = Repository::around(file.parent().unwrap_or(Path::new("."))) else { return false };
    let Some(inside) = repository.inside(file) else { return false };
    status(&repository, &inside, base).is_ok_and(|status| !status.changed.is_empty())
}

fn status(repository: &Repository, place: &str, base: Option<&str>) -> Result<Status, GitError> {
    let base = base.map(|name| repository.merge_base(name)).transpose()?;
    repository.status(&[place.to_owned()], base.as_deref())
}
