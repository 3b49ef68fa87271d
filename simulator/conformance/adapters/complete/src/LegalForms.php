<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 法人格。 */
final class LegalForms
{
    /** 名前 => [送る値, 読み] */
    private const FORMS = [
        '株式会社' => ['1', 'カブシキガイシャ'],
        '有限会社' => ['2', 'ユウゲンガイシャ'],
        '合同会社' => ['3', 'ゴウドウガイシャ'],
        '合資会社' => ['4', 'ゴウシガイシャ'],
        '合名会社' => ['5', 'ゴウメイガイシャ'],
        '医療法人' => ['6', 'イリョウホウジン'],
        '医療法人社団' => ['7', 'イリョウホウジンシャダン'],
        '医療法人財団' => ['8', 'イリョウホウジンザイダン'],
        '社会医療法人' => ['9', 'シャカイイリョウホウジン'],
        '一般社団法人' => ['10', 'イッパンシャダンホウジン'],
        '公益社団法人' => ['11', 'コウエキシャダンホウジン'],
        '一般財団法人' => ['12', 'イッパンザイダンホウジン'],
        '公益財団法人' => ['13', 'コウエキザイダンホウジン'],
        '協同組合' => ['14', 'キョウドウクミアイ'],
        '社会福祉法人' => ['15', 'シャカイフクシホウジン'],
        '特定非営利活動法人' => ['16', 'トクテイヒエイリカツドウホウジン'],
        '学校法人' => ['17', 'ガッコウホウジン'],
        '国立大学法人' => ['18', 'コクリツダイガクホウジン'],
        '公立大学法人' => ['19', 'コウリツダイガクホウジン'],
        '宗教法人' => ['20', 'シュウキョウホウジン'],
    ];

    /** 「～カイシャ」とも読まれるもの。 */
    private const OTHER_READINGS = ['カブシキカイシャ', 'ユウゲンカイシャ', 'ゴウドウカイシャ', 'ゴウシカイシャ', 'ゴウメイカイシャ'];

    /** @return array<string, string> 名前 => 送る値 */
    public static function choices(): array
    {
        return array_map(static fn (array $form): string => $form[0], self::FORMS);
    }

    public static function length(string $name): int
    {
        return isset(self::FORMS[$name]) ? Characters::count($name) : 0;
    }

    public static function kanaLength(string $name): int
    {
        return Characters::kanaLength(self::FORMS[$name][1] ?? '');
    }

    /** 文字列に含まれる法人格。 */
    public static function nameIn(string $text): ?string
    {
        return self::foundIn($text, array_keys(self::FORMS));
    }

    public static function readingIn(string $text): ?string
    {
        return self::foundIn($text, [...array_column(self::FORMS, 1), ...self::OTHER_READINGS]);
    }

    /** @param list<string> $words */
    private static function foundIn(string $text, array $words): ?string
    {
        foreach ($words as $word) {
            if (str_contains($text, $word)) {
                return $word;
            }
        }
        return null;
    }
}
