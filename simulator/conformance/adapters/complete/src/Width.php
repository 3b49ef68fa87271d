<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 入力された文字を、送る形（全角か半角）にそろえます。mb_convert_kana の代わりです。 */
final class Width
{
    /** 横棒に見える文字。日本語入力では、長音や罫線がハイフンの代わりに入ります。 */
    private const HYPHENS = '/[-‐‑‒–—―−－ーｰ─]/u';

    private const HALF_KANA = '｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ';
    private const FULL_KANA = '。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜';
    private const HALF_VOICED = 'ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎｳ';
    private const FULL_VOICED = 'ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ';
    private const HALF_PLOSIVE = 'ﾊﾋﾌﾍﾎ';
    private const FULL_PLOSIVE = 'パピプペポ';

    /** 半角のカナ・英数字・記号・空白を全角に。「ｶﾞ」は「ガ」に。全角のない " と ' はそのままです。 */
    public static function full(string $text): string
    {
        $pairs = self::pairs(self::HALF_KANA, self::FULL_KANA)
            + self::pairs(self::HALF_VOICED, self::FULL_VOICED, 'ﾞ')
            + self::pairs(self::HALF_PLOSIVE, self::FULL_PLOSIVE, 'ﾟ')
            + array_flip(self::ascii())
            + [' ' => "\u{3000}"];
        unset($pairs['"'], $pairs["'"]);
        // strtr は長いものから当てるので、「ｶﾞ」は「カ゛」になりません。
        return strtr($text, $pairs);
    }

    /** 全角の英数字・記号・空白を半角に。 */
    public static function half(string $text): string
    {
        return strtr($text, self::ascii() + ["\u{3000}" => ' ']);
    }

    /** 電話番号・送り状番号など：半角にし、空白を除き、横棒をハイフンにそろえます。 */
    public static function number(string $text): string
    {
        $text = preg_replace('/\s+/u', '', self::half($text)) ?? '';
        return preg_replace(self::HYPHENS, '-', $text) ?? '';
    }

    /** @return array<string, string> 全角 => 半角 */
    private static function ascii(): array
    {
        $pairs = [];
        for ($code = 0x21; $code <= 0x7E; $code++) {
            $pairs[(string) Characters::ofCode($code + 0xFEE0)] = chr($code);
        }
        return $pairs;
    }

    /** @return array<string, string> */
    private static function pairs(string $from, string $to, string $mark = ''): array
    {
        $keys = array_map(static fn (string $letter): string => $letter . $mark, Characters::split($from));
        return array_combine($keys, Characters::split($to));
    }
}
