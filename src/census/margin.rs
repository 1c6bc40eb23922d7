//! How wide the interval around a figure can be, from the number of facts alone.

/// The 97.5 % point of the normal distribution: the interval holds 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A figure whose margin can be wider than this says little, in thousandths: 0.5 could be 0.3 or 0.7. 21 facts reach it.
pub const MARGIN_MAX: u16 = 200;

/// Returns the half-width of the widest 95 % interval of a share of `n` facts, in thousandths, rounded up; `None` for 0.
///
/// Wilson (1927), "Probable inference, the law of succession, and statistical inference", at the share where the
/// interval is widest, one half: z / (2 √(n + z²)). The facts are taken as independent, which those of one event are
/// not: the real margin is wider.
#[must_use]
pub fn widest_margin(n: u64) -> Option<u16> {
    if n == 0 {
        return None;
    }
    let half_width = Z / (2.0 * (n as f64 + Z * Z).sqrt());
    // At most 446, for n = 1.
    Some((half_width * 1000.0).ceil() as u16)
}

/// Says whether even a perfect score over `n` facts would leave it open that every second one is wrong.
///
/// The lower end of Wilson's interval at a share of 1 is n / (n + z²), which passes one half at n = 4.
#[must_use]
pub fn means_nothing_yet(n: u64) -> bool {
    n as f64 <= Z * Z
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(n: u64, expected: Option<u16>) {
        assert_eq!(widest_margin(n), expected, "{n}");
    }

    /// The formula of the interval itself, at n / 2 of n, gives 0.44538, 0.26341, 0.20070, 0.19662, 0.09958, 0.00098.
    #[test]
    fn margins_are_those_of_wilson() {
        check(0, None);
        check(1, Some(446));
        check(10, Some(264));
        check(20, Some(201));
        check(21, Some(197));
        check(93, Some(100));
        check(1_000_000, Some(1));
    }

    #[test]
    fn four_facts_are_the_fewest_that_say_anything() {
        assert!([0, 1, 2, 3].map(means_nothing_yet).iter().all(|nothing| *nothing));
        assert!(!means_nothing_yet(4));
    }
}
