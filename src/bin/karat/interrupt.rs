//! Turns signals into the end of a run: the first is a request, the second is an order.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use karat::extract::source::Cancel;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// What a shell shows for a program that Ctrl-C ended.
pub(crate) const INTERRUPTED: u8 = 130;

/// Returns a token that is set by Ctrl-C, by a request to end and by the end of the terminal; a second Ctrl-C exits at
/// once.
///
/// Signals that were ignored when karat began stay ignored: `nohup karat score &` goes on when the terminal closes.
/// A file that grows over the system's limit is from now on an error like a full disk.
pub(crate) fn cancel_on_signals() -> Cancel {
    let status = own_status();
    let is_ended = Arc::new(AtomicBool::new(false));
    for signal in ending_signals() {
        if is_ignored(&status, signal) {
            continue;
        }
        if signal == SIGINT {
            // Before the flag is set, so that it is the second one that exits.
            let _ =
                flag::register_conditional_shutdown(signal, i32::from(INTERRUPTED), Arc::clone(&is_ended));
        }
        // A system that refuses ends karat with the signal, as it ends every program.
        let _ = flag::register(signal, Arc::clone(&is_ended));
    }
    #[cfg(unix)]
    let _ = flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
    Cancel::from_flag(is_ended)
}

/// Returns the signals that ask a program to end.
pub(crate) fn ending_signals() -> Vec<i32> {
    let mut signals = vec![SIGINT, SIGTERM];
    #[cfg(unix)]
    signals.push(signal_hook::consts::SIGHUP);
    signals
}

/// Returns what the system says about this process; empty where it does not.
#[expect(clippy::disallowed_methods, reason = "the system tells there which signals are ignored")]
fn own_status() -> String {
    std::fs::read_to_string("/proc/self/status").unwrap_or_default()
}

fn is_ignored(status: &str, signal: i32) -> bool {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    (1..=64).contains(&signal) && mask >> (signal - 1) & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_signals_are_read_from_what_the_system_says() {
        // SIGHUP is 1, SIGPIPE is 13.
        let status = "Name:\tkarat\nSigBlk:\tffffffffffffffff\nSigIgn:\t0000000000001001\n";
        assert!(is_ignored(status, 1) && is_ignored(status, 13));
        assert!(!is_ignored(status, SIGINT) && !is_ignored(status, SIGTERM));
        assert!(!is_ignored("", 1) && !is_ignored("SigIgn:\tmany\n", 1));
    }

    #[test]
    fn a_signal_ends_the_run_and_not_the_program() {
        let cancel = cancel_on_signals();
        assert!(!cancel.is_cancelled());
        signal_hook::low_level::raise(SIGTERM).unwrap();
        assert!(cancel.is_cancelled());
    }
}
