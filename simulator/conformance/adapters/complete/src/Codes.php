<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** エラーコードの読み方。コードは公開の一覧の順に検査され、先に当たったものが返ります。 */
final class Codes
{
    /** 限度額を超えている。どれが返るかはヤマトの側の都合で、お店では同じ意味に扱います。 */
    private const OVER_LIMIT = ['A060004', 'A070004', 'G55'];

    /** 先の送信が処理されていたとき、同じものをもう一度送ると返るコード。 */
    private const ALREADY = [
        'placeOrder' => ['A020004'],
        'cancelOrder' => ['B020005', '0700001'],
        'ship' => ['C020005'],
    ];

    /**
     * 「処理済みか」の検査より後の検査のコード。これで断られたなら、先の送信は処理されていません。
     * 加盟店コードやパスワードのエラー、一覧にないコードは、何も証明しません。
     */
    private const AFTER_STATE = [
        'placeOrder' => '/^(A0[36789]\d{4}|A1[0-3]\d{4}|A150\d{3}|G55)$/D',
        'cancelOrder' => '/^(B030\d{3}|B050001)$/D',
        'ship' => '/^C030\d{3}$/D',
        'unship' => '/^D030\d{3}$/D',
    ];

    /** パスワードのエラー。AN010 から AN070 まで。 */
    private const PASSWORD = [
        'A140001', 'B040001', 'C040001', 'D040001', 'E040001', 'E050002', 'F490001', 'F500001', 'G040001', 'G060001',
    ];

    /** システムのエラー（0400001、0500001、0500002、9900001、Z020001 など）。書き込まれたかどうかは分かりません。 */
    public static function isSystem(string $code): bool
    {
        return $code !== '0700001' && preg_match('/^[09Z]/', $code) === 1;
    }

    /** 加盟店コード（項目010）かパスワードの誤り。 */
    public static function isCredentials(string $code): bool
    {
        return preg_match('/^[A-GX]01000[1-4]$/D', $code) === 1 || in_array($code, self::PASSWORD, true);
    }

    public static function isOverLimit(string $code): bool
    {
        return in_array($code, self::OVER_LIMIT, true);
    }

    /** @param list<string> $codes */
    public static function meansAlready(string $verb, array $codes): bool
    {
        return array_intersect($codes, self::ALREADY[$verb] ?? []) !== [];
    }

    /** @param list<string> $codes */
    public static function provesNotDone(string $verb, array $codes): bool
    {
        return preg_grep(self::AFTER_STATE[$verb], $codes) !== [];
    }
}
