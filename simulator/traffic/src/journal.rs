//! Requests at the provider, and its answers.

use jiff::Timestamp;
use serde::Deserialize;

/// The seven APIs: number, and the name in features and reports.
pub const APIS: [(&str, &str); 7] = [
    ("AN010", "決済登録"),
    ("AN020", "決済取消"),
    ("AN030", "出荷登録"),
    ("AN040", "出荷取消"),
    ("AN050", "利用金額照会"),
    ("AN060", "取引先登録"),
    ("AN070", "審査状況照会"),
];

/// Faults that leave an answer with a returnCode that cannot be read to its end.
const UNREADABLE: [&str; 4] = ["brokenXml", "endless", "drip", "entityBomb"];

/// Reads a time with its offset, in the format of the control addresses, in seconds.
pub(crate) fn second(time: &str) -> Option<i64> {
    let time: Timestamp = time.parse().ok()?;
    Some(time.as_second())
}

/// The requests of a merchant, in the order of their answers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Journal {
    /// The number from which on every request is there.
    pub complete_from: u64,
    /// The requests.
    pub entries: Vec<Entry>,
}

/// One request and its answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Counts the requests of this journal.
    pub number: u64,
    /// Counts all requests of the simulator.
    pub request: u64,
    /// By the merchant's clock.
    pub at: String,
    /// `AN010` … `AN070`.
    pub api: String,
    /// The fields in order of arrival.
    pub received: Vec<Field>,
    /// The answer.
    pub answered: Answered,
    /// All rules that the request breaks, in the vendor's order.
    pub broken_rules: Vec<Broken>,
    /// Why the bytes were not a form.
    #[serde(default)]
    pub malformed: Option<String>,
    /// The fault that met the request.
    #[serde(default)]
    pub fault: Option<Fault>,
    /// The misbehaviour that met the request.
    #[serde(default)]
    pub mutant: Option<String>,
    /// Whether the request was processed.
    pub processed: bool,
    /// Its transport.
    #[serde(default)]
    pub transport: Option<Transport>,
    /// The number of the change that it made in the books.
    #[serde(default)]
    pub change: Option<u64>,
}

/// An injected fault.
#[derive(Clone, Debug, Deserialize)]
pub struct Fault {
    /// `answerLost` for example.
    pub kind: String,
}

/// A field. Passwords are not kept; of personal data only the length and a fingerprint are.
#[derive(Clone, Debug, Deserialize)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// Its value, if kept.
    #[serde(default)]
    pub value: Option<String>,
    /// `secret` or `personal`.
    #[serde(default)]
    pub masked: Option<String>,
    /// The number of characters of personal data.
    #[serde(default)]
    pub characters: Option<usize>,
    /// Equal for equal personal data.
    #[serde(default)]
    pub fingerprint: Option<String>,
    /// Whether the API has no item of this name.
    #[serde(default)]
    pub unknown: bool,
}

/// The answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answered {
    /// 0 accepted, 1 refused; `None` without an answer that has a returnCode.
    pub return_code: Option<u8>,
    /// The code of the refusal.
    #[serde(default)]
    pub error_code: Option<String>,
    /// The elements.
    pub elements: Vec<Field>,
}

/// A rule that a request breaks.
#[derive(Clone, Debug, Deserialize)]
pub struct Broken {
    /// Its code.
    pub code: String,
    /// The wire name of the field.
    pub field: String,
    /// The number of the line.
    #[serde(default)]
    pub line: Option<u8>,
    /// Its message.
    pub message: String,
    /// Its remedy.
    pub remedy: String,
}

/// The transport of a request.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Transport {
    /// In milliseconds since the simulator started.
    pub arrived_milliseconds: u64,
    /// Counts the connections of the simulator.
    pub connection: u64,
    /// `POST`.
    pub method: String,
    /// `http` or `https`.
    pub scheme: String,
    /// Whether the address had a query.
    pub query: bool,
    /// The media type of the body.
    #[serde(default)]
    pub media_type: Option<String>,
    /// The charset of the body.
    #[serde(default)]
    pub charset: Option<String>,
    /// Whether all bytes were UTF-8.
    pub utf8: bool,
    /// The place of the password if it was not only in the body: `target`, or the name of a header.
    #[serde(default)]
    pub password_in: Option<String>,
    /// Whether the other side hung up before the answer.
    pub hung_up: bool,
}

impl Entry {
    /// The value of a field, if kept.
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut fields = self.received.iter();
        fields.find(|field| field.name == name)?.value.as_deref()
    }

    /// The value of a field in yen.
    pub fn yen(&self, name: &str) -> Option<i64> {
        self.value(name)?.parse().ok()
    }

    /// A field, kept or masked.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.received.iter().find(|field| field.name == name)
    }

    /// 受注番号.
    pub fn order_number(&self) -> Option<&str> {
        self.value("orderNo")
    }

    /// 取引先ID: buyerId, or cId of an application.
    pub fn buyer_id(&self) -> Option<&str> {
        self.value("buyerId").or_else(|| self.value("cId"))
    }

    /// The value of an element of the answer, if kept.
    pub fn element(&self, name: &str) -> Option<&str> {
        let mut elements = self.answered.elements.iter();
        let found = elements.find(|element| element.name == name)?;
        found.value.as_deref()
    }

    /// Whether a misbehaviour of this name met it.
    pub fn is_met_by(&self, mutant: &str) -> bool {
        self.mutant.as_deref() == Some(mutant)
    }

    /// Whether the provider carried it out, whatever the client received.
    pub const fn is_carried_out(&self) -> bool {
        self.change.is_some()
    }

    /// Whether it was accepted, and answered so.
    pub fn is_accepted(&self) -> bool {
        self.answered.return_code == Some(0)
    }

    /// The answered code of the refusal.
    pub fn refusal(&self) -> Option<&str> {
        let refused = self.answered.return_code == Some(1);
        self.answered.error_code.as_deref().filter(|_| refused)
    }

    /// Whether a fault or a misbehaviour met it.
    pub const fn is_disturbed(&self) -> bool {
        self.fault.is_some() || self.mutant.is_some()
    }

    /// Whether the client got no answer, or one without a returnCode.
    pub fn is_lost(&self) -> bool {
        self.answered.return_code.is_none()
            || self
                .transport
                .as_ref()
                .is_some_and(|transport| transport.hung_up)
    }

    /// Whether the client cannot know the outcome: no answer, one that breaks off or is not XML, or a refusal although it was carried out.
    pub fn is_unclear(&self) -> bool {
        let fault = self.fault.as_ref().map(|fault| fault.kind.as_str());
        let is_unreadable = fault.is_some_and(|kind| UNREADABLE.contains(&kind));
        self.is_lost() || is_unreadable || self.is_carried_out() && !self.is_accepted()
    }

    /// Its arrival, in milliseconds since the simulator started.
    pub fn arrived(&self) -> Option<u64> {
        let transport = self.transport.as_ref()?;
        Some(transport.arrived_milliseconds)
    }

    /// Its time, by the merchant's clock, in seconds.
    pub fn second(&self) -> Option<i64> {
        second(&self.at)
    }
}
