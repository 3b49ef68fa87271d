<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** お店の税。 */
final class Tax
{
    /** @param int $rate 100分の1％。10％なら 1000 */
    public function __construct(
        public readonly string $name,
        public readonly int $rate,
        public readonly bool $included,
    ) {
    }

    /** お店の標準税率。 */
    public static function standard(): self
    {
        return new self('消費税（10%）', 1_000, false);
    }

    /** まとめて計算する税の目印。同じ税率でも、内税と外税は別に計算します。 */
    public function group(): string
    {
        return $this->rate . ($this->included ? ' 内税' : ' 外税');
    }

    public function percent(): string
    {
        return Decimal::ofHundredths($this->rate)->text() . '%';
    }

    /** 金額にかかる税。円未満は、お店の設定で丸めます。$scale は、金額の単位（円なら1、銭なら100）。 */
    public function of(int $amount, string $rounding, int $scale = 1): int
    {
        $whole = $this->included ? 10_000 + $this->rate : 10_000;
        $product = Decimal::multiply($amount, $this->rate)
            ?? throw Unsendable::because('order', '金額が大きすぎます。ご注文を分けてください。');
        return Decimal::divide($product, $whole * $scale, $rounding);
    }
}
