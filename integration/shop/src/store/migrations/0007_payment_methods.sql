-- 支払方法: several, each with its settings. Before there was クロネコ掛け払い alone, whose settings lie in shop_settings as JSON until the
-- shop takes them over, and 銀行振込.
CREATE TABLE shop_payment_methods (
    id                 BIGINT PRIMARY KEY,
    -- kakebarai, or transfer where there is no 決済代行業者.
    processor          TEXT NOT NULL,
    -- kakebarai, transfer or plain
    template           TEXT NOT NULL,
    name               TEXT NOT NULL,
    description        TEXT NOT NULL,
    instructions       TEXT NOT NULL,
    enabled            BIGINT NOT NULL,
    -- The ids of the groups as JSON.
    user_groups        TEXT NOT NULL,
    -- In yen.
    fee_fixed          BIGINT NOT NULL,
    -- In hundredths of a per cent.
    fee_percent        BIGINT NOT NULL,
    fee_name           TEXT NOT NULL,
    fee_tax            BIGINT,
    icon               TEXT NOT NULL,
    production         BIGINT NOT NULL,
    product_codes_sent BIGINT NOT NULL,
    cart_code          TEXT NOT NULL,
    -- お振込先.
    account            TEXT NOT NULL
);

INSERT INTO shop_payment_methods
SELECT 1, 'transfer', 'transfer', '銀行振込（前払い）', '', '', 1, '[]', 0, 0, '', CAST(NULL AS BIGINT), '', 0, 0, 'cscart',
       COALESCE((SELECT value FROM shop_settings WHERE name = 'transfer-account'), '');

DELETE FROM shop_settings WHERE name = 'transfer-account';

-- Where the add-on was installed there was クロネコ掛け払い, saved or not.
INSERT INTO shop_payment_methods
SELECT 2, 'kakebarai', 'kakebarai', 'クロネコ掛け払い', '企業間の後払い決済です。請求書でまとめてお支払いいただけます。', '', 0, '[]',
       0, 0, '', CAST(NULL AS BIGINT), '', 0, 1, 'cscart', ''
FROM shop_settings WHERE name = 'addon-installed' AND value = '1';

INSERT INTO shop_counters (name, last) SELECT 'payment-method', MAX(id) FROM shop_payment_methods;
