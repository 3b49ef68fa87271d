<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 注文のうち、金額と税を持つ部分：商品、送料、手数料。 */
final class Part
{
    public const ITEM = 'item';
    public const SHIPPING = 'shipping';
    public const FEE = 'fee';

    /** @param int $amount お店に表示した金額（内税なら税込）、円 */
    public function __construct(
        public readonly string $kind,
        public readonly string $field,
        public readonly string $name,
        public readonly string $code,
        public readonly Decimal $unitPrice,
        public readonly Decimal $quantity,
        public readonly int $amount,
        public readonly ?Tax $tax,
    ) {
    }
}
