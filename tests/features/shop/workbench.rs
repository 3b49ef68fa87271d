//! Steps: the operator's workbench.

use cucumber::{gherkin::Step, then, when};

use super::world::Walk;

#[when(regex = "^「([^」]+)」に次の内容を貼り付ける:$")]
fn pastes(walk: &mut Walk, label: String, step: &Step) {
    let text = step.docstring.as_ref().unwrap().trim_start_matches('\n');
    walk.here().fill(&label, text);
}

#[when(regex = "^「([^」]+)」の行の「([^」]+)」を押す$")]
async fn presses_in_row(walk: &mut Walk, row: String, button: String) {
    walk.here().press_in(&row, &button).await;
}

#[then(regex = "^表に次の行がある:$")]
fn has_rows(walk: &mut Walk, step: &Step) {
    for row in &step.table.as_ref().unwrap().rows[1..] {
        walk.here().sees(&row.join(" | "));
    }
}
