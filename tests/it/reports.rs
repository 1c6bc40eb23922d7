//! Committed results are what karat computes now.

#![expect(clippy::disallowed_methods, reason = "this test reads the committed results")]

use crate::command::{karat_in, repository};

#[test]
fn the_committed_report_of_rules_is_up_to_date() {
    let fresh = karat_in(repository(), &["score", "rules", "--format", "json"]).stdout;
    let committed = std::fs::read_to_string(repository().join("reports/rules.json")).unwrap_or_default();
    assert!(
        fresh == committed,
        "reports/rules.json is not what rules score now; look at what moved, then: \
         karat score rules --format json > reports/rules.json"
    );
}
