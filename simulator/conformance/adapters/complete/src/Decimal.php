<?php

declare(strict_types=1);

namespace Kakebarai\Example;

use DivisionByZeroError;

/**
 * 金額・数量・税率。100分の1を単位とする整数で持ち、float には一度も変えません。
 * （33.33 × 7 を float で計算すると、1円ずれる注文が必ず現れます）
 */
final class Decimal
{
    private function __construct(public readonly int $hundredths)
    {
    }

    public static function yen(int $yen): self
    {
        return new self($yen * 100);
    }

    public static function ofHundredths(int $hundredths): self
    {
        return new self($hundredths);
    }

    /** 「33.33」を読みます。小数点以下が3桁以上あるか、大きすぎれば null。 */
    public static function parse(string $text): ?self
    {
        if (preg_match('/^(-?)0*(\d{1,12})(?:\.(\d{0,2})0*)?$/D', $text, $found) !== 1) {
            return null;
        }
        $hundredths = (int) $found[2] * 100 + (int) str_pad($found[3] ?? '', 2, '0');
        return new self($found[1] === '-' ? -$hundredths : $hundredths);
    }

    public function text(): string
    {
        $sign = $this->hundredths < 0 ? '-' : '';
        $whole = intdiv(abs($this->hundredths), 100);
        $fraction = rtrim(sprintf('%02d', abs($this->hundredths) % 100), '0');
        return $sign . $whole . ($fraction === '' ? '' : '.' . $fraction);
    }

    /** 円にします。1円未満は四捨五入です。 */
    public function inYen(): int
    {
        return self::divide($this->hundredths, 100, 'halfUp');
    }

    /** 掛けて円にします。1円未満は四捨五入です。扱えない大きさなら null。 */
    public function times(self $other): ?int
    {
        $product = self::multiply($this->hundredths, $other->hundredths);
        return $product === null ? null : self::divide($product, 10_000, 'halfUp');
    }

    /** 整数の掛け算。PHPは桁あふれを黙って float にするので、先に確かめます。 */
    public static function multiply(int $one, int $other): ?int
    {
        if ($one !== 0 && abs($other) > intdiv(PHP_INT_MAX, abs($one))) {
            return null;
        }
        return $one * $other;
    }

    /** 割って丸めます。負の数は、符号を除いた大きさで丸めます。 */
    public static function divide(int $number, int $by, string $rounding): int
    {
        if ($by <= 0) {
            throw new DivisionByZeroError('正の数で割ってください');
        }
        $whole = intdiv(abs($number), $by);
        $rest = abs($number) % $by;
        $up = match ($rounding) {
            'down' => false,
            'up' => $rest > 0,
            'halfUp' => $rest >= $by - $rest,
        };
        $result = $whole + ($up ? 1 : 0);
        return $number < 0 ? -$result : $result;
    }
}
