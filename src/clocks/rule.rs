//! What each clock measures, as data: length, unit, who is told when. `assets/clocks/rules.toml` says what starts and
//! stops it and where the rule comes from.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::ClockKind;

const RULES: &str = include_str!("../../assets/clocks/rules.toml");
/// The hundredths of a clock's length at which somebody is told.
pub const POINTS: [u8; 3] = [50, 80, 100];

/// How the days of a clock are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Every day.
    Calendar,
    /// Days on which the state works.
    Working,
}

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// Who has the item of the worklist; where nobody has it, the administrators.
    Assignees,
    /// The data administrators of the district, else of its region, else of the state.
    Administrators,
    /// The data administrators one level above those.
    Above,
}

/// The rule of one clock.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// How many days.
    pub length: u32,
    /// Which days.
    pub unit: Unit,
    /// Whose duty it is.
    pub who: String,
    /// What starts it.
    pub starts: String,
    /// What stops it.
    pub stops: String,
    /// Where the rule comes from, with its mark: public, secondary, memory, our own.
    pub source: String,
    warn: BTreeMap<String, Vec<Whom>>,
    /// Only what happened so many days ago or less is measured.
    #[serde(default)]
    reach: Option<u32>,
}

impl Rule {
    /// Who is told at a point.
    pub fn told_at(&self, point: u8) -> &[Whom] {
        self.warn.get(point.to_string().as_str()).map_or(&[], Vec::as_slice)
    }

    /// Days back to which it reaches.
    pub fn reach(&self) -> i32 {
        self.reach.and_then(|days| i32::try_from(days).ok()).unwrap_or(i32::MAX)
    }
}

/// The rule of a clock. A kind without a row, which a test does not let pass, has ten working days and warns nobody.
pub fn rule(kind: ClockKind) -> &'static Rule {
    static ALL: LazyLock<BTreeMap<String, Rule>> = LazyLock::new(|| toml::from_str(RULES).unwrap_or_default());
    static NONE: Rule = Rule {
        length: 10,
        unit: Unit::Working,
        who: String::new(),
        starts: String::new(),
        stops: String::new(),
        source: String::new(),
        warn: BTreeMap::new(),
        reach: None,
    };
    ALL.get(kind.word()).unwrap_or(&NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clock_has_its_rule_with_a_source() {
        let all: BTreeMap<String, Rule> = toml::from_str(RULES).unwrap();
        assert_eq!(all.len(), ClockKind::ALL.len());
        for kind in ClockKind::ALL {
            let rule = all.get(kind.word()).unwrap();
            assert!(rule.source.contains('[') && !rule.starts.is_empty() && !rule.stops.is_empty(), "{kind:?}");
            assert!(POINTS.iter().all(|point| !rule.told_at(*point).is_empty()), "{kind:?}");
            assert_eq!(rule.warn.len(), POINTS.len(), "{kind:?}");
        }
    }

    /// Exchange facts, section 5.4.
    #[test]
    fn lengths_are_those_of_the_regulation() {
        use ClockKind::*;
        let of = |kind| (rule(kind).length, rule(kind).unit);
        for kind in [NewCoe, StateQuestion, EdQuestion, RequestAnswered] {
            assert_eq!(of(kind), (10, Unit::Working), "{kind:?}");
        }
        for kind in [ChangeOfResidence, CorrectionUpload, ForwardRequest, RequestAcknowledged, NoticeAcknowledged] {
            assert_eq!(of(kind), (4, Unit::Working), "{kind:?}");
        }
        for kind in [EndOfTerm, ParentRequest] {
            assert_eq!(of(kind), (30, Unit::Calendar), "{kind:?}");
        }
    }
}
