//! 確認: the table of 100 lines, and 100,000 product codes.

use std::time::Duration;

use crate::visitor::Visitor;

const LINES: u32 = 100;
/// At the 99th percentile.
const TABLE_BOUND: Duration = Duration::from_millis(50);
const CODES: u32 = 100_000;
/// From the file that is sent to the file that comes back.
const CODES_BOUND: Duration = Duration::from_secs(1);

/// Whether both bounds are met.
pub(crate) async fn is_met(operator: &Visitor) -> bool {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let line = |number: u32| {
        let (rate, kind) = if number.is_multiple_of(3) {
            (8, "内税")
        } else {
            (10, "外税")
        };
        format!("I-{number},品{number},{number}.5,3,{rate},{kind}\n")
    };
    query.append_pair("lines", &(1..=LINES).map(line).collect::<String>());
    query.append_pair("shipping", "800");
    let path = format!("/admin/workbench/taxes?{}", query.finish());
    let (_, table) = operator.measures(&path).await;
    let says = |is_met: bool| if is_met { "" } else { "  MISSED" };
    let is_table_met = table <= TABLE_BOUND;
    println!(
        "{:>9} all combinations of {LINES} lines (bound {TABLE_BOUND:?}){}",
        format!("{table:.2?}"),
        says(is_table_met)
    );
    let code = |number: u32| format!("コード-PAPER-A4-{number:06}\n");
    let file: String = (0..CODES).map(code).collect();
    let path = "/admin/workbench/codes";
    let codes = operator.sends(path, "csv", "file", &file).await;
    let are_codes_met = codes <= CODES_BOUND;
    println!(
        "{:>9} {CODES} product codes, checked and written (bound {CODES_BOUND:?}){}",
        format!("{codes:.2?}"),
        says(are_codes_met)
    );
    is_table_met && are_codes_met
}
