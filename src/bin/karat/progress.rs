//! Shows on standard error how far a run is: a bar on a terminal, a line now and then elsewhere.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use karat::report::words::printable;
use karat::run::Event;

use crate::output::complain;
use crate::progress::state::{Asking, State};
use crate::settings::environment;

pub(crate) mod state;

/// How often a bar is drawn.
const FRAME: Duration = Duration::from_millis(100);
/// A run that ends sooner shows no bar.
const BAR_AFTER: Duration = Duration::from_millis(500);
/// How often a line is written; a run that ends sooner writes none.
const LINE_EVERY: Duration = Duration::from_secs(5);

/// How progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A bar that is drawn over and over and is gone at the end.
    Bar,
    /// A line every few seconds.
    Lines,
    /// Nothing.
    Silent,
}

/// What decides how progress is shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings {
    pub(crate) is_quiet: bool,
    /// Standard error is a terminal.
    pub(crate) is_terminal: bool,
    /// The variable `CI`.
    pub(crate) ci: Option<String>,
    /// The variable `TERM`.
    pub(crate) term: Option<String>,
}

impl Surroundings {
    /// Looks around.
    pub(crate) fn new(is_quiet: bool) -> Self {
        Self {
            is_quiet,
            is_terminal: std::io::stderr().is_terminal(),
            ci: environment("CI"),
            term: environment("TERM"),
        }
    }

    /// Returns how progress is shown here.
    pub(crate) fn mode(&self) -> Mode {
        let is_ci = self.ci.as_deref().is_some_and(|ci| !matches!(ci, "" | "0" | "false"));
        let is_dumb = self.term.as_deref().is_none_or(|term| matches!(term, "" | "dumb"));
        match self {
            _ if self.is_quiet || is_ci => Mode::Silent,
            _ if self.is_terminal && !is_dumb => Mode::Bar,
            _ => Mode::Lines,
        }
    }
}

/// The progress of one extractor's run; gone when dropped.
#[derive(Debug)]
pub(crate) struct Progress {
    shared: Arc<Shared>,
    shower: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    start: Instant,
    has_ended: Mutex<bool>,
    ends: Condvar,
}

impl Progress {
    /// Begins to show.
    pub(crate) fn new(mode: Mode, asking: Asking) -> Self {
        let bar = (printable(&asking.name), asking.n_answers as u64);
        let shared = Arc::new(Shared {
            state: Mutex::new(State::new(asking)),
            start: now(),
            has_ended: Mutex::new(false),
            ends: Condvar::new(),
        });
        let theirs = Arc::clone(&shared);
        let show: Option<Box<dyn FnOnce() + Send>> = match mode {
            Mode::Bar => Some(Box::new(move || show_bar(&theirs, bar))),
            Mode::Lines => Some(Box::new(move || show_lines(&theirs))),
            Mode::Silent => None,
        };
        // Without one more thread the run goes on, and nobody sees how far it is.
        let shower = show.and_then(|show| std::thread::Builder::new().spawn(show).ok());
        Self { shared, shower }
    }

    /// Takes note of what happened.
    pub(crate) fn observe(&self, event: &Event<'_>) {
        let now = self.shared.start.elapsed();
        self.shared.state.lock().expect("no thread panics while it notes progress").note(event, now);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Ok(mut has_ended) = self.shared.has_ended.lock() {
            *has_ended = true;
        }
        self.shared.ends.notify_all();
        if let Some(shower) = self.shower.take() {
            let _ = shower.join();
        }
    }
}

impl Shared {
    /// Waits; says whether the run goes on.
    fn goes_on_for(&self, duration: Duration) -> bool {
        let has_ended = self.has_ended.lock().expect("no thread panics while it says that a run ended");
        let waited = self.ends.wait_timeout_while(has_ended, duration, |has_ended| !*has_ended);
        !*waited.expect("no thread panics while it says that a run ended").0
    }

    fn with_state<T>(&self, show: impl FnOnce(&State, Duration) -> T) -> T {
        let state = self.state.lock().expect("no thread panics while it notes progress");
        show(&state, self.start.elapsed())
    }
}

fn show_lines(shared: &Shared) {
    let mut has_shown = false;
    while shared.goes_on_for(LINE_EVERY) {
        complain(&format!("{}\n", shared.with_state(State::line)));
        has_shown = true;
    }
    // A log that told of the way tells where it ended.
    if has_shown {
        complain(&format!("{}\n", shared.with_state(State::line)));
    }
}

fn show_bar(shared: &Shared, (name, n_answers): (String, u64)) {
    if !shared.goes_on_for(BAR_AFTER) {
        return;
    }
    let style = ProgressStyle::with_template("{prefix} {bar:20} {pos}/{len} {wide_msg}")
        .expect("the template is a constant that tests draw");
    let bar = ProgressBar::with_draw_target(Some(n_answers), ProgressDrawTarget::stderr())
        .with_style(style.progress_chars("━╸ "))
        .with_prefix(name);
    loop {
        let (n_done, message) = shared.with_state(|state, now| (state.n_done(), state.bar_message(now)));
        bar.update(|state| state.set_pos(n_done as u64));
        bar.set_message(message);
        if !shared.goes_on_for(FRAME) {
            break;
        }
    }
    bar.finish_and_clear();
}

#[expect(clippy::disallowed_methods, reason = "progress tells the rate and the time that is left")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(surroundings: &Surroundings, expected: Mode) {
        assert_eq!(surroundings.mode(), expected);
    }

    fn terminal() -> Surroundings {
        Surroundings { is_terminal: true, term: Some("xterm".to_owned()), ..Surroundings::default() }
    }

    #[test]
    fn a_bar_is_for_terminals_that_can_draw() {
        check(&terminal(), Mode::Bar);
        check(&Surroundings { term: Some("dumb".to_owned()), ..terminal() }, Mode::Lines);
        check(&Surroundings { term: None, ..terminal() }, Mode::Lines);
        check(&Surroundings { is_terminal: false, ..terminal() }, Mode::Lines);
    }

    #[test]
    fn nothing_is_shown_to_whoever_is_quiet_or_a_machine() {
        check(&Surroundings { is_quiet: true, ..terminal() }, Mode::Silent);
        check(&Surroundings { ci: Some("true".to_owned()), ..terminal() }, Mode::Silent);
        check(&Surroundings { ci: Some("1".to_owned()), is_terminal: false, ..terminal() }, Mode::Silent);
        check(&Surroundings { ci: Some("false".to_owned()), ..terminal() }, Mode::Bar);
        check(&Surroundings { ci: Some(String::new()), ..terminal() }, Mode::Bar);
    }

    #[test]
    fn whatever_is_shown_ends_at_once_with_the_run() {
        for mode in [Mode::Bar, Mode::Lines, Mode::Silent] {
            let start = now();
            let asking = Asking { name: "fast".to_owned(), n_answers: 1, currency: None };
            let progress = Progress::new(mode, asking);
            progress.observe(&Event::Began { id: "000" });
            drop(progress);
            assert!(start.elapsed() < LINE_EVERY, "{mode:?}");
        }
        assert_ne!(Surroundings::new(true).mode(), Mode::Bar);
    }
}
