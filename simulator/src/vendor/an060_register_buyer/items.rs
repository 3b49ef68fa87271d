//! The items of 取引先登録, by their names on the wire.

use super::super::wire::item::items;

items! { ITEMS:
    TRADER_CODE                   "traderCode"     "加盟店コード" Open;
    PASSWORD                      "passWord"       "パスワード" Secret;
    BUYER_ID                      "cId"            "取引先（会員）ID" Open;
    ENTITY_KIND                   "hjkjKbn"        "法人・個人事業主" Open;
    LEGAL_FORM                    "houjinKaku"     "法人格" Open;
    LEGAL_FORM_POSITION           "houjinZengo"    "法人格前後" Open;
    NAME                          "sMei"           "取引先名(漢字)" Personal;
    BRANCH                        "shitenMei"      "支店名(漢字)" Personal;
    NAME_KANA                     "sMeikana"       "取引先名(カナ)" Personal;
    BRANCH_KANA                   "shitenMeikana"  "支店名(カナ)" Personal;
    POSTAL_CODE                   "ybnNo"          "郵便番号" Personal;
    ADDRESS                       "Adress"         "住所（漢字）" Personal;
    TELEPHONE                     "telNo"          "電話番号(代表)" Personal;
    MOBILE                        "keitaiNo"       "携帯電話番号" Personal;
    BUSINESS_GROUP                "gyscod1"        "事業内容1" Open;
    BUSINESS_KIND                 "gyscod2"        "事業内容2" Open;
    FOUNDED                       "setsurituNgt"   "設立年月" Open;
    CAPITAL                       "shk"            "資本金" Open;
    SALES                         "nsyo"           "年商" Open;
    EMPLOYEES                     "kmssyainsu"     "従業員" Open;
    HEAD_FAMILY_NAME              "daikjmeiSei"    "代表者名(漢字・姓)" Personal;
    HEAD_GIVEN_NAME               "daikjmeiMei"    "代表者名(漢字・名)" Personal;
    HEAD_FAMILY_NAME_KANA         "daiknameiSei"   "代表者名(カナ・姓)" Personal;
    HEAD_GIVEN_NAME_KANA          "daiknameiMei"   "代表者名(カナ・名)" Personal;
    HOME_POSTAL_CODE              "daiYbnno"       "自宅郵便番号" Personal;
    HOME_ADDRESS                  "daiAddress"     "自宅住所（漢字）" Personal;
    HAS_COMPANY                   "szUmu"          "運営会社有無" Open;
    COMPANY_ENTITY_KIND           "szHjkjKbn"      "運営会社 法人・個人事業主" Open;
    COMPANY_LEGAL_FORM            "szHoujinKaku"   "運営会社 法人格" Open;
    COMPANY_LEGAL_FORM_POSITION   "szHoujinZengo"  "運営会社 法人格前後" Open;
    COMPANY_NAME                  "szHonknjmei"    "運営会社名(漢字)" Personal;
    COMPANY_NAME_KANA             "szHonknamei"    "運営会社名(カナ)" Personal;
    COMPANY_POSTAL_CODE           "szYbnno"        "運営会社 郵便番号" Personal;
    COMPANY_ADDRESS               "szAddress"      "運営会社 住所（漢字）" Personal;
    COMPANY_TELEPHONE             "szTelno"        "運営会社 電話番号(代表)" Personal;
    COMPANY_HEAD_FAMILY_NAME      "szDaikjmei_sei" "運営会社 代表者名（漢字・姓）" Personal;
    COMPANY_HEAD_GIVEN_NAME       "szDaikjmei_mei" "運営会社 代表者名（漢字・名）" Personal;
    COMPANY_HEAD_FAMILY_NAME_KANA "szDaiknamei_sei""運営会社 代表者（カナ・姓）" Personal;
    COMPANY_HEAD_GIVEN_NAME_KANA  "szDaiknamei_mei""運営会社 代表者（カナ・名）" Personal;
    INVOICE_RECIPIENT             "sqssfKbn"       "送付先選択" Open;
    INVOICE_POSTAL_CODE           "sqYbnno"        "請求書送付先 郵便番号" Personal;
    INVOICE_ADDRESS               "sqAddress"      "請求書送付先 住所（漢字）" Personal;
    INVOICE_NAME                  "sofuKnjnam"     "送付先名称" Personal;
    INVOICE_CONTACT               "sofuTntnam"     "請求書送付先 担当者名" Personal;
    INVOICE_DEPARTMENT            "syz"            "請求書送付先 部署・役職" Personal;
    INVOICE_TELEPHONE             "kmsTelno"       "請求書送付先 電話番号" Personal;
    PAYMENT_METHOD                "shrhohKbn"      "支払方法" Open;
}
