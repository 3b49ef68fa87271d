<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 事業内容の一覧。 */
final class Industries
{
    /** 事業内容1（gyscod1） => 選べる事業内容2（gyscod2） */
    private const DETAILS = [
        '07' => ['82', '99'],
        '15' => ['91', '99'],
        '50' => ['11', '99'],
        '57' => ['99'],
        '58' => ['31', '63', '99'],
        '59' => ['31', '99'],
        '60' => ['31', '32', '33', '64', '71', '93', '96', '99'],
        '76' => ['11', '29', '31', '41', '51', '61', '71', '99'],
        '83' => ['11', '21', '31', '61', '99'],
        '85' => ['49', '99'],
        '92' => ['21', '99'],
    ];

    public static function isKnown(string $industry): bool
    {
        return isset(self::DETAILS[$industry]);
    }

    /** 2桁でも3桁（082）でも、同じものです。 */
    public static function goesWith(string $industry, string $detail): bool
    {
        return in_array(ltrim($detail, '0'), self::DETAILS[$industry] ?? [], true);
    }
}
