//! A jq filter from what an extractor says to facts; the one door of the jq crates.
//!
//! A filter can only compute: it has no files, no environment, no clock and no output of its own. Its work is bounded
//! by the number of outputs and by time; its depth and its memory are not.

#[cfg(feature = "transform")]
pub use with_jaq::Transform;

#[cfg(not(feature = "transform"))]
pub use without_jaq::Transform;

#[cfg(feature = "transform")]
mod answer;
#[cfg(not(feature = "transform"))]
mod without_jaq;

#[cfg(feature = "transform")]
mod with_jaq {
    use std::ops::Range;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
    use std::sync::mpsc::{RecvTimeoutError, sync_channel};
    use std::time::Duration;

    use jaq_core::data::JustLut;
    use jaq_core::load::{Arena, Error as LoadError, File, Loader, lex, parse, span};
    use jaq_core::native::{Filter as Native, bome, run, v};
    use jaq_core::{Compiler, Ctx, Cv, RunPtr, Vars, unwrap_valr};
    use jaq_json::{Error, Num, Val};
    use regex::RegexBuilder;
    use serde_json::{Map, Value as Json, json};

    use crate::extract::failure::{Failure, FailureKind};
    use crate::extract::transform::answer::{answer_of, shortened};
    use crate::text::lines::LineIndex;

    /// How many outputs a filter may have for one answer.
    const OUTPUTS_MAX: usize = 100_000;
    /// How long a filter may take for one answer.
    const PATIENCE: Duration = Duration::from_secs(10);
    /// How many filters that do not end may run behind a run before no more are started.
    const LEFT_MAX: usize = 16;
    /// The filter runs, and somebody waits for it.
    const RUNS: u8 = 0;
    /// It runs, and nobody waits any more.
    const LEFT: u8 = 1;
    /// It has ended.
    const ENDED: u8 = 2;
    /// How deep a filter may go, in bytes of its stack.
    const STACK_BYTES: usize = 256 << 20;
    /// What filters know of the article.
    const REQUEST: &str = "$request";

    /// Definitions of jq that need what a filter does not get: the clock, standard error, an end of karat, libm.
    const WITHOUT: [&str; 19] = [
        "@base64",
        "@base64d",
        "@html",
        "@htmld",
        "@uri",
        "@urid",
        "debug",
        "drem",
        "fromdate",
        "gamma",
        "halt",
        "halt_error",
        "logb",
        "nexttoward",
        "pow10",
        "scalb",
        "significand",
        "stderr",
        "todate",
    ];

    type Data = JustLut<Val>;
    type Outputs = Result<Json, String>;

    /// A filter that was compiled.
    #[derive(Clone)]
    pub struct Transform {
        filter: Arc<jaq_core::Filter<Data>>,
        /// The filter asks for the request: converting it takes time.
        needs_request: bool,
        /// How many threads were left behind because their filter did not end.
        n_left: Arc<AtomicUsize>,
    }

    impl std::fmt::Debug for Transform {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(formatter, "Transform(needs_request: {})", self.needs_request)
        }
    }

    impl Transform {
        /// Compiles a filter.
        ///
        /// # Errors
        /// If it is no jq, or asks for what filters do not get: a fragment that says where and why.
        pub fn compile(filter: &str) -> Result<Self, String> {
            let is_kept = |name: &str| !WITHOUT.contains(&name);
            let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
            let functions = jaq_core::funs().chain(jaq_std::base_funs()).chain(jaq_json::funs());
            let functions = functions.filter(|(name, ..)| is_kept(name)).chain(patterns());
            let loader = Loader::new(definitions.filter(|definition| is_kept(definition.name)));
            let arena = Arena::default();
            let modules = loader.load(&arena, File { code: filter, path: () }).map_err(|errors| {
                first(filter, errors.into_iter().flat_map(|(_, error)| load_errors(filter, error)).collect())
            })?;
            let compiler = Compiler::default().with_funs(functions).with_global_vars([REQUEST]);
            let compiled = compiler.compile(modules).map_err(|errors| {
                let all = errors.into_iter().flat_map(|(file, errors)| {
                    let is_ours = file.code == filter;
                    errors.into_iter().filter(move |_| is_ours)
                });
                let told = all.map(|(name, kind)| {
                    let message = format!("there is no {} {name}", kind.as_str());
                    (span(filter, name), message)
                });
                first(filter, told.collect())
            })?;
            Ok(Self {
                filter: Arc::new(compiled),
                needs_request: filter.contains(REQUEST),
                n_left: Arc::default(),
            })
        }

        /// Runs the filter over one answer and returns an answer with facts; `$request` is the request.
        ///
        /// No output is an answer without facts; several outputs, a list or one fact are the facts; anything else is
        /// taken for the answer itself.
        pub(crate) fn apply(&self, answer: Json, request: &Json) -> Result<Json, Failure> {
            self.apply_within(PATIENCE, answer, request)
        }

        /// Runs the filter over one answer and returns an answer with facts, both in their spelling as JSON.
        ///
        /// # Errors
        /// If either is no JSON, or the filter fails.
        pub fn apply_text(&self, answer: &str, request: &str) -> Result<String, Failure> {
            let read = |text: &str| {
                let read = serde_json::from_str(text);
                read.map_err(|error| Failure::new(FailureKind::NotJson, error.to_string()))
            };
            self.apply(read(answer)?, &read(request)?).map(|made| made.to_string())
        }

        /// Runs the filter for so long.
        pub(in crate::extract::transform) fn apply_within(
            &self,
            patience: Duration,
            answer: Json,
            request: &Json,
        ) -> Result<Json, Failure> {
            let failed = |detail: String| Failure::new(FailureKind::Transform, detail).permanent();
            let endless = || failed(format!("the filter did not end within {} s", patience.as_secs()));
            if self.n_left.load(Ordering::SeqCst) >= LEFT_MAX {
                let detail = format!("{LEFT_MAX} answers before it are still being filtered without an end");
                return Err(failed(detail));
            }
            let request = if self.needs_request { request.clone() } else { Json::Null };
            let filter = Arc::clone(&self.filter);
            let (sender, receiver) = sync_channel(1);
            // A thread of its own: it has the stack that a deep filter needs, and can be left behind.
            let thread = std::thread::Builder::new().name("transform".to_owned()).stack_size(STACK_BYTES);
            let (state, n_left) = (Arc::new(AtomicU8::new(RUNS)), Arc::clone(&self.n_left));
            let theirs = Arc::clone(&state);
            let started = thread.spawn(move || {
                // Nobody listens any more where the filter took too long.
                let _ = sender.send(outputs(&filter, &answer, &request));
                if theirs.swap(ENDED, Ordering::SeqCst) == LEFT {
                    n_left.fetch_sub(1, Ordering::SeqCst);
                }
            });
            started.map_err(|error| {
                Failure::new(FailureKind::Transform, format!("no thread for the filter: {error}"))
            })?;
            match receiver.recv_timeout(patience) {
                Ok(outputs) => outputs.map_err(failed),
                Err(RecvTimeoutError::Timeout) => {
                    self.n_left.fetch_add(1, Ordering::SeqCst);
                    if state.swap(LEFT, Ordering::SeqCst) == ENDED {
                        self.n_left.fetch_sub(1, Ordering::SeqCst);
                    }
                    Err(endless())
                }
                Err(RecvTimeoutError::Disconnected) => Err(failed("the filter broke off".to_owned())),
            }
        }
    }

    fn outputs(filter: &jaq_core::Filter<Data>, answer: &Json, request: &Json) -> Outputs {
        let context = Ctx::<Data>::new(&filter.lut, Vars::new([to_jaq(request)]));
        let mut outputs = Vec::new();
        for output in filter.id.run((context, to_jaq(answer))).map(unwrap_valr) {
            if outputs.len() == OUTPUTS_MAX {
                return Err(format!("the filter has more than {OUTPUTS_MAX} outputs"));
            }
            outputs.push(from_jaq(&output.map_err(message)?)?);
        }
        Ok(answer_of(outputs))
    }

    /// Returns what an error says; a text without its quotation marks.
    fn message(error: Error) -> String {
        match error.into_val() {
            Val::TStr(bytes) | Val::BStr(bytes) => shortened(&String::from_utf8_lossy(&bytes)),
            value @ (Val::Null | Val::Bool(_) | Val::Num(_) | Val::Arr(_) | Val::Obj(_)) => {
                shortened(&value.to_string())
            }
        }
    }

    fn to_jaq(json: &Json) -> Val {
        match json {
            Json::Null => Val::Null,
            Json::Bool(bool) => Val::Bool(*bool),
            Json::Number(number) => Val::Num(match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(whole), ..) => Num::from_integral(whole),
                (None, Some(whole), _) => Num::from_integral(whole),
                (None, None, Some(float)) => Num::Float(float),
                (None, None, None) => Num::from_dec_str(&number.to_string()),
            }),
            Json::String(text) => Val::utf8_str(text.clone()),
            Json::Array(elements) => elements.iter().map(to_jaq).collect(),
            Json::Object(fields) => Val::obj(
                fields.iter().map(|(name, value)| (Val::utf8_str(name.clone()), to_jaq(value))).collect(),
            ),
        }
    }

    /// Converts an output; what JSON cannot hold is a failure, never null.
    fn from_jaq(value: &Val) -> Outputs {
        match value {
            Val::Null => Ok(Json::Null),
            Val::Bool(bool) => Ok(Json::Bool(*bool)),
            Val::Num(Num::Int(whole)) => Ok(json!(whole)),
            Val::Num(Num::Float(float)) => match serde_json::Number::from_f64(*float) {
                Some(number) => Ok(Json::Number(number)),
                None if float.is_nan() => {
                    Err("the filter returned NaN, which is no number in JSON".to_owned())
                }
                None => Err("the filter returned an infinite number, which JSON does not have".to_owned()),
            },
            Val::Num(number @ (Num::BigInt(_) | Num::Dec(_))) => {
                let written = number.to_string();
                serde_json::from_str(&written)
                    .map_err(|_| format!("{} is too large a number", shortened(&written)))
            }
            Val::TStr(bytes) | Val::BStr(bytes) => text_of(bytes).map(Json::String),
            Val::Arr(elements) => elements.iter().map(from_jaq).collect(),
            Val::Obj(entries) => {
                let mut fields = Map::new();
                for (name, value) in entries.iter() {
                    let (Val::TStr(bytes) | Val::BStr(bytes)) = name else {
                        return Err(format!(
                            "the name of a field is {name}, not a text: write (… | tostring)"
                        ));
                    };
                    fields.insert(text_of(bytes)?, from_jaq(value)?);
                }
                Ok(Json::Object(fields))
            }
        }
    }

    fn text_of(bytes: &[u8]) -> Result<String, String> {
        let text = std::str::from_utf8(bytes).map(str::to_owned);
        text.map_err(|_| "the filter returned a text that is not UTF-8".to_owned())
    }

    /// Returns what is wrong with a filter that cannot be read, each with its place.
    fn load_errors(filter: &str, error: LoadError<&str>) -> Vec<(Range<usize>, String)> {
        let found = |found: &str| match found.chars().next() {
            None => "the end".to_owned(),
            Some(_) => format!("{:?}", found.chars().take(20).collect::<String>()),
        };
        match error {
            LoadError::Io(errors) => {
                let told =
                    |(path, _): (&str, String)| (span(filter, path), "modules cannot be loaded".to_owned());
                errors.into_iter().map(told).collect()
            }
            LoadError::Lex(errors) => {
                let told = |(expected, rest): lex::Error<&str>| {
                    (span(filter, rest), format!("expected {}, found {}", expected.as_str(), found(rest)))
                };
                errors.into_iter().map(told).collect()
            }
            LoadError::Parse(errors) => {
                let told = |(expected, rest): parse::Error<&str>| {
                    (span(filter, rest), format!("expected {}, found {}", expected.as_str(), found(rest)))
                };
                errors.into_iter().map(told).collect()
            }
        }
    }

    /// Returns the first of all that is wrong, with its line and column, and how much more there is.
    fn first(filter: &str, mut errors: Vec<(Range<usize>, String)>) -> String {
        errors.sort_by_key(|(place, _)| place.start);
        let n_more = errors.len().saturating_sub(1);
        let Some((place, message)) = errors.into_iter().next() else {
            return "the filter cannot be compiled".to_owned();
        };
        let (line, column) = LineIndex::new(filter).line_column(place.start);
        let more = if n_more == 0 { String::new() } else { format!(" (and {n_more} more)") };
        format!("line {line}, column {column}: {message}{more}")
    }

    /// Regular expressions, as the definitions of jq expect them.
    fn patterns() -> impl Iterator<Item = Native<jaq_core::Native<Data>>> {
        let all: [Native<RunPtr<Data>>; 3] = [
            ("matches", v(2), |cv| bome(pattern(cv, Parts::Matches))),
            ("split_matches", v(2), |cv| bome(pattern(cv, Parts::Both))),
            ("split_", v(2), |cv| bome(pattern(cv, Parts::Between))),
        ];
        all.into_iter().map(run::<Data>)
    }

    /// Which parts of a text are returned.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Parts {
        Matches,
        Between,
        Both,
    }

    fn pattern(mut cv: Cv<'_, Data>, parts: Parts) -> Result<Val, Error> {
        let flags = text_argument(&cv.0.pop_var())?;
        let pattern = text_argument(&cv.0.pop_var())?;
        let text = text_argument(&cv.1)?;
        if let Some(flag) = flags.chars().find(|flag| !"gnimslxp".contains(*flag)) {
            return Err(Error::str(format_args!("{flag:?} is no flag of a regular expression")));
        }
        let has = |flag: char| flags.contains(flag);
        let regex = RegexBuilder::new(&pattern)
            .case_insensitive(has('i'))
            .multi_line(has('m') || has('p'))
            .dot_matches_new_line(has('s') || has('p'))
            .swap_greed(has('l'))
            .ignore_whitespace(has('x'))
            .build()
            .map_err(|error| Error::str(format_args!("{pattern:?} is no regular expression: {error}")))?;
        let mut found = Vec::new();
        let mut last = 0;
        for captures in regex.captures_iter(&text) {
            let Some(whole) = captures.get(0) else { continue };
            if has('n') && whole.is_empty() {
                continue;
            }
            if parts != Parts::Matches {
                found.push(Val::utf8_str(text.get(last..whole.start()).unwrap_or_default().to_owned()));
                last = whole.end();
            }
            if parts != Parts::Between {
                let groups = captures.iter().zip(regex.capture_names());
                found.push(groups.map(|(group, name)| group_of(&text, group, name)).collect());
            }
            if !has('g') {
                break;
            }
        }
        if parts != Parts::Matches {
            found.push(Val::utf8_str(text.get(last..).unwrap_or_default().to_owned()));
        }
        Ok(found.into_iter().collect())
    }

    /// Describes what one group of a pattern matched, as jq does; offset and length count characters.
    fn group_of(text: &str, group: Option<regex::Match<'_>>, name: Option<&str>) -> Val {
        let word = |word: &str| Val::utf8_str(word.to_owned());
        let offset = group.map_or(Val::from(-1_isize), |group| {
            Val::from(text.get(..group.start()).unwrap_or_default().chars().count())
        });
        let matched = group.map(|group| group.as_str());
        let mut fields = vec![
            (word("offset"), offset),
            (word("length"), Val::from(matched.map_or(0, |matched| matched.chars().count()))),
            (word("string"), matched.map_or(Val::Null, word)),
        ];
        fields.extend(name.map(|name| (word("name"), word(name))));
        Val::obj(fields.into_iter().collect())
    }

    fn text_argument(value: &Val) -> Result<String, Error> {
        match value {
            Val::TStr(bytes) | Val::BStr(bytes) => text_of(bytes).map_err(Error::str),
            Val::Null | Val::Bool(_) | Val::Num(_) | Val::Arr(_) | Val::Obj(_) => {
                Err(Error::typ(value.clone(), "string"))
            }
        }
    }
}

#[cfg(test)]
#[cfg(feature = "transform")]
mod tests {
    use std::time::Duration;

    use serde_json::{Value as Json, json};

    use super::*;

    fn compile(filter: &str) -> Transform {
        Transform::compile(filter).unwrap_or_else(|error| panic!("{filter}: {error}"))
    }

    /// Compares what a filter makes of an answer; `expected` is the answer or the message of the failure.
    fn check(filter: &str, answer: &Json, expected: Result<Json, &str>) {
        let request = json!({"id": "a", "text": "Tours", "language": "fr"});
        let made = compile(filter).apply(answer.clone(), &request);
        assert_eq!(made.map_err(|failure| failure.detail), expected.map_err(str::to_owned), "{filter}");
    }

    fn check_refused(filter: &str, expected: &str) {
        assert_eq!(Transform::compile(filter).map(|_| ()), Err(expected.to_owned()));
    }

    #[test]
    fn facts_come_as_an_answer_a_list_one_by_one_or_alone() {
        let fact = json!({"type": "x"});
        let answer = json!({"facts": [fact]});
        for filter in ["{facts: [{type: \"x\"}]}", "[{type: \"x\"}]", "{type: \"x\"}"] {
            check(filter, &json!(null), Ok(answer.clone()));
        }
        check("empty", &json!(null), Ok(json!({"facts": []})));
        check("{view: \"v\"}", &json!(null), Ok(json!({"facts": [{"view": "v"}]})));
        check(".[] | {type: .}", &json!(["x", "y"]), Ok(json!({"facts": [{"type": "x"}, {"type": "y"}]})));
        check("{error: \"x\", type: 1}", &json!(null), Ok(json!({"error": "x", "type": 1})));
        check(".none", &json!({}), Ok(json!(null)));
    }

    #[test]
    fn the_request_is_a_variable() {
        check("$request.language", &json!(null), Ok(json!("fr")));
        check("$request.text[.start:.end]", &json!({"start": 0, "end": 2}), Ok(json!("To")));
    }

    #[test]
    fn numbers_texts_and_the_order_of_fields_are_kept() {
        let all =
            json!({"z": [1, -1, 1.5, 1.0, 18_446_744_073_709_551_615_u64, 1e300], "é🌊": "\u{0}\"", "a": {}});
        check(".", &all, Ok(all.clone()));
        check("to_entries | map(.key) | join(\" \") | {facts: [.]}", &all, Ok(json!({"facts": ["z é🌊 a"]})));
    }

    #[test]
    fn what_json_cannot_hold_is_a_failure_and_never_null() {
        check("nan", &json!(null), Err("the filter returned NaN, which is no number in JSON"));
        check(
            "[infinite]",
            &json!(null),
            Err("the filter returned an infinite number, which JSON does not have"),
        );
        check("{(1 | tostring): 1}", &json!(null), Ok(json!({"1": 1})));
        check("[255] | tobytes", &json!(null), Err("the filter returned a text that is not UTF-8"));
    }

    #[test]
    fn a_filter_that_fails_says_why_and_is_not_asked_again() {
        check("error(\"no entities\")", &json!(null), Err("no entities"));
        check(".a.b", &json!({"a": 1}), Err("cannot index 1 with \"b\""));
        let failure = compile("error").apply(json!("x".repeat(9000)), &json!(null)).unwrap_err();
        assert_eq!(
            (failure.detail.chars().count(), failure.is_transient),
            (301, false),
            "{}",
            failure.detail
        );
    }

    #[test]
    fn what_is_no_filter_is_refused_with_its_place() {
        check_refused("", "line 1, column 1: expected term, found the end");
        check_refused(".a |\n  [", "line 2, column 4: expected closing bracket, found the end");
        check_refused(".a\n| foo", "line 2, column 3: there is no filter foo");
        check_refused("$requst | foo(1)", "line 1, column 1: there is no variable $requst (and 1 more)");
        check_refused(".a .b ]", "line 1, column 7: expected token, found \"]\"");
        check_refused("import \"x\" as x; .", "line 1, column 9: modules cannot be loaded");
    }

    #[test]
    fn a_filter_has_no_clock_no_environment_no_files_and_no_output() {
        for name in
            ["now", "env", "$ENV", "input", "inputs", "input_filename", "debug", "stderr", "halt", "$__loc__"]
        {
            assert!(Transform::compile(name).is_err(), "{name}");
        }
    }

    #[test]
    fn regular_expressions_work() {
        check("[scan(\"[0-9]+\")]", &json!("a12b3"), Ok(json!({"facts": ["12", "3"]})));
        check("capture(\"(?<n>[0-9]+)(?<u>[a-z])?\")", &json!("é12"), Ok(json!({"n": "12", "u": null})));
        check("gsub(\"É(?<n>.)\"; \"<\\(.n)>\"; \"i\")", &json!("éaÉb"), Ok(json!("<a><b>")));
        check("[match(\"b\"; \"g\").offset]", &json!("éb🌊b"), Ok(json!({"facts": [1, 3]})));
        check("[splits(\", *\")]", &json!("a,  b"), Ok(json!({"facts": ["a", "b"]})));
        check(
            "test(\"(\")",
            &json!("a"),
            Err("\"(\" is no regular expression: regex parse error:\n    (\n    ^\nerror: unclosed group"),
        );
    }

    #[test]
    fn a_filter_without_end_fails_its_article_and_no_other() {
        check("repeat(1)", &json!(null), Err("the filter has more than 100000 outputs"));
        let endless = compile("if . then last(range(5000000)) else {facts: []} end");
        let failure = endless.apply_within(Duration::from_millis(1), json!(true), &json!(null)).unwrap_err();
        assert_eq!(failure.detail, "the filter did not end within 0 s");
        assert_eq!(endless.apply(json!(false), &json!(null)), Ok(json!({"facts": []})));
    }

    #[test]
    fn filters_without_end_do_not_pile_up() {
        let endless = compile("last(range(5000000))");
        let details: Vec<String> = (0..17)
            .map(|_| endless.apply_within(Duration::ZERO, json!(null), &json!(null)).unwrap_err().detail)
            .collect();
        assert_eq!(details[16], "16 answers before it are still being filtered without an end");
        assert_eq!(details[0], "the filter did not end within 0 s");
    }

    #[test]
    fn a_filter_is_used_by_many_threads_at_a_time() {
        let filter = compile("[.[] | {type: .}]");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let made = filter.apply(json!(["x"]), &json!(null));
                    assert_eq!(made, Ok(json!({"facts": [{"type": "x"}]})));
                });
            }
        });
    }
}
