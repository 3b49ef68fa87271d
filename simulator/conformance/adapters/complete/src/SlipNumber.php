<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 送り状番号：12桁。先頭の0を落とさないように、数ではなく文字列で扱います。 */
final class SlipNumber
{
    private const LENGTH = 12;

    /** 入力された番号をそろえます。登録にも削除にも、同じものを使います。 */
    public static function normalised(string $typed): string
    {
        return str_replace('-', '', Width::number($typed));
    }

    /** 誤り。なければ null。 */
    public static function wrong(string $number): ?string
    {
        if ($number === '') {
            return '送り状番号を入力してください';
        }
        if (preg_match('/^\d+$/D', $number) !== 1) {
            return '送り状番号に、数字以外の文字があります';
        }
        if (strlen($number) !== self::LENGTH) {
            return '送り状番号は12桁です（いまは' . strlen($number) . '桁）';
        }
        // セブンチェック：初めの11桁を7で割った余りが、末尾の数字です。
        $check = (int) substr($number, 0, self::LENGTH - 1) % 7;
        return (string) $check === $number[self::LENGTH - 1] ? null : "送り状番号が違います。末尾の数字は{$check}になるはずです";
    }
}
