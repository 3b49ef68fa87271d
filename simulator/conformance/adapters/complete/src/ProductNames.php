<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 商品名を、60桁以内の、使える文字だけにします。変えたことは、必ず担当者に知らせます。 */
final class ProductNames
{
    public const MOST_COLUMNS = 60;

    /** よくある、使えない文字の言い換え。ここにない文字は〓にします。 */
    private const SPELLINGS = [
        '㈱' => '(株)', '㈲' => '(有)', '㈹' => '(代)', '№' => 'No.', '℡' => 'TEL', '㏍' => 'K.K.',
        '㎜' => 'mm', '㎝' => 'cm', '㎞' => 'km', '㎎' => 'mg', '㎏' => 'kg', '㏄' => 'cc', '㎡' => 'm2',
        '㌔' => 'キロ', '㌘' => 'グラム', '㌢' => 'センチ', '㍉' => 'ミリ', '㍍' => 'メートル', '㍑' => 'リットル', '㌍' => 'カロリー',
        '①' => '1', '②' => '2', '③' => '3', '④' => '4', '⑤' => '5', '⑥' => '6',
        '⑦' => '7', '⑧' => '8', '⑨' => '9', '⑩' => '10', '⑪' => '11', '⑫' => '12',
        '⑬' => '13', '⑭' => '14', '⑮' => '15', '⑯' => '16', '⑰' => '17', '⑱' => '18',
        '⑲' => '19', '⑳' => '20',
        'Ⅰ' => 'I', 'Ⅱ' => 'II', 'Ⅲ' => 'III', 'Ⅳ' => 'IV', 'Ⅴ' => 'V',
        'Ⅵ' => 'VI', 'Ⅶ' => 'VII', 'Ⅷ' => 'VIII', 'Ⅸ' => 'IX', 'Ⅹ' => 'X',
        '髙' => '高', '﨑' => '崎', '濵' => '浜', '德' => '徳', '栁' => '柳', '–' => '-', '‑' => '-', '•' => '・',
    ];

    /** @param list<string> $warnings 担当者に知らせることを足します */
    public static function fit(string $name, array &$warnings, string $ending = ''): string
    {
        $characters = [];
        $replaced = [];
        foreach (Characters::split(self::normalised($name)) as $character) {
            if (Characters::isSendable($character)) {
                $characters[] = $character;
                continue;
            }
            $replaced[] = $character;
            array_push($characters, ...Characters::split(self::spelling($character)));
        }
        $most = self::MOST_COLUMNS - Characters::columns($ending);
        $length = self::within($characters, $most);
        $sent = trim(implode('', array_slice($characters, 0, $length))) . $ending;
        if ($replaced !== []) {
            $found = implode('', array_unique($replaced));
            $warnings[] = "「{$sent}」では、送信できない文字「{$found}」を置き換えました";
        }
        if ($length < count($characters)) {
            $cut = implode('', array_slice($characters, $length));
            $warnings[] = "「{$sent}」は60桁を超えるため、末尾の「{$cut}」を送信しません";
        }
        return $sent;
    }

    /** 改行などは空白に、分かれた濁点は1文字に。 */
    private static function normalised(string $name): string
    {
        $name = preg_replace('/[\r\n\t\p{Cc}\x{A0}]+/u', ' ', $name) ?? '';
        $pairs = [];
        $voiced = Characters::split('ガギグゲゴザジズゼゾダヂヅデドバビブベボがぎぐげござじずぜぞだぢづでどばびぶべぼヴ');
        foreach (Characters::split('カキクケコサシスセソタチツテトハヒフヘホかきくけこさしすせそたちつてとはひふへほウ') as $at => $letter) {
            $pairs[$letter . "\u{3099}"] = $voiced[$at];
        }
        return trim(strtr($name, $pairs));
    }

    private static function spelling(string $character): string
    {
        if (isset(self::SPELLINGS[$character])) {
            return self::SPELLINGS[$character];
        }
        // 絵文字の見た目を選ぶだけの文字などは、なくても読めます。
        return preg_match('/^[\p{Cf}\p{Mn}\p{Cc}]$/u', $character) === 1 ? '' : '〓';
    }

    /**
     * 桁に収まる文字の数。半角の濁点は、前の文字から離しません。
     *
     * @param list<string> $characters
     */
    private static function within(array $characters, int $most): int
    {
        $columns = 0;
        foreach ($characters as $at => $character) {
            $columns += Characters::isHalf($character) ? 1 : 2;
            if ($columns > $most) {
                return in_array($character, ['ﾞ', 'ﾟ'], true) ? $at - 1 : $at;
            }
        }
        return count($characters);
    }
}
