//! Feature files for cucumber, read as the harness reads them: with every Japanese word, and nothing passed over.

use std::{fs, path::Path, vec};

use cucumber::{Parser, cli, feature::Ext as _, gherkin::Feature, parser};
use futures::stream;
use kakebarai_conformance::scenario::feature_file;

/// Reads one file; panics where something in it would not be run.
pub(super) struct FeatureFile;

impl<P: AsRef<Path>> Parser<P> for FeatureFile {
    type Cli = cli::Empty;
    type Output = stream::Iter<vec::IntoIter<parser::Result<Feature>>>;

    fn parse(self, file: P, _: Self::Cli) -> Self::Output {
        let file = file.as_ref();
        let text = fs::read_to_string(file).unwrap();
        let mut feature = match feature_file::parse(&file.display().to_string(), &text) {
            Ok(feature) => feature,
            Err(unreadable) => panic!("{unreadable}"),
        };
        feature.path = Some(file.to_owned());
        stream::iter(vec![feature.expand_examples().map_err(Into::into)])
    }
}
