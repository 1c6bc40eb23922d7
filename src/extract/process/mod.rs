//! Programs under supervision: started in a group of their own, fed and read at once, limited, and ended without a trace.
//!
//! The one door of `rustix`. A program is watched by the thread that asks it: one `poll` over its pipes and a file
//! descriptor of the process, with a look at the limits every 50 ms.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::time::Instant;

use crate::extract::environment::Environment;
use crate::project::{EnvSpec, Policy, ProgramSpec, StdinKind};

pub mod mark;
pub(crate) mod exchange;
mod tail;
#[cfg(unix)]
mod start;
#[cfg(unix)]
mod signal;
#[cfg(unix)]
mod pipes;
#[cfg(target_os = "linux")]
mod family;
#[cfg(unix)]
#[cfg_attr(not(target_os = "linux"), path = "orphans_elsewhere.rs")]
mod orphans;
#[cfg_attr(not(unix), path = "running_nowhere.rs")]
pub(crate) mod running;

/// How often limits are looked at while a program runs.
const TICK: Duration = Duration::from_millis(50);

/// How long a program may go on after it was asked to end.
const GRACE: Duration = Duration::from_millis(500);

/// How long an open standard output is read after the program that opened it has ended.
const LINGER: Duration = Duration::from_millis(100);

/// A program, where it runs, and its limits.
///
/// On Linux, from the first program on, this process is the reaper of all its descendants (a "subreaper"), so that what
/// programs leave behind comes to it. It kills and reaps what bears the mark of a program that it started, in the
/// environment or as the soft `RLIMIT_LOCKS`, which Linux does not heed and this process itself has while it starts a
/// program; whatever else comes to it, as to the first process of a container, and the children that other code of this
/// process starts, are left alone.
#[derive(Clone, Debug)]
pub struct ProgramSetup {
    argv: Vec<String>,
    cwd: PathBuf,
    environment: Environment,
    variables: BTreeMap<OsString, OsString>,
    stdin: StdinKind,
    memory_bytes_max: Option<u64>,
    output_bytes_max: u64,
    timeout: Duration,
}

impl ProgramSetup {
    /// Prepares a program that runs in a folder below the root, with the variables it may see.
    ///
    /// # Errors
    /// If no program is named, or `${NAME}` in `env` cannot be expanded: a fragment that names the variable.
    pub fn new(
        program: &ProgramSpec,
        root: &Path,
        environment: &Environment,
        policy: &Policy,
    ) -> Result<Self, String> {
        if program.argv.first().is_none_or(String::is_empty) {
            return Err("no program is named".to_owned());
        }
        if program.argv.iter().any(|argument| argument.contains('\0')) {
            return Err("an argument holds a NUL byte".to_owned());
        }
        let cwd = program.cwd.as_ref().map_or_else(|| root.to_owned(), |cwd| root.join(cwd));
        Ok(Self {
            argv: program.argv.clone(),
            cwd: if cwd.as_os_str().is_empty() { PathBuf::from(".") } else { cwd },
            environment: environment.clone(),
            variables: variables(&program.env, environment)?,
            stdin: program.stdin,
            memory_bytes_max: policy.memory_bytes_max,
            output_bytes_max: policy.output_bytes_max,
            timeout: policy.timeout,
        })
    }

    /// Returns what the program reads on standard input.
    #[must_use]
    pub const fn stdin(&self) -> StdinKind {
        self.stdin
    }

    /// Returns how long one answer may take.
    #[must_use]
    pub const fn timeout(&self) -> Duration {
        self.timeout
    }
}

/// Returns the variables that the program sees: what it may inherit, and what is set.
fn variables(env: &EnvSpec, environment: &Environment) -> Result<BTreeMap<OsString, OsString>, String> {
    let mut variables = BTreeMap::new();
    for (name, value) in environment.iter() {
        let is_inherited =
            env.only.as_ref().is_none_or(|only| only.iter().any(|known| name.as_os_str() == known.as_str()));
        if is_inherited {
            variables.insert(name.clone(), value.clone());
        }
    }
    for (name, value) in &env.set {
        let expanded = environment.expand(value).map_err(|reason| format!("env: {name}: {reason}"))?;
        if name.is_empty() || name.contains(['=', '\0']) || expanded.contains('\0') {
            return Err(format!(
                "env: {name:?} cannot be the name of a variable, or its value holds a NUL byte"
            ));
        }
        variables.insert(name.into(), expanded.into());
    }
    Ok(variables)
}

/// Returns the present moment, for deadlines only.
#[expect(clippy::disallowed_methods, reason = "deadlines of programs need a clock; no result holds it")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Shows a span of time: `2 s`, `1.5 s`, `250 ms`.
pub(crate) fn shown_duration(duration: Duration) -> String {
    let millis = duration.as_millis();
    match (millis / 1000, millis % 1000) {
        (0, millis) => format!("{millis} ms"),
        (seconds, 0) => format!("{seconds} s"),
        (seconds, millis) => format!("{} s", format!("{seconds}.{millis:03}").trim_end_matches('0')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_variables(env: &EnvSpec, expected: Result<&[(&str, &str)], &str>) {
        let environment: Environment = [("HOME", "/home/x"), ("KEY", "s3cret")]
            .map(|(name, value)| (name.into(), value.into()))
            .into_iter()
            .collect();
        let expected = expected
            .map(|pairs| pairs.iter().map(|(name, value)| (name.into(), value.into())).collect())
            .map_err(str::to_owned);
        assert_eq!(variables(env, &environment), expected);
    }

    #[test]
    fn a_program_inherits_all_or_what_it_may_and_what_is_set() {
        let set = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        check_variables(&EnvSpec::default(), Ok(&[("HOME", "/home/x"), ("KEY", "s3cret")]));
        let only = Some(vec!["HOME".to_owned(), "NONE".to_owned()]);
        let token = EnvSpec { only, set: set(&[("TOKEN", "<${KEY}>")]) };
        check_variables(&token, Ok(&[("HOME", "/home/x"), ("TOKEN", "<s3cret>")]));
        let missing = EnvSpec { only: None, set: set(&[("TOKEN", "${NONE}")]) };
        check_variables(&missing, Err("env: TOKEN: the variable NONE is not set"));
    }

    #[test]
    fn a_program_without_a_name_is_refused() {
        let program = ProgramSpec { argv: vec![String::new()], ..ProgramSpec::default() };
        let setup = ProgramSetup::new(&program, Path::new("."), &Environment::default(), &Policy::default());
        assert_eq!(setup.map(|_| ()), Err("no program is named".to_owned()));
    }

    #[test]
    fn spans_of_time_are_short() {
        let shown =
            [250, 1000, 1500, 2050, 60_000].map(|millis| shown_duration(Duration::from_millis(millis)));
        assert_eq!(shown, ["250 ms", "1 s", "1.5 s", "2.05 s", "60 s"]);
    }
}
