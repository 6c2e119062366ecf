//! The letters about a request: one text, in the requester's language, for the page and for the file.

use maud::{Markup, html};

use super::{Words, about, should_be, value};
use crate::config::Agency;
use crate::model::{Correction, CorrectionLetter, Date, Requester};
use crate::web::i18n::Language;
use crate::web::pdf::{Kind, Paragraph, Sheet};
use crate::web::views::layout::{self, PageContext};

/// What a letter says.
pub(in crate::web) struct Letter {
    language: Language,
    title: String,
    foot: String,
    paragraphs: Vec<Paragraph>,
    /// Whether the address at its head has to be written by hand.
    blank: bool,
}

impl Letter {
    /// The words of a letter that was made. `name` is the child's, `agency` that of the state whose letter it is.
    pub(in crate::web) fn compose(
        letter: CorrectionLetter,
        of: &Correction,
        name: &str,
        agency: &Agency,
        today: Date,
    ) -> Self {
        let language = Language::from_code(&of.intake.language).unwrap_or_default();
        let words = Words::new(language);
        let made = of.letter(letter).map_or(today, |step| step.at.date());
        let title = words.t(&format!("letter-{}-subject", kind(letter, of)));
        let mut text = Text { words, of, name, paragraphs: Vec::new() };
        text.head(agency, made);
        text.put(Kind::Heading, format!("{title} ({})", text.number()));
        text.say("letter-greeting");
        text.body(letter);
        text.say("letter-closing");
        text.signature(agency);
        let foot = format!("{} {}", text.words.t("letter-request"), text.number());
        Self { language, title, foot, paragraphs: text.paragraphs, blank: agency.address.is_empty() }
    }

    /// For the file.
    pub(in crate::web) fn sheet(&self) -> Sheet {
        Sheet {
            language: self.language.code(),
            title: self.title.clone(),
            foot: self.foot.clone(),
            paragraphs: self.paragraphs.clone(),
        }
    }

    /// For the browser, around it the portal that a printer leaves out.
    pub(in crate::web) fn page(&self, context: &PageContext, of: &Correction, letter: CorrectionLetter) -> Markup {
        let words = Words::new(context.language);
        let here = format!("/corrections/{}/letters/{}", of.id, letter.word());
        layout::page(
            context,
            &self.foot,
            html! {
                div .no-print {
                    p { a href=(format!("/corrections/{}", of.id)) { "\u{2190} " (words.t("corrections-one")) " C-" (of.id) } }
                    h1 { (words.t(&format!("corrections-letter-{}", letter.word()))) }
                    @if self.blank { div .notice.notice-warn { p { (words.t("letter-address-warn")) } } }
                    p { (words.t("letter-how")) }
                    p { a .button href=(format!("{here}/pdf")) { (words.t("letter-pdf")) } }
                }
                article .letter.letter-sheet lang=(self.language.code()) {
                    @for one in &self.paragraphs { (paragraph(one)) }
                }
            },
        )
    }
}

fn paragraph(one: &Paragraph) -> Markup {
    html! {
        @match one.kind {
            Kind::Heading => h2 { (one.text) },
            Kind::Strong => p .as-typed.letter-close { strong { (one.text) } },
            Kind::Inset => p .as-typed.letter-inset { (one.text) },
            Kind::Plain => p .as-typed { (one.text) },
        }
    }
}

/// The word of a letter's text.
fn kind(letter: CorrectionLetter, of: &Correction) -> &'static str {
    match letter {
        CorrectionLetter::Decision if of.is_granted() => "granted",
        CorrectionLetter::Decision => "denied",
        other => other.word(),
    }
}

struct Text<'a> {
    words: Words,
    of: &'a Correction,
    name: &'a str,
    paragraphs: Vec<Paragraph>,
}

impl Text<'_> {
    fn put(&mut self, kind: Kind, text: String) {
        self.paragraphs.push(Paragraph { kind, text });
    }

    fn number(&self) -> String {
        format!("C-{}", self.of.id)
    }

    /// A message with everything that it may name.
    fn with(&self, key: &str) -> String {
        let of = self.of;
        let granted = of.ruling.as_ref().map_or(of.intake.received, |ruling| ruling.at.date());
        let forwarded = of.forwarded.map_or(of.intake.received, |at| at.date());
        self.words.with(
            key,
            &[
                ("name", of.intake.name.to_string().into()),
                ("child", self.name.to_owned().into()),
                ("number", self.number().into()),
                ("received", self.day(of.intake.received).into()),
                ("due", self.day(of.intake.received.plus_days(30)).into()),
                ("forwarded", self.day(forwarded).into()),
                ("forwarded-due", self.day(forwarded.plus_days(30)).into()),
                ("decided", self.day(granted).into()),
                ("state", of.responsible.name().into()),
                ("here", of.intake.state.unwrap_or(of.responsible).name().into()),
                ("who", of.intake.requester.word().into()),
            ],
        )
    }

    fn say(&mut self, key: &str) {
        let text = self.with(key);
        self.put(Kind::Plain, text);
    }

    fn day(&self, day: Date) -> String {
        let month = self.words.t(&format!("letter-month-{}", day.month()));
        let (date, year) = (day.day().to_string(), day.year().to_string());
        self.words.with("letter-date", &[("day", date.into()), ("month", month.into()), ("year", year.into())])
    }

    fn head(&mut self, agency: &Agency, made: Date) {
        let state = self.words.with("letter-agency", &[("state", agency.state.name().into())]);
        let name = agency.name.clone().unwrap_or(state);
        self.put(Kind::Strong, name);
        let lines: Vec<&str> = agency.address.iter().chain(&agency.phone).map(String::as_str).collect();
        if agency.address.is_empty() {
            // A family that may ask for a hearing has to know where to write.
            let blank = self.words.t("letter-address-blank");
            self.put(Kind::Plain, blank);
        }
        if !lines.is_empty() {
            self.put(Kind::Plain, lines.join("\n"));
        }
        let made = self.day(made);
        self.put(Kind::Plain, made);
        let to = format!("{}\n{}", self.of.intake.name, self.of.intake.address);
        self.put(Kind::Plain, to);
    }

    fn body(&mut self, letter: CorrectionLetter) {
        let family = self.of.intake.requester.is_family();
        match letter {
            CorrectionLetter::Acknowledgment => {
                self.say("letter-acknowledgment-text");
                self.values();
                if !self.of.is_there() {
                    self.say("letter-acknowledgment-elsewhere");
                } else if family {
                    self.say("letter-acknowledgment-days");
                }
                self.say("letter-acknowledgment-next");
            }
            CorrectionLetter::Forwarded => {
                self.say("letter-forwarded-text");
                self.values();
                self.say(if family { "letter-forwarded-days" } else { "letter-forwarded-next" });
            }
            CorrectionLetter::Decision if self.of.is_granted() => {
                self.say("letter-granted-text");
                self.values();
                self.reason();
                self.say("letter-granted-next");
            }
            CorrectionLetter::Decision => {
                self.say("letter-denied-text");
                self.values();
                self.reason();
                if family {
                    self.rights();
                }
            }
            CorrectionLetter::Data => {
                self.say("letter-data-text");
                self.values();
                self.say("letter-data-next");
            }
        }
    }

    fn reason(&mut self) {
        let Some(ruling) = &self.of.ruling else { return };
        let (head, reason) = (self.words.t("letter-reason"), ruling.reason.as_str().to_owned());
        self.put(Kind::Strong, head);
        self.put(Kind::Inset, reason);
    }

    fn rights(&mut self) {
        let head = self.words.t("letter-rights");
        self.put(Kind::Strong, head);
        for key in ["letter-rights-hearing", "letter-rights-statement", "letter-rights-ed"] {
            self.say(key);
        }
        let address = self.words.t("letter-ed-address");
        self.put(Kind::Inset, address);
    }

    /// Each value: what it is, what stands, what was asked for, and what has come.
    fn values(&mut self) {
        for one in &self.of.disputed {
            let head = match about(self.words, one) {
                Some(line) => format!("{}: {}", line, self.words.element(one.element)),
                None => self.words.element(one.element),
            };
            let mut lines = vec![
                format!("{} {}", self.words.t("letter-stands"), value(self.words, one.element, one.stands.as_ref())),
                format!("{} {}", self.words.t("letter-wanted"), should_be(self.words, &one.wanted)),
            ];
            if let Some(brought) = &one.changed {
                let now = value(self.words, one.element, brought.value.as_ref());
                lines.push(format!("{} {now}", self.words.t("letter-now")));
            }
            self.paragraphs.push(Paragraph { kind: Kind::Strong, text: head });
            self.paragraphs.push(Paragraph { kind: Kind::Inset, text: lines.join("\n") });
        }
    }

    fn signature(&mut self, agency: &Agency) {
        let title = agency.signature.clone().unwrap_or_else(|| self.words.t("letter-signature"));
        self.put(Kind::Plain, format!("\u{a0}\n\u{a0}\n{title}"));
    }
}

/// The state whose letter it is: who received it acknowledges and hands on, who answers for the data tells the rest.
pub(in crate::web) fn sender(letter: CorrectionLetter, of: &Correction) -> crate::model::StateCode {
    match letter {
        CorrectionLetter::Acknowledgment | CorrectionLetter::Forwarded => of.intake.state.unwrap_or(of.responsible),
        CorrectionLetter::Decision | CorrectionLetter::Data => of.responsible,
    }
}

/// What a requester is called.
pub(super) fn requester(words: Words, requester: Requester) -> String {
    match requester {
        Requester::State(state) => state.name().to_owned(),
        other => words.t(&format!("corrections-requester-{}", other.word())),
    }
}
