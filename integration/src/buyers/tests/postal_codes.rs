//! Addresses by postal code.

use std::collections::{BTreeMap, BTreeSet};

use crate::buyers::postal_codes::{Place, all, place, places};

#[test]
fn by_hand() {
    for (code, address) in [
        ("1710033", "東京都豊島区高田"),
        ("1000001", "東京都千代田区千代田"),
        // The first and the last of the file.
        ("0010000", "北海道札幌市北区"),
        ("9998531", "山形県飽海郡遊佐町菅里"),
        // The list says that a number follows the town.
        ("7960088", "愛媛県八幡浜市"),
        ("3060433", "茨城県猿島郡境町"),
        ("3940091", "長野県岡谷市"),
        ("3997201", "長野県東筑摩郡生坂村"),
        ("4150001", "静岡県下田市"),
        ("5013701", "岐阜県美濃市"),
        ("5032121", "岐阜県不破郡垂井町"),
        ("6492211", "和歌山県西牟婁郡白浜町"),
        ("6691536", "兵庫県三田市"),
        ("7314301", "広島県安芸郡坂町"),
        ("7690210", "香川県綾歌郡宇多津町"),
        ("7812110", "高知県吾川郡いの町"),
        ("8113213", "福岡県福津市"),
        ("8550038", "長崎県島原市"),
        ("8710099", "大分県中津市"),
        ("8791506", "大分県速見郡日出町"),
        // … and which numbers.
        ("4090142", "山梨県北都留郡小菅村"),
        ("4090211", "山梨県北都留郡小菅村"),
        ("7660001", "香川県仲多度郡琴平町"),
        ("7660002", "香川県仲多度郡琴平町"),
        // The whole village (一円).
        ("1000301", "東京都利島村"),
        ("1000601", "東京都神津島村"),
        ("8721501", "大分県東国東郡姫島村"),
        ("9580061", "新潟県岩船郡粟島浦村"),
        ("7613110", "香川県香川郡直島町"),
        // Places that only look so.
        ("5220317", "滋賀県犬上郡多賀町一円"),
        ("6360334", "奈良県磯城郡田原本町本町"),
        ("3840083", "長野県小諸市市"),
        ("0450203", "北海道古宇郡泊村泊村"),
        // Ranges of 地割.
        ("0295504", "岩手県和賀郡西和賀町槻沢"),
        ("0295505", "岩手県和賀郡西和賀町湯本"),
        ("0295506", "岩手県和賀郡西和賀町湯之沢"),
        ("0295512", "岩手県和賀郡西和賀町川尻"),
        ("0295514", "岩手県和賀郡西和賀町湯川"),
        // Several neighbourhoods, towns, prefectures.
        ("0295501", "岩手県和賀郡西和賀町"),
        ("7614101", "香川県小豆郡土庄町"),
        ("7614115", "香川県小豆郡土庄町"),
        ("4411324", "愛知県新城市"),
        ("0350000", "青森県"),
        ("4980000", ""),
        ("6180000", ""),
        ("8710000", ""),
    ] {
        assert_eq!(place(code).unwrap().to_string(), address, "{code}");
    }
    for code in [
        "0000000",
        "9999999",
        "171003",
        "17100333",
        "171-003",
        "あいうえおかき",
        "",
    ] {
        assert_eq!(place(code), None, "{code}");
        assert_eq!(places(code).count(), 0, "{code}");
    }
}

#[test]
fn the_places_of_a_shared_code() {
    let named = |code| {
        places(code)
            .map(|place| place.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        named("6180000"),
        ["京都府乙訓郡大山崎町", "大阪府三島郡島本町"]
    );
    assert_eq!(
        named("0295501"),
        ["岩手県和賀郡西和賀町下左草", "岩手県和賀郡西和賀町左草"]
    );
    assert_eq!(
        named("4411324"),
        [
            "愛知県新城市井道",
            "愛知県新城市内井道",
            "愛知県新城市奥井道"
        ]
    );
    assert_eq!(named("1710033"), ["東京都豊島区高田"]);
}

/// What all of them have in common, found by columns instead of one after the other.
fn shared(of: &BTreeSet<Place>) -> Place {
    let only = |column: fn(&Place) -> &'static str| {
        let values: BTreeSet<_> = of.iter().map(column).collect();
        (values.len() == 1).then(|| *values.first().unwrap())
    };
    let prefecture = only(|place| place.prefecture);
    let town = prefecture.and_then(|_| only(|place| place.town));
    let neighbourhood = town.and_then(|_| only(|place| place.neighbourhood));
    Place {
        prefecture: prefecture.unwrap_or_default(),
        town: town.unwrap_or_default(),
        neighbourhood: neighbourhood.unwrap_or_default(),
    }
}

#[test]
fn every_code_of_japan() {
    let lines: Vec<_> = all().collect();
    assert!(lines.is_sorted(), "the search halves them");
    let mut by_code: BTreeMap<&str, BTreeSet<Place>> = BTreeMap::new();
    for (code, of) in &lines {
        assert!(by_code.entry(code).or_default().insert(*of), "{code} twice");
    }
    assert_eq!(by_code.len(), 142_920);
    for (code, of) in &by_code {
        assert_eq!(place(code), Some(shared(of)), "{code}");
        if of.len() > 1 {
            assert_eq!(places(code).collect::<BTreeSet<_>>(), *of, "{code}");
        }
    }
    let prefectures: BTreeSet<_> = lines.iter().map(|(_, of)| of.prefecture).collect();
    assert_eq!(prefectures.len(), 47);
    let of_two_prefectures: Vec<_> = by_code
        .iter()
        .filter(|(_, of)| shared(of).prefecture.is_empty())
        .map(|(code, _)| *code)
        .collect();
    assert_eq!(of_two_prefectures, ["4980000", "6180000", "8710000"]);
}

#[test]
fn remarks_of_the_list_are_no_part_of_an_address() {
    let remarks = [
        "、",
        "〜",
        "～",
        "（",
        "）",
        "「",
        "」",
        "(",
        ")",
        "場合",
        "次に",
        "番地がくる",
        "掲載",
        "を除く",
        "その他",
        "以降",
        "地割",
        "一円",
    ];
    let mut found = BTreeSet::new();
    for (code, of) in all() {
        assert!(!of.prefecture.is_empty() && !of.town.is_empty(), "{code}");
        assert!(of.town.ends_with(['市', '区', '町', '村']), "{code} {of}");
        assert!(!of.to_string().contains([' ', '\u{3000}']), "{code} {of}");
        if remarks.iter().any(|remark| of.to_string().contains(remark)) {
            found.insert((code, of.neighbourhood));
        }
    }
    // Two names of places that are not remarks: a village hall's own code in 普代村第９地割, and 一円 in 多賀町.
    assert_eq!(
        Vec::from_iter(found),
        [("0288392", "第９地割"), ("5220317", "一円")]
    );
}

#[test]
fn a_town_is_named_twice_only_where_a_neighbourhood_has_its_name() {
    let mut found = BTreeSet::new();
    for (_, of) in all() {
        let name = of.town.split_once('郡').map_or(of.town, |(_, name)| name);
        if !of.neighbourhood.is_empty() && [of.town, name].contains(&of.neighbourhood) {
            found.insert(of.town);
        }
    }
    // 大字 that gave their towns the name.
    assert_eq!(
        Vec::from_iter(found),
        [
            "児湯郡高鍋町",
            "古宇郡泊村",
            "古宇郡神恵内村",
            "吾妻郡中之条町",
            "熊毛郡平生町",
            "留萌郡小平町",
            "磯谷郡蘭越町",
            "西置賜郡小国町",
        ]
    );
}
