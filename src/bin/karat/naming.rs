//! Finds the article that a word on the command line means: its name, the start of it, or one of its two files.

use std::fmt;
use std::path::Path;

use karat::corpus::Folders;
use karat::store::real_path;
use karat::text::fold::fold_name;
use karat::text::likeness::suggest;

/// How many names a help lists.
const LISTED_MAX: usize = 20;

/// The articles that can be meant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'a> {
    pub(crate) ids: &'a [&'a str],
    pub(crate) folders: &'a Folders,
    /// What they are: `article`, or `article with gold`.
    pub(crate) noun: &'a str,
}

/// Why no article is meant, and what to do.
#[derive(Clone, Debug)]
pub(crate) struct NotNamed {
    pub(crate) message: String,
    pub(crate) help: String,
}

impl fmt::Display for NotNamed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}\nhelp: {}", self.message, self.help)
    }
}

impl Named<'_> {
    /// Returns the position of the only article that a word means; case, accents and how they are coded do not matter
    /// where nothing matches letter by letter.
    ///
    /// # Errors
    /// If none or several are meant.
    pub(crate) fn one(&self, word: &str) -> Result<usize, NotNamed> {
        let word = stem_of_file(word, self.folders).unwrap_or(word);
        let folded = fold_name(word);
        let all = |is_meant: &dyn Fn(&str) -> bool| -> Vec<usize> {
            (0..self.ids.len()).filter(|index| is_meant(self.ids[*index])).collect()
        };
        let ways: [&dyn Fn(&str) -> bool; 4] = [
            &|id| id == word,
            &|id| id.starts_with(word),
            &|id| !folded.is_empty() && fold_name(id) == folded,
            &|id| !folded.is_empty() && fold_name(id).starts_with(&folded),
        ];
        let found = ways.into_iter().map(all).find(|found| !found.is_empty()).unwrap_or_default();
        match found.as_slice() {
            [only] => Ok(*only),
            [] => Err(self.none(word)),
            several => {
                let names: Vec<&str> = several.iter().map(|index| self.ids[*index]).collect();
                Err(NotNamed {
                    message: format!(
                        "\"{word}\" is the start of {} articles: {}",
                        names.len(),
                        names.join(", ")
                    ),
                    help: "type more of the name".to_owned(),
                })
            }
        }
    }

    fn none(&self, word: &str) -> NotNamed {
        let help = match suggest(word, self.ids.iter().copied()) {
            Some(similar) => format!("did you mean \"{similar}\"?"),
            None if self.ids.is_empty() => format!("there is no {} yet", self.noun),
            None => {
                let listed = self.ids.get(..LISTED_MAX.min(self.ids.len())).unwrap_or_default().join(", ");
                let more = if self.ids.len() > LISTED_MAX { ", …" } else { "" };
                format!("the {} are: {listed}{more}", self.noun.replacen("article", "articles", 1))
            }
        };
        NotNamed { message: format!("no {} starts with \"{word}\"", self.noun), help }
    }
}

/// Says whether a word, as typed, can only be that of a file.
pub(crate) fn is_path(word: &str) -> bool {
    word.contains(['/', '\\']) || word.ends_with(".yaml") || word.ends_with(".txt")
}

/// Returns the article's name where a word is the path of its text or gold, from here or from the folder of karat.yaml.
fn stem_of_file<'w>(word: &'w str, folders: &Folders) -> Option<&'w str> {
    let path = Path::new(word);
    let stem = path.file_stem().and_then(|stem| stem.to_str()).filter(|_| is_path(word))?;
    [(&folders.gold, "yaml"), (&folders.articles, "txt")].into_iter().find_map(|(folder, extension)| {
        let is_typed = path.extension().is_some_and(|typed| typed == extension);
        let file = real_path(&folder.join(path.file_name()?)).filter(|_| is_typed)?;
        let root = folder.parent().unwrap_or(Path::new(""));
        [path.to_owned(), root.join(path)]
            .iter()
            .any(|path| real_path(path) == Some(file.clone()))
            .then_some(stem)
    })
}
