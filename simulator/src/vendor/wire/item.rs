//! An item of a form: its wire name, its Japanese name, and its privacy.

/// One or several items that a rule looks at; empty for rules about the request as a whole.
pub(crate) type Items = &'static [Item];

/// For rules about the request as a whole.
pub(crate) const WHOLE: Items = &[];

/// An item of a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    /// Its place among the items of its API (or among the items of a line).
    pub(crate) position: u8,
    /// The name on the wire, without the number of the line.
    pub(crate) name: &'static str,
    /// The Japanese name.
    pub(crate) label: &'static str,
    pub(crate) privacy: Privacy,
    /// Whether there is one for each line 1–99.
    pub(crate) per_line: bool,
    /// Whether it is the unit of a line, whose wire name is a setting.
    pub(crate) is_unit: bool,
    /// The most digits behind the point of a number.
    pub(crate) fraction_digits: u8,
}

/// How much of an item's value the journal may keep.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Privacy {
    /// The value itself.
    Open,
    /// Only its length: names, addresses, telephone numbers.
    Personal,
    /// Nothing at all.
    Secret,
}

/// Declares items by position: constant, wire name, label, privacy. A request's items also form a list.
macro_rules! items {
    ($list:ident: $($id:ident $name:literal $label:literal $privacy:ident;)+) => {
        items!(@positions 0u8; $($id)+; false; $($id $name $label $privacy;)+);
        /// Every item, by position.
        pub(in crate::vendor) const $list: &[$crate::vendor::wire::item::Items] = &[$($id),+];
    };
    (per line: $($id:ident $name:literal $label:literal $privacy:ident;)+) => {
        items!(@positions 0u8; $($id)+; true; $($id $name $label $privacy;)+);
    };
    (@positions $n:expr; ; $per_line:literal; ) => {};
    (@positions $n:expr; $first:ident $($rest:ident)*; $per_line:literal;
        $id:ident $name:literal $label:literal $privacy:ident; $($more:tt)*) => {
        pub(in crate::vendor) const $id: $crate::vendor::wire::item::Items = &[$crate::vendor::wire::item::Item {
            position: $n,
            name: $name,
            label: $label,
            privacy: $crate::vendor::wire::item::Privacy::$privacy,
            per_line: $per_line,
            is_unit: false,
            fraction_digits: 0,
        }];
        items!(@positions $n + 1; $($rest)*; $per_line; $($more)*);
    };
}
pub(crate) use items;

impl Item {
    /// The same item, as a number with digits behind the point.
    pub(crate) const fn with_fraction(self, digits: u8) -> Self {
        Self {
            fraction_digits: digits,
            ..self
        }
    }

    /// The same item, as the one whose wire name is a setting.
    pub(crate) const fn as_unit(self) -> Self {
        Self {
            is_unit: true,
            ..self
        }
    }
}
