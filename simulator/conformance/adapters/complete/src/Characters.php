<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/**
 * ヤマトの画面で使える文字（JIS X 0201 と JIS X 0208。①・㈱・髙 などの拡張は使えない）と、半角・全角。
 *
 * mbstring がなくても動くように、正規表現の u と iconv だけで書いています。
 */
final class Characters
{
    /** 同じ文字に2つのコードがあるもののうち、WindowsのShift_JISにないほう。 */
    private const OTHER_CODES = ['〜', '‖', '—', '−', '¢', '£', '¬'];

    private const VOICED = 'ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴヾ';

    /** @return list<string> 1文字ずつ */
    public static function split(string $text): array
    {
        return preg_split('//u', $text, -1, PREG_SPLIT_NO_EMPTY) ?: [];
    }

    public static function count(string $text): int
    {
        return count(self::split($text));
    }

    public static function isText(string $text): bool
    {
        return preg_match('//u', $text) === 1;
    }

    /** 半角：ASCIIの文字と、半角カナ、¥、‾。 */
    public static function isHalf(string $character): bool
    {
        return preg_match('/^[ -~\x{FF61}-\x{FF9F}¥‾]$/u', $character) === 1;
    }

    /** 全角で、使える文字。 */
    public static function isFull(string $character): bool
    {
        if (self::isHalf($character)) {
            return false;
        }
        if (in_array($character, self::OTHER_CODES, true)) {
            return true;
        }
        $bytes = @iconv('UTF-8', 'CP932', $character);
        if ($bytes === false || strlen($bytes) !== 2) {
            return false;
        }
        $row = ord($bytes[0]);
        // 0x87（NEC）、0xED・0xEE（NEC選定IBM）、0xFA～（IBM）、0xF0～（外字）を除きます。
        return ($row >= 0x81 && $row <= 0x84) || ($row >= 0x88 && $row <= 0x9F) || ($row >= 0xE0 && $row <= 0xEA);
    }

    public static function isSendable(string $character): bool
    {
        return self::isHalf($character) || self::isFull($character);
    }

    /** 桁数。半角は1桁、ほかは2桁。 */
    public static function columns(string $text): int
    {
        $columns = 0;
        foreach (self::split($text) as $character) {
            $columns += self::isHalf($character) ? 1 : 2;
        }
        return $columns;
    }

    /** 全角カタカナだけか。 */
    public static function isKana(string $text): bool
    {
        return preg_match('/^[ァ-ヶー・ヽヾ\x{3000}]*$/u', $text) === 1;
    }

    /** カナの長さ。濁点と半濁点も1文字と数えます。 */
    public static function kanaLength(string $text): int
    {
        return self::count($text) + (int) preg_match_all('/[' . self::VOICED . ']/u', $text);
    }

    /** コードから文字を作ります。文字でなければ null。 */
    public static function ofCode(int $code): ?string
    {
        if ($code === 0 || $code > 0x10FFFF || ($code >= 0xD800 && $code <= 0xDFFF)) {
            return null;
        }
        $text = @iconv('UCS-4BE', 'UTF-8', pack('N', $code));
        return $text === false ? null : $text;
    }
}
