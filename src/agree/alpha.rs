//! Krippendorff's alpha: how far agreement goes beyond chance, for any distance between labels.

/// Agreement beyond chance, or why there is none to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alpha {
    /// In thousandths: 1000 is perfect, 0 is chance, below is worse than chance.
    Defined(i32),
    /// No unit was labelled twice.
    NoPair,
    /// Only one label was ever used, so that nobody knows whether another would have been seen.
    OneLabel,
}

/// Returns alpha over units that were each labelled by several people.
///
/// A unit lists its labels, by number, in any order; one with fewer than two labels is in no pair and counts for
/// nothing. `distance` is symmetric, 0 for equal labels; with 0 and 1 alone it is nominal alpha.
///
/// Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", eq. for any metric:
/// α = 1 − (n − 1) Σ_u Σ_{i≠j} δ / (m_u − 1) / Σ_{c,k} n_c n_k δ, where the distance stands for the squared difference.
/// Cost: pairs within units, and the square of the number of different labels.
#[must_use]
pub fn alpha(units: &[Vec<usize>], distance: &dyn Fn(usize, usize) -> f64) -> Alpha {
    let n_labels = units.iter().flatten().max().map_or(0, |most| most + 1);
    let mut n_times = vec![0_usize; n_labels];
    let mut observed = 0.0;
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        unit.iter().for_each(|label| n_times[*label] += 1);
        let mut sum = 0.0;
        for (index, a) in unit.iter().enumerate() {
            sum += unit.iter().skip(index + 1).map(|b| 2.0 * distance(*a, *b)).sum::<f64>();
        }
        observed += sum / (unit.len() - 1) as f64;
    }
    let n: usize = n_times.iter().sum();
    if n == 0 {
        return Alpha::NoPair;
    }
    let used: Vec<usize> = (0..n_labels).filter(|label| n_times[*label] > 0).collect();
    let mut expected = 0.0;
    for (index, a) in used.iter().enumerate() {
        for b in used.iter().skip(index + 1) {
            expected += 2.0 * (n_times[*a] * n_times[*b]) as f64 * distance(*a, *b);
        }
    }
    if expected == 0.0 {
        return Alpha::OneLabel;
    }
    Alpha::Defined((1000.0 * (1.0 - (n - 1) as f64 * observed / expected)).round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(units: &[&[usize]], expected: Alpha) {
        let units: Vec<Vec<usize>> = units.iter().map(|unit| unit.to_vec()).collect();
        assert_eq!(alpha(&units, &|a, b| f64::from(u8::from(a != b))), expected);
    }

    #[test]
    fn perfect_agreement_on_several_labels_is_one() {
        check(&[&[0, 0], &[1, 1], &[2, 2]], Alpha::Defined(1000));
    }

    #[test]
    fn one_label_alone_tells_nothing() {
        check(&[&[4, 4], &[4, 4]], Alpha::OneLabel);
    }

    #[test]
    fn units_labelled_once_count_for_nothing() {
        check(&[&[0], &[1], &[]], Alpha::NoPair);
        check(&[], Alpha::NoPair);
        check(&[&[0, 0], &[1, 1], &[2]], Alpha::Defined(1000));
    }
}
