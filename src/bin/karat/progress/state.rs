//! What is known about a run that goes on, and how it is told on one line; the time is given, never looked up.

use std::time::Duration;

use karat::extract::Outcome;
use karat::extract::failure::FailureKind;
use karat::report::words::{cost, counted, grouped, printable, shortened};
use karat::run::{Answered, Event};

/// From when on an article that runs is called slow.
const SLOW: Duration = Duration::from_secs(10);
/// How much of an article's id is shown, in characters.
const ID_CHARACTERS: usize = 20;

/// What is asked.
#[derive(Clone, Debug)]
pub(crate) struct Asking {
    /// The extractor's name.
    pub(crate) name: String,
    /// How many answers are asked for, repeats included.
    pub(crate) n_answers: usize,
    /// The currency of its price.
    pub(crate) currency: Option<String>,
}

/// How far a run is; times count from its start.
#[derive(Debug)]
pub(crate) struct State {
    asking: Asking,
    n_done: usize,
    n_kept: usize,
    n_failed: usize,
    n_retries: usize,
    cost_micros: Option<u64>,
    /// The articles that are asked for; the longest first.
    running: Vec<Running>,
    /// When the first article was asked for: what comes from the cache says nothing about the rate.
    asked_since: Option<Duration>,
}

/// An article that is asked for.
#[derive(Debug)]
struct Running {
    id: String,
    since: Duration,
    /// When it will be asked for again, where that is waited for.
    again: Duration,
}

impl Running {
    /// Returns what it does, for a log.
    fn told(&self, now: Duration) -> String {
        let id = short(&self.id);
        match self.again.checked_sub(now).filter(|wait| !wait.is_zero()) {
            Some(wait) => format!("waiting {} to ask for {id} again", span(wait)),
            None => format!("running {id} ({})", span(now.saturating_sub(self.since))),
        }
    }
}

impl State {
    pub(crate) fn new(asking: Asking) -> Self {
        Self {
            asking,
            n_done: 0,
            n_kept: 0,
            n_failed: 0,
            n_retries: 0,
            cost_micros: None,
            running: Vec::new(),
            asked_since: None,
        }
    }

    /// Takes note of what happened.
    pub(crate) fn note(&mut self, event: &Event<'_>, now: Duration) {
        match event {
            Event::Began { id } => {
                self.asked_since.get_or_insert(now);
                self.running.push(Running { id: (*id).to_owned(), since: now, again: now });
            }
            Event::Retries { id, wait } => {
                self.n_retries += 1;
                if let Some(running) = self.running.iter_mut().find(|running| running.id == *id) {
                    running.again = now.saturating_add(*wait);
                }
            }
            Event::Done { id, answered } => self.done(id, answered),
            Event::Corrected { .. } => self.n_failed = (self.n_failed + 1).min(self.n_done),
        }
    }

    fn done(&mut self, id: &str, answered: &Answered) {
        if let Some(index) = self.running.iter().position(|running| running.id == id) {
            self.running.remove(index);
        }
        let failure = match &answered.outcome {
            Outcome::Answered(_) => None,
            Outcome::Failed(failure) => Some(failure.kind),
        };
        if failure == Some(FailureKind::Interrupted) {
            return;
        }
        self.n_done += 1;
        self.n_failed += usize::from(failure.is_some());
        if answered.n_tries == 0 {
            self.n_kept += usize::from(failure.is_none());
        } else if let Some(micros) = answered.usage.cost_micros {
            self.cost_micros = Some(self.cost_micros.unwrap_or(0).saturating_add(micros));
        }
    }

    pub(crate) fn n_done(&self) -> usize {
        self.n_done
    }

    /// Returns all on one line, for a log.
    pub(crate) fn line(&self, now: Duration) -> String {
        let name = printable(&self.asking.name);
        let mut parts = vec![format!("{name} {}/{}", self.n_done, self.asking.n_answers)];
        parts.extend(self.parts(now));
        parts.extend(self.running.first().map(|running| running.told(now)));
        parts.join(" · ")
    }

    /// Returns what stands beside a bar that shows the name and the numbers itself.
    pub(crate) fn bar_message(&self, now: Duration) -> String {
        let mut parts = self.parts(now);
        match self.running.first() {
            None => {}
            Some(first) if first.again > now => parts.push(first.told(now)),
            Some(first) if now.saturating_sub(first.since) > SLOW => {
                parts.push(format!("slow: {} {}", short(&first.id), span(now.saturating_sub(first.since))));
            }
            Some(_) => parts.push(format!("{} running", self.running.len())),
        }
        parts.join(" · ")
    }

    fn parts(&self, now: Duration) -> Vec<String> {
        let mut parts = Vec::new();
        if self.n_kept > 0 {
            parts.push(format!("{} from the cache", self.n_kept));
        }
        if let Some((rate, left)) = self.rate(now) {
            parts.push(rate);
            parts.push(format!("{} left", span(left)));
        }
        if self.n_retries > 0 {
            parts.push(counted(self.n_retries as u64, "retry", "retries"));
        }
        if self.n_failed > 0 {
            parts.push(format!("{} failed", self.n_failed));
        }
        if let Some(micros) = self.cost_micros {
            let shown = cost(micros, self.asking.currency.as_deref().unwrap_or_default());
            parts.push(if self.asking.currency.is_some() { shown } else { format!("cost {shown}") });
        }
        parts
    }

    /// Returns how fast answers come, and how long the rest takes at that rate.
    fn rate(&self, now: Duration) -> Option<(String, Duration)> {
        let n_asked = self.n_done.saturating_sub(self.n_kept);
        let time = now.saturating_sub(self.asked_since?);
        if n_asked == 0 || time.is_zero() {
            return None;
        }
        let per_second = f64::from(u32::try_from(n_asked).unwrap_or(u32::MAX)) / time.as_secs_f64();
        let n_left = self.asking.n_answers.saturating_sub(self.n_done);
        let left = f64::from(u32::try_from(n_left).unwrap_or(u32::MAX)) / per_second;
        let rate = match per_second {
            fast if fast >= 100.0 => format!("{fast:.0}/s"),
            medium if medium >= 1.0 => format!("{medium:.1}/s"),
            slow => format!("{:.1}/min", slow * 60.0),
        };
        Some((rate, Duration::try_from_secs_f64(left).unwrap_or(Duration::MAX)))
    }
}

fn short(id: &str) -> String {
    shortened(&printable(id), ID_CHARACTERS)
}

/// Returns a span of time in the unit that people would use.
fn span(time: Duration) -> String {
    let seconds = time.as_secs_f64().round() as u64;
    match seconds {
        0..100 => format!("{seconds} s"),
        100..6000 => format!("{} min", (seconds + 30) / 60),
        _ => format!("{} h {} min", grouped(seconds / 3600), seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use karat::extract::source::Usage;

    const SECOND: Duration = Duration::from_secs(1);

    fn answered(outcome: Outcome, n_tries: u32, cost_micros: Option<u64>) -> Answered {
        Answered {
            outcome,
            line: String::new(),
            usage: Usage { cost_micros, ..Usage::default() },
            oddities: Vec::new(),
            n_tries,
            elapsed: Duration::ZERO,
        }
    }

    fn state(n_answers: usize) -> State {
        State::new(Asking { name: "mistral".to_owned(), n_answers, currency: Some("USD".to_owned()) })
    }

    /// Begins and ends an article.
    fn ask(state: &mut State, id: &str, answered: &Answered) {
        state.note(&Event::Began { id }, Duration::ZERO);
        state.note(&Event::Done { id, answered }, SECOND);
    }

    #[test]
    fn a_line_tells_everything_there_is_to_tell_and_nothing_else() {
        let mut state = state(500);
        assert_eq!(state.line(SECOND), "mistral 0/500");
        for number in 0..35 {
            ask(&mut state, &number.to_string(), &answered(Outcome::Answered(Vec::new()), 1, Some(351)));
        }
        for number in 35..37 {
            ask(&mut state, &number.to_string(), &answered(Outcome::failed(FailureKind::Crash, ""), 1, None));
        }
        state.note(&Event::Began { id: "002_0123456789abcdef.0123456789" }, SECOND * 2);
        state.note(&Event::Began { id: "003" }, SECOND * 3);
        let expected = "mistral 37/500 · 3.7/s · 2 min left · 2 failed · 0.0123 USD \
                        · running 002_0123456789abcde… (8 s)";
        assert_eq!(state.line(SECOND * 10), expected);
        assert_eq!(state.bar_message(SECOND * 10), "3.7/s · 2 min left · 2 failed · 0.0123 USD · 2 running");
    }

    #[test]
    fn the_longest_running_article_is_named_once_it_is_slow() {
        let mut state = state(2);
        state.note(&Event::Began { id: "000" }, SECOND);
        assert_eq!(state.bar_message(SECOND * 11), "1 running");
        assert_eq!(state.bar_message(SECOND * 42), "slow: 000 41 s");
        let done = answered(Outcome::Answered(Vec::new()), 1, None);
        state.note(&Event::Done { id: "000", answered: &done }, SECOND * 42);
        assert_eq!(state.bar_message(SECOND * 120), "0.5/min · 2 min left");
    }

    #[test]
    fn what_the_cache_holds_costs_nothing_and_says_nothing_about_the_rate() {
        let mut state = state(100);
        let kept = answered(Outcome::Answered(Vec::new()), 0, Some(1_000_000));
        for number in 0..90 {
            state.note(&Event::Done { id: &number.to_string(), answered: &kept }, Duration::ZERO);
        }
        assert_eq!(state.line(SECOND), "mistral 90/100 · 90 from the cache");
        state.note(&Event::Began { id: "a" }, SECOND);
        state.note(
            &Event::Done { id: "a", answered: &answered(Outcome::Answered(Vec::new()), 1, Some(2_345_678)) },
            SECOND * 2,
        );
        assert_eq!(
            state.line(SECOND * 3),
            "mistral 91/100 · 90 from the cache · 30.0/min · 18 s left · 2.3457 USD"
        );
    }

    #[test]
    fn articles_that_were_not_asked_to_the_end_are_not_done() {
        let mut state = state(2);
        ask(&mut state, "000", &answered(Outcome::failed(FailureKind::Interrupted, ""), 1, None));
        assert_eq!(state.line(SECOND), "mistral 0/2");
    }

    #[test]
    fn an_article_asked_for_twice_at_a_time_runs_twice() {
        let mut state = state(2);
        state.note(&Event::Began { id: "000" }, Duration::ZERO);
        state.note(&Event::Began { id: "000" }, SECOND);
        assert_eq!(state.bar_message(SECOND), "2 running");
        let done = answered(Outcome::Answered(Vec::new()), 1, None);
        state.note(&Event::Done { id: "000", answered: &done }, SECOND * 2);
        assert!(state.bar_message(SECOND * 2).ends_with("1 running"));
    }

    #[test]
    fn a_wait_before_the_next_try_is_told_as_one() {
        let mut state = state(2);
        state.note(&Event::Began { id: "a" }, Duration::ZERO);
        state.note(&Event::Retries { id: "a", wait: 50 * SECOND }, 5 * SECOND);
        assert_eq!(state.line(15 * SECOND), "mistral 0/2 · 1 retry · waiting 40 s to ask for a again");
        assert!(state.bar_message(15 * SECOND).ends_with("waiting 40 s to ask for a again"));
        assert_eq!(state.line(60 * SECOND), "mistral 0/2 · 1 retry · running a (60 s)");
    }

    #[test]
    fn no_name_reaches_the_terminal_as_escape_codes() {
        let mut state = State::new(Asking { name: "\u{1b}[2J".to_owned(), n_answers: 1, currency: None });
        state.note(&Event::Began { id: "\u{1b}[31m\n" }, Duration::ZERO);
        assert!(!state.line(SECOND).contains(char::is_control), "{:?}", state.line(SECOND));
    }

    #[test]
    fn spans_are_told_as_people_would() {
        let spans = [0.4, 99.4, 100.0, 5990.0, 6000.0, 90_000.0]
            .map(|seconds| span(Duration::from_secs_f64(seconds)));
        assert_eq!(spans, ["0 s", "99 s", "2 min", "100 min", "1 h 40 min", "25 h 0 min"]);
    }
}
