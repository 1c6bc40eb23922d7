//! Asks an extractor for every article, keeps the record, and judges the answers repeat by repeat.

use std::cell::Cell;
use std::num::NonZeroU32;

use karat::corpus::Corpus;
use karat::evaluate::repeats::flaky_facts;
use karat::evaluate::{Evaluation, ExtractorReport, Selection};
use karat::extract::Request;
use karat::extract::source::{Cancel, Oddity, Usage};
use karat::report::Measured;
use karat::report::words::{counted, printable};
use karat::run::record::{self, Header};
use karat::run::{Asked, CacheMode, Observer, Options, Run, run};
use karat::score::Settings;

use crate::args::sources::Running;
use crate::commands::sources::{Prepared, PreparedAsked};
use crate::exit::Exit;
use crate::interrupt::cancel_on_signals;
use crate::output::complain;
use crate::progress::state::Asking;
use crate::progress::{Progress, Surroundings};
use crate::settings::LoadedProject;

/// What all extractors of one command share.
pub(crate) struct Task<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) loaded: &'a LoadedProject,
    pub(crate) selection: &'a Selection,
    running: &'a Running,
    settings: Settings,
    /// Who can end the command.
    cancel: Cancel,
    /// A record could not be written.
    has_record_failed: Cell<bool>,
}

impl<'a> Task<'a> {
    /// Returns a task that signals can end.
    pub(crate) fn new(
        corpus: &'a Corpus,
        loaded: &'a LoadedProject,
        selection: &'a Selection,
        running: &'a Running,
        settings: Settings,
    ) -> Self {
        let cancel = cancel_on_signals();
        Self { corpus, loaded, selection, running, settings, cancel, has_record_failed: Cell::new(false) }
    }

    /// Asks for every article and judges the answers.
    ///
    /// # Errors
    /// If the run was ended from outside; it is told.
    pub(crate) fn measure(&self, prepared: &Prepared<'_>) -> Result<Measured, Exit> {
        let selection = self.selection_of(prepared);
        let evaluation = Evaluation::new(self.corpus, &selection, self.settings);
        let run = self.ask(prepared, &evaluation)?;
        let views = prepared.views.iter().filter_map(|index| self.corpus.schema.views.get(*index));
        let mut usage = Usage::default();
        let mut oddities: Vec<(String, Oddity)> = Vec::new();
        for repeat in &run.answers {
            for (entry, answered) in evaluation.entries().zip(repeat) {
                usage.add(&answered.usage);
                let id = entry.article.id();
                oddities.extend(answered.oddities.iter().map(|oddity| (id.to_owned(), *oddity)));
            }
        }
        let repeats: Vec<ExtractorReport> = run
            .answers
            .into_iter()
            .map(|answers| {
                let outcomes = answers.into_iter().map(|answered| answered.outcome).collect();
                evaluation.judge(&prepared.name, outcomes)
            })
            .collect();
        Ok(Measured {
            flaky: flaky_facts(&repeats),
            repeats,
            views: views.map(|view| view.name.to_string()).collect(),
            usage,
            currency: currency(prepared).unwrap_or_default(),
            oddities,
            options: prepared.explain_option.clone(),
            doctor: prepared.doctor_option.clone(),
        })
    }

    /// Returns what is judged of an extractor: the views it was declared for, unless others were asked for.
    fn selection_of(&self, prepared: &Prepared<'_>) -> Selection {
        let mut selection = self.selection.clone();
        if selection.view_indices.is_empty() {
            selection.view_indices.clone_from(&prepared.views);
        }
        selection
    }

    /// Asks for every article of an evaluation.
    ///
    /// # Errors
    /// If the run was ended from outside; it is told.
    pub(crate) fn ask(&self, prepared: &Prepared<'_>, evaluation: &Evaluation<'_>) -> Result<Run, Exit> {
        let request = |entry| Request { views: &prepared.views, ..Request::new(self.corpus, entry) };
        let requests: Vec<Request<'_>> = evaluation.entries().map(request).collect();
        let n_answers = requests.len() * prepared.repeat as usize;
        let run = {
            let mode = Surroundings::new(self.running.quiet).mode();
            let asking = Asking { name: prepared.name.clone(), n_answers, currency: currency(prepared) };
            let progress = Progress::new(mode, asking);
            self.answers(prepared, &requests, &|event| progress.observe(event))
        };
        if let Some(trouble) = &run.cache_trouble {
            complain(&format!("note: answers are not kept for the next run: {trouble}\n"));
        }
        if run.is_interrupted {
            return Err(tell_interrupted(prepared, run.n_kept, n_answers));
        }
        self.record(prepared, &run);
        if matches!(prepared.asked, PreparedAsked::Outside(_)) && !self.running.offline && !self.running.quiet
        {
            tell_kept(&prepared.name, &run);
        }
        Ok(run)
    }

    fn answers(&self, prepared: &Prepared<'_>, requests: &[Request<'_>], observe: Observer<'_>) -> Run {
        let cache_mode = match self.running {
            Running { refresh: true, .. } => CacheMode::Refresh,
            Running { offline: true, .. } => CacheMode::Offline,
            Running { .. } => CacheMode::Use,
        };
        let cache = self.loaded.root.join(".karat").join("cache");
        let options = Options {
            cache: (!self.running.no_cache).then_some(cache),
            cache_mode,
            cancel: self.cancel.clone(),
            repeat: None,
        };
        match &prepared.asked {
            PreparedAsked::Outside(remote) => {
                #[cfg(target_os = "linux")]
                let _watched = crate::warden::watch();
                run(Asked::Outside(remote), requests, &options, observe)
            }
            PreparedAsked::Inside(extractor) => {
                let options = Options { repeat: NonZeroU32::new(prepared.repeat), ..options };
                run(Asked::Inside(extractor.as_ref()), requests, &options, observe)
            }
            PreparedAsked::Files(repeats) => {
                joined(repeats.iter().map(|file| run(Asked::Inside(file), requests, &options, observe)))
            }
        }
    }

    /// Makes sure that a record can be written, where one is wanted, before anybody is asked.
    ///
    /// # Errors
    /// If it cannot; it is told.
    pub(crate) fn check_record(&self) -> Result<(), Exit> {
        let Some(folder) = &self.running.record else { return Ok(()) };
        record::check(folder).map_err(|error| {
            complain(&format!(
                "karat: no record can be written: {error}\nhelp: name another folder with --record\n"
            ));
            Exit::Invalid
        })
    }

    /// Says whether every record that was wanted was written.
    pub(crate) fn is_recorded(&self) -> bool {
        !self.has_record_failed.get()
    }

    /// Writes the record, where one is wanted; a failure is told and keeps nobody from seeing the figures.
    fn record(&self, prepared: &Prepared<'_>, run: &Run) {
        let Some(folder) = &self.running.record else { return };
        let fingerprint = match &prepared.asked {
            PreparedAsked::Outside(remote) => remote.fingerprint.as_str(),
            PreparedAsked::Inside(_) | PreparedAsked::Files(_) => "",
        };
        let views: Vec<&str> = prepared
            .views
            .iter()
            .filter_map(|index| self.corpus.schema.views.get(*index))
            .map(|view| &*view.name)
            .collect();
        let header = Header {
            extractor: &prepared.name,
            karat: env!("CARGO_PKG_VERSION"),
            semantics: self.corpus.schema.semantics,
            fingerprint,
            views: &views,
            currency: &currency(prepared).unwrap_or_default(),
        };
        match record::write(folder, &header, run) {
            Ok(path) => {
                let path = path.display().to_string();
                complain(&format!("recorded in {}\n", printable(&path)));
            }
            Err(error) => {
                complain(&format!("karat: the record was not written: {error}\n"));
                self.has_record_failed.set(true);
            }
        }
    }
}

/// Returns the repeats of several runs one after another.
fn joined(runs: impl Iterator<Item = Run>) -> Run {
    let mut whole = Run::default();
    for run in runs {
        whole.answers.extend(run.answers);
        whole.is_interrupted |= run.is_interrupted;
        whole.cache_trouble = whole.cache_trouble.or(run.cache_trouble);
    }
    whole
}

fn currency(prepared: &Prepared<'_>) -> Option<String> {
    match &prepared.asked {
        PreparedAsked::Outside(remote) => remote.price.as_ref().map(|price| price.currency.clone()),
        PreparedAsked::Files(repeats) => repeats.first().map(|file| file.declared().currency.clone()),
        PreparedAsked::Inside(_) => None,
    }
}

/// Tells what a run that was ended has kept.
fn tell_interrupted(prepared: &Prepared<'_>, n_kept: usize, n_answers: usize) -> Exit {
    let name = printable(&prepared.name);
    let kept = match &prepared.asked {
        PreparedAsked::Outside(_) if n_kept == 0 => format!("no answer of {name} is kept"),
        PreparedAsked::Outside(_) => {
            let of = counted(n_answers as u64, "answer", "answers");
            format!("{n_kept} of {of} of {name} are kept; the same command goes on from there")
        }
        PreparedAsked::Inside(_) | PreparedAsked::Files(_) => format!("{name} was not finished"),
    };
    complain(&format!("karat: interrupted: {kept}\n"));
    Exit::Interrupted
}

/// Tells how many answers came from the cache: nobody was asked for them.
fn tell_kept(name: &str, run: &Run) {
    let answers = run.answers.iter().flatten();
    let n_answers = answers.clone().count() as u64;
    let n_kept = answers.filter(|answered| answered.n_tries == 0).count();
    if n_kept > 0 {
        let of = counted(n_answers, "answer", "answers");
        complain(&format!(
            "note: {n_kept} of {of} of {} from the cache; --refresh asks again\n",
            printable(name)
        ));
    }
}
