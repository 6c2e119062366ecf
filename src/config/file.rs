//! From the keys of a settings file to settings. Every mistake is reported, not only the first.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use toml::{Table, Value};

use super::{Config, Mail, SmtpTls};
use crate::identity::PasswordRules;
use crate::matching::Twins;
use crate::model::{Role, StateCode};

/// Written by `vereda init`.
pub(super) const TEMPLATE: &str = include_str!("../../assets/config/template.toml");

/// Reads all keys.
pub(super) fn interpret(table: &Table) -> Result<Config, Vec<String>> {
    let mut reading = Reading { mistakes: Vec::new() };
    let mut config = Config::default();
    for (key, value) in table {
        match (key.as_str(), value) {
            ("data", value) => reading.path(key, value, &mut |path| config.data = Some(path)),
            ("listen", Value::String(text)) if text.parse::<std::net::SocketAddr>().is_ok() => {
                config.listen = text.parse().unwrap_or(config.listen);
            }
            ("listen", _) => reading.wrong("listen must be an address and a port, such as \"127.0.0.1:8443\""),
            (
                "tls" | "server" | "submission" | "store" | "index" | "worklist" | "exchange" | "accounts" | "matching"
                | "audit" | "scheduler" | "mail" | "feed",
                Value::Table(section),
            ) => {
                for (name, value) in section {
                    reading.setting(&mut config, &format!("{key}.{name}"), value);
                }
            }
            (
                "tls" | "server" | "submission" | "store" | "index" | "worklist" | "exchange" | "accounts" | "matching"
                | "audit" | "scheduler" | "mail" | "feed",
                _,
            ) => {
                reading.wrong(&format!("{key} must be a section [{key}]"));
            }
            ("agency", Value::Table(states)) => {
                let read = states.iter().filter_map(|(code, value)| config.agencies.read(code, value).err());
                reading.mistakes.extend(read.collect::<Vec<_>>());
            }
            _ => reading.wrong(&format!("unknown key `{key}`")),
        }
    }
    if let Some(why) = config.mail.contradiction() {
        reading.wrong(why);
    }
    if reading.mistakes.is_empty() { Ok(config) } else { Err(reading.mistakes) }
}

struct Reading {
    mistakes: Vec<String>,
}

impl Reading {
    fn setting(&mut self, config: &mut Config, key: &str, value: &Value) {
        let usize_of = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        match key {
            "tls.certificate" => self.path(key, value, &mut |path| config.certificate = path),
            "tls.key" => self.path(key, value, &mut |path| config.key = path),
            "server.hosts" => self.hosts(key, value, &mut config.hosts),
            "server.connections" => self.number(key, value, 1, 100_000, |n| config.connections = usize_of(n)),
            "server.patience_seconds" => {
                self.number(key, value, 1, 600, |n| config.patience = Duration::from_secs(n));
            }
            "submission.students" => self.number(key, value, 1, 10_000_000, |n| config.limits.students = n),
            "submission.lines_per_kind" => {
                self.number(key, value, 1, 999, |n| config.limits.lines_per_kind = usize_of(n));
            }
            "submission.unpacked_megabytes" => {
                self.number(key, value, 1, 1 << 20, |n| config.limits.unpacked_bytes = n << 20);
            }
            "submission.line_kilobytes" => {
                self.number(key, value, 1, 1 << 20, |n| config.limits.line_bytes = usize_of(n << 10));
            }
            "store.cache_megabytes" => {
                let set = |n| config.store.cache_bytes = (n > 0).then(|| usize_of(n << 20));
                self.number(key, value, 0, 1 << 20, set);
            }
            "store.reserve_megabytes" => {
                self.number(key, value, 0, 1 << 20, |n| config.store.reserve_bytes = n << 20);
            }
            "index.interval_milliseconds" => {
                self.number(key, value, 10, 3_600_000, |n| config.index_interval = Duration::from_millis(n));
            }
            "worklist.answer_hours" => self.days(key, value, &mut config.worklist.answer_hours),
            "worklist.district_days" => self.days(key, value, &mut config.worklist.district),
            "worklist.region_days" => self.days(key, value, &mut config.worklist.region),
            "worklist.state_days" => self.days(key, value, &mut config.worklist.state),
            "worklist.nation_days" => self.days(key, value, &mut config.worklist.nation),
            "worklist.request_days" => self.days(key, value, &mut config.worklist.request),
            "exchange.move_months" => self.days(key, value, &mut config.exchange.move_months),
            "exchange.notices" => self.senders(key, value, &mut config.exchange.senders),
            "accounts.password_policy" => match value.as_str().and_then(PasswordRules::named) {
                Some(rules) => config.policy.passwords = rules,
                None => {
                    let names: Vec<_> = PasswordRules::names().collect();
                    self.wrong(&format!("{key} must be one of {}", names.join(", ")));
                }
            },
            "accounts.second_factor" => match value.as_bool() {
                Some(asked) => config.policy.second_factor = asked,
                None => self.wrong(&format!("{key} must be true or false")),
            },
            "accounts.proof_minutes" => self.days(key, value, &mut config.policy.proof_minutes),
            "accounts.records_an_hour" => self.hourly(key, value, &mut config.policy.records_an_hour),
            "accounts.searches_an_hour" => self.hourly(key, value, &mut config.policy.searches_an_hour),
            "accounts.terms_days" => self.count(key, value, 0, &mut config.policy.terms_days),
            "accounts.training_days" => self.count(key, value, 0, &mut config.policy.training_days),
            "accounts.pepper" => self.path(key, value, &mut |path| config.pepper = Some(path)),
            "matching.precision" => self.share(key, value, 0.5, 0.999_999, &mut config.matching.precision),
            "matching.review_per_100" => self.share(key, value, 0.0, 100.0, &mut config.matching.review_per_100),
            "audit.key" => self.path(key, value, &mut |path| config.audit.key = path),
            "audit.checkpoints" => self.path(key, value, &mut |path| config.audit.checkpoints = path),
            "audit.entries" => self.number(key, value, 1, 1_000_000, |n| config.audit.entries = n),
            "audit.seconds" => self.number(key, value, 1, 86_400, |n| config.audit.seconds = n),
            "audit.syslog" => self.receiver(key, value, &mut config.audit.syslog),
            "audit.syslog_ca" => self.path(key, value, &mut |path| config.audit.syslog_ca = path),
            "feed.key_days" => self.number(key, value, 1, 3_650, |days| config.feed.rules.key_days = days as u32),
            "feed.overlap_days" => self.number(key, value, 0, 90, |days| config.feed.rules.overlap_days = days as u32),
            "feed.private_targets" => match value.as_bool() {
                Some(may) => config.feed.rules.private_targets = may,
                None => self.wrong("feed.private_targets must be true or false"),
            },
            "feed.authorities" if value.as_str() == Some("") => config.feed.authorities = None,
            "feed.authorities" => self.path(key, value, &mut |path| config.feed.authorities = Some(path)),
            "mail.pickup" if value.as_str() == Some("") => config.mail.pickup = None,
            "mail.pickup" => self.path(key, value, &mut |path| config.mail.pickup = Some(path)),
            "scheduler.zone" => match value.as_str().map(jiff::tz::TimeZone::get) {
                Some(Ok(zone)) => config.zone = zone,
                _ => self.wrong("scheduler.zone must be a zone such as \"America/New_York\""),
            },
            "mail.smtp" if value.as_str() == Some("") => config.mail.smtp = None,
            "mail.smtp" => match value.as_str().and_then(Mail::server_of) {
                Some(server) => config.mail.smtp = Some(server),
                None => self.wrong("mail.smtp must be a host and a port, such as \"smtp.example.gov:587\""),
            },
            "mail.smtp_tls" => match value.as_str().and_then(SmtpTls::from_word) {
                Some(tls) => config.mail.smtp_tls = tls,
                None => self.wrong("mail.smtp_tls must be \"starttls\", \"implicit\" or \"none\""),
            },
            "mail.smtp_user" => match value.as_str() {
                Some(user) => user.clone_into(&mut config.mail.smtp_user),
                None => self.wrong("mail.smtp_user must be a name in quotes"),
            },
            "mail.smtp_password" => self.path(key, value, &mut |path| config.mail.smtp_password = path),
            "mail.smtp_ca" if value.as_str() == Some("") => config.mail.smtp_ca = None,
            "mail.smtp_ca" => self.path(key, value, &mut |path| config.mail.smtp_ca = Some(path)),
            "mail.hourly" => self.hourly(key, value, &mut config.mail.hourly),
            "mail.retry_days" => self.days(key, value, &mut config.mail.retry_days),
            "mail.keep_days" => self.days(key, value, &mut config.mail.keep_days),
            "mail.from" => match value.as_str().and_then(|text| text.parse().ok()) {
                Some(address) => config.mail.from = address,
                None => self.wrong("mail.from must be an e-mail address in quotes"),
            },
            "mail.portal" => match value.as_str().and_then(Mail::portal_of) {
                Some(portal) => config.mail.portal = portal,
                None => self.wrong("mail.portal must be an address such as \"https://vereda.example.gov\""),
            },
            "matching.twins" => match value.as_str().and_then(Twins::read) {
                Some(twins) => config.matching.twins = twins,
                None => self.wrong("matching.twins must be \"proof\" or \"people\""),
            },
            _ => self.wrong(&format!("unknown key `{key}`")),
        }
    }

    fn senders(&mut self, key: &str, value: &Value, slot: &mut BTreeMap<StateCode, Vec<Role>>) {
        let roles = |names: &Value| -> Option<Vec<Role>> {
            let known = |name: &Value| name.as_str().and_then(Role::from_word);
            names.as_array()?.iter().map(known).collect()
        };
        for (state, names) in value.as_table().into_iter().flatten() {
            match (state.parse(), roles(names)) {
                (Ok(state), Some(roles)) => drop(slot.insert(state, roles)),
                _ => self.wrong(&format!(
                    "{key}.{state} must be a state and a list of roles that may send, such as NY = [\"state_data_administrator\"]"
                )),
            }
        }
        if !value.is_table() {
            self.wrong(&format!("{key} must be a section [{key}]"));
        }
    }

    fn hosts(&mut self, key: &str, value: &Value, slot: &mut Vec<String>) {
        let plain = |name: &&str| {
            !name.is_empty()
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'[' | b']' | b':'))
        };
        let names = value.as_array().map(|list| list.iter().map(|one| one.as_str().filter(plain)));
        match names.and_then(|names| names.map(|name| name.map(str::to_ascii_lowercase)).collect()) {
            Some(names) => *slot = names,
            None => self.wrong(&format!("{key} must be a list of names in quotes, such as [\"records.example.gov\"]")),
        }
    }

    fn receiver(&mut self, key: &str, value: &Value, slot: &mut Option<String>) {
        let fits = |text: &str| {
            text.rsplit_once(':').is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok())
        };
        match value.as_str() {
            Some("") => *slot = None,
            Some(text) if fits(text) => *slot = Some(text.to_owned()),
            _ => self.wrong(&format!("{key} must be a host and a port, such as \"log.example.org:6514\"")),
        }
    }

    fn share(&mut self, key: &str, value: &Value, least: f64, most: f64, slot: &mut f32) {
        match value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64)) {
            Some(number) if (least..=most).contains(&number) => *slot = number as f32,
            _ => self.wrong(&format!("{key} must be a number from {least} to {most}")),
        }
    }

    fn days(&mut self, key: &str, value: &Value, slot: &mut u32) {
        self.count(key, value, 1, slot);
    }

    /// So many an hour; 0 is without limit.
    fn hourly(&mut self, key: &str, value: &Value, slot: &mut u32) {
        self.number(key, value, 0, 1_000_000, |n| *slot = u32::try_from(n).unwrap_or(u32::MAX));
    }

    fn count(&mut self, key: &str, value: &Value, least: u64, slot: &mut u32) {
        self.number(key, value, least, 1_000, |n| *slot = u32::try_from(n).unwrap_or(u32::MAX));
    }

    fn number(&mut self, key: &str, value: &Value, least: u64, most: u64, set: impl FnOnce(u64)) {
        match value.as_integer().and_then(|number| u64::try_from(number).ok()) {
            Some(number) if (least..=most).contains(&number) => set(number),
            _ => self.wrong(&format!("{key} must be a whole number from {least} to {most}")),
        }
    }

    fn path(&mut self, key: &str, value: &Value, set: &mut dyn FnMut(PathBuf)) {
        match value.as_str() {
            Some(text) if !text.is_empty() => set(PathBuf::from(text)),
            _ => self.wrong(&format!("{key} must be a path in quotes")),
        }
    }

    fn wrong(&mut self, what: &str) {
        self.mistakes.push(what.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_reported_by_the_name_of_its_key() {
        let table =
            "lisen = 1\nlisten = \"x\"\n[matching]\nprecision = 1.5\n[mail]\nportal = \"http://x y\"\n[store]\ncache = 1\ncache_megabytes = -1\n"
                .parse()
                .unwrap();
        let mistakes = interpret(&table).unwrap_err().join("\n");
        let exchange = "[exchange]\nnotices = 1\n[exchange.move]\n".parse().unwrap();
        assert!(interpret(&exchange).unwrap_err().join("\n").contains("exchange.notices must"));
        let roles =
            "[exchange.notices]\nNY = [\"state_data_administrator\"]\nXX = []\nTX = [\"king\"]\n".parse().unwrap();
        let mistakes_of_roles = interpret(&roles).unwrap_err();
        assert_eq!(mistakes_of_roles.len(), 2, "{mistakes_of_roles:?}");
        for key in [
            "`lisen`",
            "listen must",
            "`store.cache`",
            "store.cache_megabytes must",
            "matching.precision must",
            "mail.portal must",
        ] {
            assert!(mistakes.contains(key), "{key} in {mistakes}");
        }
    }

    #[test]
    fn the_template_names_every_key_with_a_value_that_is_accepted() {
        let without_marks: String = TEMPLATE
            .lines()
            .map(|line| line.strip_prefix('#').filter(|l| !l.starts_with(' ')).unwrap_or(line))
            .fold(String::new(), |all, line| all + line + "\n");
        let plain = interpret(&without_marks.parse().unwrap()).unwrap();
        assert_eq!(format!("{plain:?}"), format!("{:?}", Config::default()));
    }
}
