//! `vereda matching show`: the model in plain words. It reads no data about children.

use super::odds;
use crate::cli::Place;
use crate::cli::delivery::Delivery;
use crate::cli::exit::{Exit, Failure};
use crate::cli::request::say;
use crate::matching::{Model, Wanted};
use crate::server;

pub(super) fn run(place: &Place) -> Result<Exit, Failure> {
    let (data, config) = place.open()?;
    let file = server::model(&data)?;
    let own = if data.model_file().exists() { "of this data directory" } else { "that the program ships" };
    let mut text = format!("Model {}, the one {own}.\nOrigin: {}\n\n", file.version(), file.origin());
    text.push_str(&thresholds(&file.with_wanted(config.matching), config.matching));
    text.push_str(&curve(&file));
    say(&mut Delivery::terminal(), &text)?;
    Ok(Exit::Ok)
}

fn thresholds(model: &Model, wanted: Wanted) -> String {
    let (automatic, near) = (model.automatic(), model.near());
    let how = if model.curve().is_empty() {
        "The model file has no curve, so its own thresholds are used and [matching] in the settings changes nothing."
            .to_owned()
    } else {
        let wrong = (1.0 - wanted.precision) * 10_000.0;
        format!(
            "Chosen because of 10,000 pairs that the program joins by itself no more than {wrong:.1} may be two children, and \
             because people are ready to judge {} near matches for every 100 contributions ([matching] in the settings).",
            wanted.review_per_100
        )
    };
    format!(
        "Joined by itself from {automatic:.2} bits: odds of {} that it is one child.\n\
         Shown to people from {near:.2} bits: odds of {}.\n{how}\n\
         What forbids a join (a twin, two contributions of one state, another suffix) is shown to people however many \
         bits there are, so there may be more near matches than wanted.\n",
        odds(automatic),
        odds(near)
    )
}

fn curve(model: &Model) -> String {
    if model.curve().is_empty() {
        return String::new();
    }
    let mut text =
        "\nTried on an invented world whose truth is known:\n  automatic from  precision  recall\n".to_owned();
    for point in &model.curve().join {
        text.push_str(&format!("  {:>14.2}  {:>9.5}  {:>6.4}\n", point.bits, point.precision, point.recall));
    }
    text.push_str("  near from  per 100  of them true  recall when judged\n");
    for point in &model.curve().near {
        let correct = point.correct * 100.0;
        text.push_str(&format!(
            "  {:>9.2}  {:>7.2}  {correct:>10.0} %  {:>18.4}\n",
            point.bits, point.per_100, point.recall
        ));
    }
    text
}
