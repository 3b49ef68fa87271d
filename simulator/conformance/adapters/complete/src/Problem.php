<?php

declare(strict_types=1);

namespace Kakebarai\Example;

/** 送る前に分かった誤り。欄と、直し方。 */
final class Problem
{
    public function __construct(public readonly string $field, public readonly string $message)
    {
    }

    /** @return array{field: string, message: string} */
    public function toArray(): array
    {
        return ['field' => $this->field, 'message' => $this->message];
    }
}
